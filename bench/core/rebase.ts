import type { Terminal } from '../../electron/core/open-terminal.ts'
import type { Result } from '../measure/result.ts'
import { longestBlockOf, timesOf } from '../measure/series.ts'
import { broughtHere } from '../world/brought-here.ts'
import { fillReservations } from '../world/fill-reservations.ts'
import { touchUnit } from '../world/touch-unit.ts'
import type { World } from '../world/world.ts'
import type { CoreCase, Sizes } from './case.ts'

/** Rows of the centre that come in under pending commands: 0, 10, 100 and 1,000 of these, 1 and 1,000 of those. */
export const rebaseCase: CoreCase = {
  name: 'rebase',
  hotelOnly: true,
  async run(world, sizes) {
    const desk = await world.openDesk('rebase', { fetch: withoutPush })
    await broughtHere(desk, world.workload.table, world.rows.at(-1))
    const results: Result[] = []
    let given = 0
    for (const pending of pendingSizes(sizes)) {
      for (; given < pending; given++) {
        const { name, input } = world.workload.nthCommand(world, given)
        await desk.run(name, input)
      }
      results.push(...(await measureWith(world, desk, pending, sizes)))
    }
    await desk.close()
    return results
  },
}

const pendingSizes = ({ queued }: Sizes) => [0, 10, 100, 1000].filter((count) => count <= queued)

/** What is given stays pending. */
const withoutPush: typeof fetch = (input, init) => {
  const url = input instanceof Request ? input.url : String(input)
  if (url.includes('/v1/commands')) return Promise.reject(new TypeError('no way for commands here'))
  return fetch(input, init)
}

async function measureWith(world: World, desk: Terminal, pending: number, { queued }: Sizes): Promise<Result[]> {
  const many = Math.min(1000, queued)
  const bring = (rows: number) =>
    timesOf({ warmUp: 0, repeats: 5 }, async () => {
      // One that some of the pending commands are about, the others of no concern to them.
      await touchUnit(world)
      const ids = await fillReservations(world.central, world.propertyId, rows, `R${pending}-`)
      await broughtHere(desk, world.workload.table, ids.at(-1))
    })
  const { result, longest } = await longestBlockOf(async () => ({ one: await bring(1), thousand: await bring(many) }))
  return [
    { name: `${pending} pending, 2 rows`, measured: result.one },
    { name: `${pending} pending, ${many + 1} rows`, measured: result.thousand },
    { name: `${pending} pending, longest block of the thread`, measured: longest },
  ]
}
