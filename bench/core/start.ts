import { openTerminal } from '../../electron/core/open-terminal.ts'
import { openDatabase } from '../../electron/core/database/open.ts'
import { seriesOf, timeOf } from '../measure/series.ts'
import type { CoreCase } from './case.ts'

/** From the start of a desk that has its hotel to the first rows of its first list; the floor opens the same database. */
export const startCase: CoreCase = {
  name: 'start',
  hotelOnly: true,
  async run(world, { loads }) {
    const dataDir = await world.closedDesk()
    const measured: number[] = []
    const least: number[] = []
    for (let i = 0; i < loads; i++) {
      least.push(
        await timeOf(async () => {
          const { pg } = await openDatabase({ dataDir })
          await pg.close()
        }),
      )
      let desk: Awaited<ReturnType<typeof openTerminal>> | undefined
      measured.push(
        await timeOf(async () => {
          desk = await openTerminal({ dataDir, serverUrl: world.serverUrl })
          const rows = await desk.query('desk.arrivals', {})
          if (rows.length === 0) throw new Error('a hotel without arrivals')
        }),
      )
      await desk?.close()
    }
    return [
      {
        name: 'start -> first rows',
        measured: seriesOf(measured),
        floor: { name: 'PGlite opened and closed', measured: seriesOf(least) },
        aims: [{ of: 'p50', ratio: 2 }],
      },
    ]
  },
}
