/** Wrong PINs in a row that cost nothing. */
export const FREE_ATTEMPTS = 4

const MINUTE = 60_000
/** After the fifth, the sixth, the seventh wrong one in a row, and every later one. */
const WAITS_MS = [MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE]

/**
 * How long nobody is let in under a name after so many wrong PINs in a row; 0 where they may try on. With four digits that is one chance in
 * a thousand in the first two hours, and one in four hundred a day after that.
 */
export function waitAfter(wrong: number): number {
  const beyond = wrong - FREE_ATTEMPTS
  return beyond <= 0 ? 0 : (WAITS_MS[Math.min(beyond, WAITS_MS.length) - 1] ?? 0)
}
