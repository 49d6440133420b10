/** An instant in UTC, '2026-11-23T19:00:00.000Z'. */
export type Instant = string

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

/** A row to be inserted: `Optional` columns have a default or may be null, `Generated` ones are never written. */
export type NewRow<Row, Optional extends keyof Row, Generated extends keyof Row = never> = {
  readonly [K in Exclude<keyof Row, Optional | Generated>]: Written<Row[K]>
} & { readonly [K in Exclude<Optional, Generated>]?: Written<Row[K]> }
