import { badValue } from '../command-error.js'

/** A finite number written exactly as `coefficient * 10^exponent`. */
export interface DecimalParts {
  readonly coefficient: bigint
  readonly exponent: number
}

/** Splits the text of a Decimal128; undefined for NaN and the infinities. */
export function decimalParts(text: string): DecimalParts | undefined {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text)
  if (!match) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const digits = BigInt(whole + fraction)
  return { coefficient: sign === '-' ? -digits : digits, exponent: Number(exponent) - fraction.length }
}

const residualScale = 96n

/**
 * How far an exact number lies from its nearest double, in units of that double's last place, scaled by 2^96 and rounded
 * down; 0n when the double is exact. Two different numbers with the same nearest double differ here.
 */
export function residualOfDecimal(parts: DecimalParts, nearest: number): bigint {
  if (!Number.isFinite(nearest)) throw badValue('a Decimal128 beyond the range of a double cannot be compared here')
  const double = doubleParts(nearest)
  // decimal - double = (c * 10^e) - (m * 2^k), brought to one denominator
  const tens = 10n ** BigInt(Math.abs(parts.exponent))
  const twos = 2n ** BigInt(Math.abs(double.exponent))
  const decimalNumerator = parts.exponent >= 0 ? parts.coefficient * tens : parts.coefficient
  const decimalDenominator = parts.exponent >= 0 ? 1n : tens
  const doubleNumerator = double.exponent >= 0 ? double.mantissa * twos : double.mantissa
  const doubleDenominator = double.exponent >= 0 ? 1n : twos
  const numerator = decimalNumerator * doubleDenominator - doubleNumerator * decimalDenominator
  const denominator = decimalDenominator * doubleDenominator
  return floorDivide(...inUnitsOfLastPlace(numerator, denominator, double.exponent))
}

/** The same for a 64-bit integer. */
export function residualOfInteger(value: bigint, nearest: number): bigint {
  const difference = value - BigInt(nearest)
  return floorDivide(...inUnitsOfLastPlace(difference, 1n, doubleParts(nearest).exponent))
}

function inUnitsOfLastPlace(numerator: bigint, denominator: bigint, exponent: number): [bigint, bigint] {
  const unit = 2n ** BigInt(Math.abs(exponent))
  const scaled = numerator << residualScale
  return exponent >= 0 ? [scaled, denominator * unit] : [scaled * unit, denominator]
}

function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator
  return numerator % denominator !== 0n && numerator < 0n ? quotient - 1n : quotient
}

function doubleParts(value: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const biased = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  const mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n
  return { mantissa: value < 0 ? -mantissa : mantissa, exponent: (biased === 0 ? 1 : biased) - 1075 }
}
