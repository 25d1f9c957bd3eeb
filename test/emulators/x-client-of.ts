import http from 'node:http'
import { TwitterApi } from 'twitter-api-v2'
import type { Emulators } from '../../emulators/start-emulators.js'

/** The real X client, led to the emulator; `over` replaces settings, to sign wrongly. */
export function xClientOf({ settings, x }: Emulators, over: Record<string, string> = {}): TwitterApi {
  const all: Record<string, string> = { ...settings, ...over }
  return new TwitterApi(
    {
      appKey: all.X_API_KEY ?? '',
      appSecret: all.X_API_SECRET ?? '',
      accessToken: all.X_ACCESS_TOKEN ?? '',
      accessSecret: all.X_ACCESS_SECRET ?? '',
    },
    {
      httpAgent: new http.Agent(),
      plugins: [
        {
          onBeforeRequestConfig({ params }) {
            params.url = `${x.url}${new URL(params.url).pathname}${new URL(params.url).search}`
          },
        },
      ],
    },
  )
}
