/** An error as X words it: problem+json (RFC 9457), its HTTP status inside. */
export interface XProblem {
  readonly title: string
  readonly detail: string
  readonly type: string
  readonly status: number
  readonly [extra: string]: unknown
}

const types = 'https://api.x.com/2/problems/'

/** Errors without a type of their own: 401, 403, 429 and 5xx come as `about:blank`, which the OpenAPI document does not list. */
export const blankProblem = (status: number, title: string, detail: string): XProblem => ({
  title,
  detail,
  type: 'about:blank',
  status,
})

/** 400: a parameter or field is wrong. */
export const invalidRequest = (message: string): XProblem => ({
  errors: [{ parameters: {}, message }],
  title: 'Invalid Request',
  detail: 'One or more parameters to your request was invalid.',
  type: `${types}invalid-request`,
  status: 400,
})

/** 404: there is no such object. */
export const notFound = (resource: string, id: string, parameter: string): XProblem => ({
  title: 'Not Found Error',
  detail: `Could not find ${resource} with ${parameter}: [${id}].`,
  type: `${types}resource-not-found`,
  status: 404,
  resource_type: resource,
  resource_id: id,
  parameter,
  value: id,
})

/** 401. */
export const unauthorized = (): XProblem => blankProblem(401, 'Unauthorized', 'Unauthorized')

/** 403 with the platform's own words, which are all that tells one reason from another. */
export const forbidden = (detail: string): XProblem => blankProblem(403, 'Forbidden', detail)

/** 429. */
export const tooManyRequests = (): XProblem => blankProblem(429, 'Too Many Requests', 'Too Many Requests')
