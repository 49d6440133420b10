import { currentLocale } from '../../shared/language/languages.ts'

const PLAIN = /^\d{1,9}([.,]\d{1,2})?$/
/** Thousands set apart by one sign, decimals by the other. */
const GROUPED = /^\d{1,3}([.,])\d{3}(\1\d{3})?((?!\1)[.,]\d{1,2})?$/

/**
 * A typed amount below a thousand million as decimal text ('1234.50'); null where it is none. Point and comma both begin the decimals, whatever the language; only a
 * lone sign before three digits ('1.234') is read as the language writes it, and is no amount where it would be its decimal sign.
 */
export function readAmount(typed: string): string | null {
  const text = typed.replace(/\s/g, '')
  if (PLAIN.test(text)) return text.replace(',', '.')
  const grouped = GROUPED.exec(text)
  if (!grouped) return null
  const [, sign, more, decimals = ''] = grouped
  if (decimals === '' && more === undefined && sign === decimalSign()) return null
  const whole = text.slice(0, text.length - decimals.length).replace(/[.,]/g, '')
  return whole + decimals.replace(',', '.')
}

const decimalSign = (): string => new Intl.NumberFormat(currentLocale()).format(0.5).charAt(1)
