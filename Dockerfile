# The bot with everything it needs: the trained understanding and the sentence encoder.
FROM node:20-bookworm-slim AS build
WORKDIR /app
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip && rm -rf /var/lib/apt/lists/*

COPY . .
# Where there is no engine for the encoder (arm64), the image is made without it.
RUN npm ci && (npm run encoder:install || echo 'The sentence encoder could not be installed: the bot goes without it.') && npm prune --omit=dev

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data MALLOC_ARENA_MAX=2
WORKDIR /app
COPY --from=build --chown=node:node /app /app
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3978
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT||3978)+'/health/ready').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# Node itself, as `npm start` starts it, so that SIGTERM reaches it.
CMD ["node", "--max-semi-space-size=6", "--heap-growing-percent=100", "server/start.mjs"]
