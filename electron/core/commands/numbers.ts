import type { Transaction } from '@electric-sql/pglite'
import { z } from 'zod'
import type { Database, Reader } from '../../../shared/command/database.ts'
import { HLC_START, type HlcState, isAfter } from '../../../shared/kernel/clock.ts'
import { writeState } from '../database/state.ts'

/** What this terminal counts. None of it may ever be issued twice, so it stands outside undo, and in the journal. */
export interface Numbers {
  readonly incarnation: number
  /** The next command's. */
  readonly nextSeq: number
  readonly clock: HlcState
  /** The last value issued, by series. */
  readonly counters: Readonly<Record<string, number>>
}

export const numbersSchema = z.object({
  incarnation: z.int().min(0),
  nextSeq: z.int().min(1),
  clock: z.object({ ms: z.int(), counter: z.int() }),
  counters: z.record(z.string(), z.int().min(0)),
})

/** Of a database in which no command was ever given. Below every incarnation that the centre hands out. */
export const NO_NUMBERS: Numbers = { incarnation: 0, nextSeq: 1, clock: HLC_START, counters: {} }

const KEY = 'numbers'

export async function readNumbers(db: Reader): Promise<Numbers> {
  const [row] = await db.query<{ value: object | null; counters: object | null }>(
    `SELECT (SELECT value FROM sync.state WHERE key = $1) AS value,
       (SELECT jsonb_object_agg(series, value) FROM sync.counters) AS counters`,
    [KEY],
  )
  return numbersSchema.parse({ ...NO_NUMBERS, ...row?.value, counters: row?.counters ?? {} })
}

/** All but the counters, which are written where a number is issued. */
export async function writeNumbers(db: Database, { incarnation, nextSeq, clock }: Numbers): Promise<void> {
  await writeState(db, KEY, { incarnation, nextSeq, clock })
}

/** What the journal knows of them may be later than a database that was made anew. */
export async function raiseCounters(db: Database, counters: Numbers['counters']): Promise<void> {
  await db.execute(
    `INSERT INTO sync.counters (series, value) SELECT key, value::bigint FROM jsonb_each_text($1::jsonb)
     ON CONFLICT (series) DO UPDATE SET value = greatest(sync.counters.value, excluded.value)`,
    [JSON.stringify(counters)],
  )
}

/**
 * Rows of the centre came in, none of a later moment than this: what is given from here on is given after them, whatever the clock of this
 * machine says.
 */
export async function hearClock(tx: Transaction, centreMs: number | null): Promise<void> {
  if (centreMs !== null) await tx.query(HEAR_CLOCK, [centreMs])
}

/** SQL; $1 is the centre's time, and null changes nothing. */
export const HEAR_CLOCK = `UPDATE sync.state SET value = jsonb_set(value, '{clock}', jsonb_build_object('ms', $1::bigint, 'counter', 0))
  WHERE key = '${KEY}' AND (value #>> '{clock,ms}')::bigint < $1::bigint`

/** The later of two records of the same terminal. */
export function mergeNumbers(a: Numbers, b: Numbers): Numbers {
  const [later, earlier] = isAtLeast(a, b) ? [a, b] : [b, a]
  const counters: Record<string, number> = { ...earlier.counters }
  for (const [series, value] of Object.entries(later.counters))
    counters[series] = Math.max(counters[series] ?? 0, value)
  return {
    incarnation: later.incarnation,
    nextSeq: later.nextSeq,
    clock: isAfter(b.clock, a.clock) ? b.clock : a.clock,
    counters,
  }
}

function isAtLeast(a: Numbers, b: Numbers): boolean {
  return a.incarnation > b.incarnation || (a.incarnation === b.incarnation && a.nextSeq >= b.nextSeq)
}

/** The next number of a series that people read. A refused command may leave a gap; none is issued twice. */
export async function issueNumber(db: Database, series: string, prefix: string): Promise<string> {
  const rows = await db.query<{ value: number }>(
    `INSERT INTO sync.counters (series, value) VALUES ($1, 1)
     ON CONFLICT (series) DO UPDATE SET value = sync.counters.value + 1 RETURNING value`,
    [series],
  )
  return formatNumber(prefix, rows[0]?.value ?? 1)
}

/** 'A7' and 42 -> 'A700428': prefix, at least four digits, check character. */
export function formatNumber(prefix: string, value: number): string {
  const body = `${prefix}${value.toString().padStart(4, '0')}`
  return body + checkCharacter(body)
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** ISO 7064, MOD 37,36: finds every single wrong character, and 99.8 % of transpositions of neighbours. */
export function checkCharacter(body: string): string {
  let product = 36
  for (const character of body) {
    const value = ALPHABET.indexOf(character)
    if (value === -1) throw new Error(`not a digit or capital letter: ${character}`)
    product = (((product + value) % 36 || 36) * 2) % 37
  }
  return ALPHABET.charAt((37 - product) % 36)
}

/** At enrolment: the count that the centre gave. A later one, after a fork, stays. */
export async function adoptIncarnation(db: Database, incarnation: number): Promise<void> {
  const numbers = await readNumbers(db)
  if (numbers.incarnation < incarnation) await writeNumbers(db, { ...numbers, incarnation, nextSeq: 1 })
}
