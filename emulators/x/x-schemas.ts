import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import { z } from 'zod'
import { projectRoot } from '../../config/project-root.js'

const content = z.record(z.string(), z.object({ schema: z.unknown() }))
const operation = z.object({
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ content: content.optional() })),
})
const document = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.record(z.string(), z.record(z.string(), z.unknown())),
})

/** Judges requests and answers by X's own OpenAPI document (the excerpt beside this file names its version). */
export class XSchemas {
  readonly #ajv: Ajv
  readonly #document = document.parse(JSON.parse(readFileSync(excerptFile, 'utf8')))
  readonly #compiled = new Map<string, ValidateFunction | undefined>()

  constructor() {
    const formats = { int32: true, int64: true, double: true, binary: true, byte: true, 'date-time': isoDate } as const
    this.#ajv = new Ajv({ strict: false, allErrors: false, formats })
    this.#ajv.addSchema({ $id: 'x', components: this.#document.components })
  }

  /** What is wrong with a request's body for the operation at `route` (`/2/tweets`, braces for parameters); undefined when nothing. */
  requestFault(method: string, route: string, body: unknown): string | undefined {
    return this.#fault(`${method} ${route} request`, body, () => {
      return Object.values(this.#operation(method, route)?.requestBody?.content ?? {})[0]?.schema
    })
  }

  /** What is wrong with an answer; for statuses that the document does not name its `default` counts. */
  answerFault(method: string, route: string, status: number, body: unknown): string | undefined {
    return this.#fault(`${method} ${route} ${status}`, body, () => {
      const responses = this.#operation(method, route)?.responses
      const answer = responses?.[String(status)]
      if (answer) return answer.content?.['application/json']?.schema
      return responses?.default?.content?.['application/problem+json']?.schema
    })
  }

  /** Whether the document knows this operation. */
  knows(method: string, route: string): boolean {
    return this.#operation(method, route) !== undefined
  }

  #operation(method: string, route: string): z.infer<typeof operation> | undefined {
    return this.#document.paths[route]?.[method.toLowerCase()]
  }

  #fault(key: string, value: unknown, schema: () => unknown): string | undefined {
    if (!this.#compiled.has(key)) this.#compiled.set(key, this.#compile(schema()))
    const validate = this.#compiled.get(key)
    if (!validate) return `the document does not know ${key}`
    return validate(value) ? undefined : this.#ajv.errorsText(validate.errors, { dataVar: 'body' })
  }

  #compile(schema: unknown): ValidateFunction | undefined {
    if (typeof schema !== 'object' || schema === null) return undefined
    return this.#ajv.compile(absolute(schema))
  }
}

const excerptFile = path.join(projectRoot, 'emulators/x/openapi-excerpt.json')
const isoDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

const absolute = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"x#/components'))
