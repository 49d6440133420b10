/** One row as both databases deliver it: see `Database`. */
export type Row = Record<string, unknown>

/**
 * The handle that a command or query gets: the same on a terminal (PGlite) and at the centre (PostgreSQL), inside one transaction.
 *
 * Values come back alike on both: date as 'YYYY-MM-DD', timestamptz as ISO 8601 in UTC ('2026-11-23T19:00:00.000Z'), numeric as
 * text, int2/int4/int8 as number, boolean as boolean, json(b) parsed, arrays of text, uuid and enums as arrays; all else (ranges,
 * composites, intervals, times) as PostgreSQL's text. Parameters: text, number, boolean, null, arrays of text; JSON goes in as
 * text with a cast (`$1::jsonb`).
 *
 * A failing statement throws `DatabaseError` with the SQLSTATE, and leaves the surrounding savepoint to the caller.
 */
export interface Reader {
  query<T extends object = Row>(sql: string, params?: readonly SqlValue[]): Promise<T[]>
}

/** A handle that may write. What only reads takes a `Reader`. */
export interface Database extends Reader {
  /** Returns the number of rows that the statement touched. */
  execute(sql: string, params?: readonly SqlValue[]): Promise<number>
}

export type SqlValue = string | number | boolean | null | readonly string[]

export class DatabaseError extends Error {
  constructor(
    message: string,
    /** Five characters, as in PostgreSQL's Appendix A; ours begin with ST (see sql/migrations/V1.0.0). */
    readonly sqlState: string,
    readonly constraint: string | undefined,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'DatabaseError'
  }
}

export const SQLSTATE = {
  staleVersion: 'ST001',
  illegalTransition: 'ST002',
  appendOnly: 'ST003',
  erased: 'ST004',
  wrongKey: 'ST011',
  folioClosed: 'ST020',
  refundTooHigh: 'ST021',
  notBalanced: 'ST022',
  frozen: 'ST023',
  brokenSeries: 'ST024',
  batchBarred: 'ST030',
  uniqueViolation: '23505',
  exclusionViolation: '23P01',
} as const
