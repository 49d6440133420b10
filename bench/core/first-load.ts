import pg from 'pg'
import { describeTables } from '../../electron/core/shapes/tables.ts'
import { openDatabase } from '../../electron/core/database/open.ts'
import { isHeldBy } from '../../shared/command/shape.ts'
import { seriesOf, timeOf } from '../measure/series.ts'
import { isHeld } from '../../tests/support/compare.ts'
import { copyAcross } from '../world/copy-across.ts'
import type { World } from '../world/world.ts'
import type { CoreCase } from './case.ts'

/** A new desk of a hotel with 100,000 reservations; the floor copies the same rows straight out of PostgreSQL into a PGlite. */
export const firstLoadCase: CoreCase = {
  name: 'first load',
  async run(world, { loads, reservations }) {
    const measured: number[] = []
    const least: number[] = []
    for (let i = 0; i < loads; i++) {
      const desk = await world.openDesk(`load-${i}`)
      measured.push(await timeOf(() => desk.sync.caughtUp()))
      await desk.close()
      least.push(await copyStraight(world, world.folder(`straight-${i}`)))
    }
    return [
      {
        name: `first load, ${reservations} reservations`,
        measured: seriesOf(measured),
        floor: { name: 'COPY from PostgreSQL into PGlite', measured: seriesOf(least) },
        aims: [{ of: 'p50', ratio: 1.3 }],
      },
    ]
  },
}

async function copyStraight(world: World, dataDir: string): Promise<number> {
  const { databaseUrl, propertyId, workload, migrations } = world
  const { pg: pglite } = await openDatabase({ dataDir, migrations })
  const held = workload.domain.shapes.filter((shape) => isHeldBy(shape, 'desk'))
  const tables = await describeTables(pglite, held)
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const took = await timeOf(() =>
    pglite.transaction(async (tx) => {
      for (const [i, table] of tables.entries()) {
        const shape = held[i]
        if (!shape) continue
        const withheld = shape.withheld?.desk ?? []
        const columns = [...table.columns].filter((column) => !withheld.includes(column))
        await copyAcross(client, tx, { table: table.sql, columns, where: isHeld(shape, propertyId) })
      }
    }),
  )
  await client.end()
  await pglite.close()
  return took
}
