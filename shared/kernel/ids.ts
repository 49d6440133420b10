import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { uuidv7 } from 'uuidv7'

/** A UUID in its canonical lower-case text form. Minted here and parsed at the edges, nowhere else. */
export type Uuid = string & { readonly __brand: 'Uuid' }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function isUuid(text: unknown): text is Uuid {
  return typeof text === 'string' && UUID.test(text)
}

/** Throws where the text is no UUID: for constants and for values that a schema has already checked. */
export function asUuid(text: string): Uuid {
  const lower = text.toLowerCase()
  if (!isUuid(lower)) throw new Error(`not a UUID: ${text}`)
  return lower
}

/** Who signs what the centre does by itself (sql/migrations/V1.0.0). */
export const SYSTEM = asUuid('00000000-0000-7000-8000-000000000001')

/** A new RFC 9562 version 7 id, monotone within this process. */
export function newId(): Uuid {
  return asUuid(uuidv7())
}

/**
 * The id of a row whose existence follows from a command: the same on every replay and on every machine.
 * The time part is the command's own, so that derived rows sort beside it; the rest is a hash.
 */
export function derivedId(commandId: Uuid, table: string, naturalKey: string): Uuid {
  const digest = sha256(utf8ToBytes(`${commandId}\n${table}\n${naturalKey}`))
  const hex = bytesToHex(digest.subarray(0, 10))
  const variant = ((Number.parseInt(hex.charAt(3), 16) & 0x3) | 0x8).toString(16)
  return asUuid(`${commandId.slice(0, 13)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}`)
}
