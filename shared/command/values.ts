/** How both databases turn PostgreSQL's text into the values that `Database` promises, by type oid (pg_type.dat). */
const number = (text: string) => Number(text)
const same = (text: string) => text

/** '2026-11-23 19:00:00.123+00' -> '2026-11-23T19:00:00.123Z'. 'infinity' stays as it is. */
export function toIsoInstant(text: string): string {
  const match = /^(\d{4,}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?)([+-]\d{2})(?::?(\d{2}))?/.exec(text)
  if (!match) return text
  const [, day = '', time = '', hours = '+00', minutes = '00'] = match
  return new Date(`${day}T${time}${hours}:${minutes}`).toISOString()
}

export const OID = {
  bool: 16,
  bytea: 17,
  int8: 20,
  int2: 21,
  int4: 23,
  oid: 26,
  json: 114,
  float4: 700,
  float8: 701,
} as const

export const parserByOid: Readonly<Record<number, (text: string) => unknown>> = {
  [OID.bool]: (text) => text === 't' || text === 'true',
  [OID.bytea]: same,
  [OID.int8]: number,
  [OID.int2]: number,
  [OID.int4]: number,
  [OID.oid]: number,
  [OID.float4]: number,
  [OID.float8]: number,
  [OID.json]: (text) => JSON.parse(text) as unknown,
  3802: (text) => JSON.parse(text) as unknown, // jsonb
  1082: same, // date
  1114: same, // timestamp
  1184: toIsoInstant, // timestamptz
}
