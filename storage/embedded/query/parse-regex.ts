import { BSONRegExp } from 'bson'
import { CommandError } from '../command-error.js'

/** Turns a BSON regular expression, or `$regex` with `$options`, into JavaScript's. Throws code 51091 on a bad one. */
export function parseRegex(source: unknown, options: string | undefined): RegExp {
  const pattern = source instanceof BSONRegExp ? source.pattern : source
  const flags = options ?? (source instanceof BSONRegExp ? source.options : '')
  if (typeof pattern !== 'string') throw new CommandError(2, '$regex has to be a string')
  for (const flag of flags) {
    if (flag === 'x')
      throw new CommandError(238, 'the regular expression option x is not supported by the embedded store')
    if (!'imsu'.includes(flag)) throw new CommandError(51108, ` invalid flag in regex options: ${flag}`)
  }
  const own = [...new Set(flags.replace('u', ''))].join('')
  return compiled(pattern, `${own}u`) ?? compiled(pattern, own) ?? refuse(pattern)
}

function compiled(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(pattern, flags)
  } catch {
    return undefined
  }
}

function refuse(pattern: string): never {
  throw new CommandError(51091, `Regular expression is invalid: ${pattern}`)
}
