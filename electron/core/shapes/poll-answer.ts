import { type PollHead, pollHead } from '../../../shared/protocol/shapes.ts'
import type { CentreAnswer } from '../centre-fetch.ts'
import { isLogOffset } from './positions.ts'

/** What one stream asked for. */
export interface Asked {
  readonly table: string
  readonly handle: string | undefined
  readonly offset: string
  readonly live: boolean
}

export interface PollAnswer {
  readonly head: PollHead
  /** Body of each part, in the order of `head.parts`. */
  readonly bodies: readonly string[]
}

/** A part as the stream must see it, before headers. `plain`: too large, read it by GET /v1/shape. */
export type Part =
  | { readonly kind: 'rows'; readonly handle: string; readonly offset: string; readonly body: string }
  | { readonly kind: 'rotated'; readonly handle: string | undefined; readonly body: string }
  | { readonly kind: 'plain' }

/** Throws where the body was cut, or is none of ours. */
export function parsePollAnswer(text: string): PollAnswer {
  const lines = text.trimEnd().split('\n')
  if (lines.at(-1) !== 'end') throw new Error('the answer was cut')
  const head = pollHead.parse(JSON.parse(lines[0] ?? ''))
  const bodies = lines.slice(1, -1)
  if (bodies.length !== head.parts.length) throw new Error('the answer was cut')
  return { head, bodies }
}

/** One part per shape asked for, in their order; a shape that the centre left out has nothing new up to g. */
export function distribute(asked: readonly Asked[], { head, bodies }: PollAnswer): Part[] {
  const answered = new Map<number, Part>()
  head.parts.forEach((part, index) => {
    const ask = asked[part.i]
    const body = bodies[index]
    if (!ask || body === undefined) throw new Error('the answer names a shape that was not asked for')
    answered.set(part.i, readPart(ask, part, body))
  })
  const unchanged = unchangedAt(head.g)
  return asked.map((ask, index) => answered.get(index) ?? unchanged(ask))
}

function readPart(ask: Asked, part: PollHead['parts'][number], body: string): Part {
  if (part.plain) return { kind: 'plain' }
  if (part.status === 409) return { kind: 'rotated', handle: part.handle, body }
  if (part.handle === undefined || part.offset === undefined) throw new Error(`no position for ${ask.table}`)
  return { kind: 'rows', handle: part.handle, offset: neverBack(ask.offset, part.offset), body }
}

/** Nearly all streams stand at one offset: what follows from it is worked out once for each answer. */
function unchangedAt(g: string): (ask: Asked) => Part {
  const body = upToDate(g)
  const nextByOffset = new Map<string, string>()
  return ({ table, handle, offset }) => {
    // Without a position there is nothing to leave unchanged.
    if (!isLogOffset(offset) || handle === undefined) throw new Error(`no answer for ${table}`)
    const next = nextByOffset.get(offset) ?? neverBack(offset, `${g}_inf`)
    nextByOffset.set(offset, next)
    return { kind: 'rows', handle, offset: next, body }
  }
}

export function upToDate(g: string): string {
  return JSON.stringify([{ headers: { control: 'up-to-date', global_last_seen_lsn: g } }])
}

/** After its restart a centre's g can be below one that it has told already. */
export function neverBack(asked: string, answered: string): string {
  return isLogOffset(asked) && lsnOf(asked) > lsnOf(answered) ? asked : answered
}

function lsnOf(offset: string): bigint {
  return BigInt(offset.split('_')[0] ?? '0')
}

/** Headers that the official client asks for. The empty schema leaves every value as the text that PostgreSQL printed. */
export function streamHeaders(position: { handle: string; offset: string }, cursor: string | null): HeadersInit {
  return {
    'content-type': 'application/json',
    'electric-handle': position.handle,
    'electric-offset': position.offset,
    'electric-up-to-date': '',
    // A live answer needs a cursor that always changes, and one that is not live must have none: the client would swallow rows.
    ...(cursor === null ? { 'electric-schema': '{}' } : { 'electric-cursor': cursor }),
  }
}

const TOLD = ['electric-handle', 'electric-offset', 'electric-cursor', 'electric-up-to-date'] as const

/** The same of an answer to one stream alone. */
export function toldHeaders({ headers }: CentreAnswer): HeadersInit {
  const told = TOLD.flatMap((name) => (headers.has(name) ? [[name, headers.get(name) ?? ''] as [string, string]] : []))
  const schema: [string, string][] = headers.has('electric-schema') ? [['electric-schema', '{}']] : []
  return [['content-type', 'application/json'], ...told, ...schema]
}
