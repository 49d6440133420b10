import pg from 'pg'
import { openDatabase } from '../../electron/core/database/open.ts'
import { describeTables } from '../../electron/core/shapes/tables.ts'
import { seriesOf, timeOf } from '../measure/series.ts'
import { broughtHere } from '../world/brought-here.ts'
import { copyAcross } from '../world/copy-across.ts'
import type { World } from '../world/world.ts'
import type { CoreCase } from './case.ts'

/** Rows that came to the centre while the line was cut; the floor copies the same rows. */
export const catchUpCase: CoreCase = {
  name: 'catch-up',
  async run(world, { catchUpRows }) {
    const desk = await world.loadedDesk()
    await desk.sync.pause()
    const ids = await world.workload.fill(world.central, world.propertyId, catchUpRows, 'C')
    const least = await copyThese(world, ids)
    const measured = await timeOf(async () => {
      desk.sync.resume()
      await broughtHere(desk, world.workload.table, ids.at(-1))
    })
    return [
      {
        name: `${catchUpRows} rows of catch-up`,
        measured: seriesOf([measured]),
        floor: { name: 'COPY of the same rows', measured: seriesOf([least]) },
        aims: [{ of: 'p50', ratio: 3 }],
      },
    ]
  },
}

async function copyThese(world: World, ids: readonly string[]): Promise<number> {
  const { workload, migrations } = world
  const { pg: pglite } = await openDatabase({ dataDir: world.folder('copied'), migrations })
  const [table] = await describeTables(
    pglite,
    workload.domain.shapes.filter(({ table }) => table === workload.table),
  )
  if (!table) throw new Error('no reservations')
  const client = new pg.Client({ connectionString: world.databaseUrl })
  await client.connect()
  const list = ids.map((id) => `'${id}'`).join(', ')
  const took = await timeOf(async () => {
    await pglite.transaction((tx) =>
      copyAcross(client, tx, { table: table.sql, columns: [...table.columns], where: `id IN (${list})` }),
    )
  })
  await client.end()
  await pglite.close()
  return took
}
