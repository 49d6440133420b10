import { createHmac } from 'node:crypto'
import { compare, hash } from 'bcryptjs'

/** 2^10 rounds: about a tenth of a second on a till. What makes a PIN of four digits hard to guess from its hash is the pepper. */
const COST = 10

/** `pepper`: the property's, base64url. The PIN was judged before (shared/domains/access/pin.ts). */
export function hashPin(pepper: string, pin: string): Promise<string> {
  return hash(peppered(pepper, pin), COST)
}

export function isPin(pepper: string, pin: string, pinHash: string): Promise<boolean> {
  return compare(peppered(pepper, pin), pinHash)
}

/** Base64 is shorter than the 72 bytes that bcrypt reads, and holds no NUL, at which others stop. */
function peppered(pepper: string, pin: string): string {
  return createHmac('sha256', Buffer.from(pepper, 'base64url')).update(pin).digest('base64')
}
