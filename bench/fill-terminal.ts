import type { PGlite } from '@electric-sql/pglite'
import { type CopyRow, encodeRow } from '../server/postgres/copy.ts'
import { tablesOf } from '../server/seed/contexts.ts'
import { type HouseSettings, planHouse } from '../server/seed/house.ts'
import { readReferenceTables } from '../server/seed/reference.ts'

const CHUNK_ROWS = 5000

/** The rows of a house in a terminal's database, as its first load brings them: by COPY, guards and journal left out, statistics at the end. */
export async function fillTerminal(pglite: PGlite, settings: HouseSettings): Promise<void> {
  await pglite.transaction(async (tx) => {
    await tx.exec('SET LOCAL session_replication_role = replica')
    for (const { table, rows } of [...(await readReferenceTables()), ...tablesOf(planHouse(settings))]) {
      for (const chunk of chunksOf(rows)) {
        const columns = Object.keys(chunk[0] ?? {}).join(', ')
        const blob = new Blob([chunk.map(encodeRow).join('')])
        await tx.query(`COPY ${table} (${columns}) FROM '/dev/blob'`, [], { blob })
      }
    }
  })
  await pglite.exec('ANALYZE')
}

function* chunksOf(rows: Iterable<CopyRow>): Generator<CopyRow[]> {
  let chunk: CopyRow[] = []
  for (const row of rows) {
    if (chunk.push(row) < CHUNK_ROWS) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}
