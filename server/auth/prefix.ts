const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const DIGITS = '23456789'
const SYMBOLS = DIGITS + LETTERS

function* candidates(): Generator<string> {
  for (const letter of LETTERS) for (const digit of DIGITS) yield letter + digit
  for (const first of SYMBOLS) for (const second of SYMBOLS) yield first + second
}

/** The two characters that begin every number which a terminal issues: 'A2' first. Undefined where all are taken. */
export function nextPrefix(taken: ReadonlySet<string>): string | undefined {
  for (const prefix of candidates()) if (!taken.has(prefix)) return prefix
  return undefined
}
