import pg from 'pg'
import { expect } from 'vitest'

/** RFC 9562: version 7 in bits 48 to 51, variant 10 in bits 64 and 65. */
export const VERSION_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Unix milliseconds and the fraction of one: the part that follows the clock. */
export const stampOf = (id: string) => id.slice(0, 18)
export const millisecondsOf = (id: string) => Number.parseInt(id.replace('-', '').slice(0, 12), 16)

async function makeIds(client: pg.Client, count: number): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    'SELECT shared.uuid_generate_v7()::text AS id FROM generate_series(1, $1::int)',
    [count],
  )
  return rows.map(({ id }) => id)
}

/** Four connections make 25,000 ids each, at once. */
export async function proveManyIds(url: string): Promise<void> {
  const clients = Array.from({ length: 4 }, () => new pg.Client({ connectionString: url }))
  await Promise.all(clients.map((client) => client.connect()))
  try {
    const made = await Promise.all(clients.map((client) => makeIds(client, 25_000)))
    const all = made.flat()
    expect(new Set(all).size).toBe(100_000)
    expect(all.filter((id) => !VERSION_7.test(id))).toEqual([])
    for (const ids of made) expect(ids.map(stampOf)).toEqual(ids.map(stampOf).sort())
    // What one connection makes after the others have ended sorts after all of it.
    const [last = ''] = clients[0] ? await makeIds(clients[0], 1) : []
    expect(all.every((id) => id < last)).toBe(true)
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}
