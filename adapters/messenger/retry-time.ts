import type { IncomingHttpHeaders } from 'node:http'
import { z } from 'zod'

/** No platform's word is believed for longer than this, ms. */
const longestWait = 24 * 60 * 60 * 1000

const businessUsage = z.record(
  z.string(),
  z.array(z.object({ estimated_time_to_regain_access: z.number().nonnegative().catch(0) })),
)
const appUsage = z.record(z.string(), z.unknown())

/**
 * When a throttled call may be tried again, epoch ms: the later of `Retry-After` (seconds or a date) and `X-Business-Use-Case-Usage`
 * (`estimated_time_to_regain_access`, minutes). Undefined when neither tells. https://developers.facebook.com/docs/graph-api/overview/rate-limiting
 */
export function readRetryTime(headers: IncomingHttpHeaders, now: number): number | undefined {
  const wait = Math.max(retryAfter(headers['retry-after'], now), businessWait(headers['x-business-use-case-usage']))
  return wait > 0 ? now + Math.min(wait, longestWait) : undefined
}

/** Whether `X-App-Usage` or `X-Page-Usage` (percent) shows the whole channel used up, not one conversation. */
export function isUsedUp(headers: IncomingHttpHeaders): boolean {
  return ['x-app-usage', 'x-page-usage'].some((name) => {
    const usage = appUsage.safeParse(parse(headers[name])).data
    return usage !== undefined && Object.values(usage).some((percent) => typeof percent === 'number' && percent >= 100)
  })
}

function retryAfter(header: string | undefined, now: number): number {
  if (header === undefined) return 0
  const wait = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now
  return Number.isFinite(wait) ? wait : 0
}

function businessWait(header: string | string[] | undefined): number {
  const usage = businessUsage.safeParse(parse(header)).data
  if (!usage) return 0
  const minutes = Object.values(usage).flatMap((cases) => cases.map((one) => one.estimated_time_to_regain_access))
  return Math.max(0, ...minutes) * 60_000
}

function parse(header: string | string[] | undefined): unknown {
  if (typeof header !== 'string') return undefined
  try {
    return JSON.parse(header)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
