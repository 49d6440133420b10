import { createHash, randomBytes } from 'node:crypto'

/** Crockford's base 32: no I, L, O and U, so that a code read over the telephone arrives. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 12

/** 60 random bits as 'K7QF-2M9T-XC4D'. */
export function makeCode(): string {
  const symbols = Array.from(randomBytes(LENGTH), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('')
  return (symbols.match(/.{4}/g) ?? []).join('-')
}

/** Hex SHA-256 of what was meant, however it was typed: case, spaces, dashes, and letters that look like digits do not matter. */
export function hashCode(typed: string): string {
  const meant = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return createHash('sha256').update(meant).digest('hex')
}

/** What is known of a code when somebody uses it. */
export interface CodeRecord {
  readonly expired: boolean
  readonly used: boolean
  /** The key of the terminal that it made. */
  readonly usedByKey: string | null
}

/**
 * 'again': the very device that used it asks once more, since the answer was lost; it gets the same answer.
 */
export function judgeCode(
  record: CodeRecord | undefined,
  publicKey: string,
): 'good' | 'again' | 'unknown' | 'used' | 'expired' {
  if (!record) return 'unknown'
  if (record.used) return record.usedByKey === publicKey ? 'again' : 'used'
  return record.expired ? 'expired' : 'good'
}
