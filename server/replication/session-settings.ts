/**
 * How PostgreSQL writes values as text. The walsender and every snapshot reader use the same, so that a row reads alike
 * whether it comes from a snapshot or from the stream.
 */
export const SESSION_SETTINGS = [
  `SET bytea_output = 'hex'`,
  `SET DateStyle = 'ISO, DMY'`,
  `SET TimeZone = 'UTC'`,
  `SET extra_float_digits = 1`,
  `SET IntervalStyle = 'iso_8601'`,
].join('; ')

/** Leaves every value as the text that PostgreSQL sent. */
export const TEXT_VALUES = { getTypeParser: () => (value: string) => value }
