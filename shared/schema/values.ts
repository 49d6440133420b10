import type { Uuid } from '../kernel/ids.ts'

/** An instant in UTC, '2026-11-23T19:00:00.000Z'. */
export type Instant = string

/** Who wrote a row and when, and how often it was changed. */
export interface Audited {
  readonly created_at: Instant
  readonly updated_at: Instant
  readonly created_by: Uuid
  readonly updated_by: Uuid
  readonly deleted_at: Instant | null
  readonly version: number
}

/** A composite value as PostgreSQL writes it, '("Rua Nova 1",,Lisboa)'; `T` is what it holds, and how it is written as JSON. */
export type CompositeText<T> = string & { readonly __holds: T }

/** Values go in as they come out, but ids and dates may be plain text, and a composite an object. */
type Written<V> = V extends { readonly __holds: infer T }
  ? Partial<T> | string
  : V extends { readonly __brand: string }
    ? string
    : V extends readonly { readonly __brand: string }[]
      ? readonly string[]
      : V

/** What the database itself fills in on every table. */
type Stamped = 'id' | keyof Audited

type Nullable<Row> = { [K in keyof Row]: unknown extends Row[K] ? never : null extends Row[K] ? K : never }[keyof Row]

/** A row to be inserted: `Defaulted` columns and those that may be null can be left out, `Generated` ones are never written. */
export type NewRow<Row, Defaulted extends keyof Row = never, Generated extends keyof Row = never> = {
  readonly [K in Exclude<keyof Row, Defaulted | Generated | Stamped | Nullable<Row>>]: Written<Row[K]>
} & {
  readonly [K in Exclude<Defaulted | Nullable<Row> | Extract<keyof Row, Stamped>, Generated>]?: Written<Row[K]>
}
