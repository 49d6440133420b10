import { PGlite } from '@electric-sql/pglite'
import { afterEach, expect, it, vi } from 'vitest'
import { terminalExtensions } from './extensions.ts'

afterEach(() => vi.restoreAllMocks())

/** What PGlite tells of the libraries that it read at a start, and then answers. */
async function startTelling(): Promise<{ told: string[]; answer: unknown }> {
  const told: string[] = []
  const tell = (...words: unknown[]) => void told.push(words.map(String).join(' '))
  for (const channel of ['log', 'info', 'warn', 'error'] as const) vi.spyOn(console, channel).mockImplementation(tell)
  const pg = await PGlite.create({ extensions: terminalExtensions, debug: 1 })
  await pg.exec('CREATE EXTENSION btree_gist; CREATE EXTENSION pg_trgm; CREATE EXTENSION pgcrypto')
  await pg.exec(
    'CREATE EXTENSION unaccent; CREATE TABLE n (u uuid, d daterange, EXCLUDE USING gist (u WITH =, d WITH &&))',
  )
  await pg.exec("INSERT INTO n VALUES (gen_random_uuid(), '[2026-01-01,2026-01-02)')")
  const { rows } = await pg.query(
    "SELECT pgp_sym_decrypt(pgp_sym_encrypt('Łucja', 'k'), 'k') AS kept, unaccent('é') AS plain, similarity('ab', 'ab') AS alike",
  )
  await pg.close()
  return { told: told.filter((line) => line.startsWith('pgfs:ext')), answer: rows[0] }
}

// Before, PGlite compiled them side by side, and mostly one at least was left half linked: where it was pgcrypto,
// a desk could not encrypt until it was started again.
it('D11: no library is half linked at a start', { timeout: 60_000 }, async () => {
  for (let start = 0; start < 3; start++) {
    const { told, answer } = await startTelling()
    expect(told.filter((line) => line.includes('FAIL'))).toEqual([])
    expect(told.filter((line) => line.includes('OK'))).toHaveLength(4)
    expect(answer).toEqual({ kept: 'Łucja', plain: 'e', alike: 1 })
  }
})
