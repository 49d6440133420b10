import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeRandom } from '../../server/seed/random.ts'
import { type CentralDatabase, freshCentral } from '../support/postgres.ts'
import { surviveKills } from './kills.ts'

/** A few here, hundreds by `npm run soak:server`. */
const KILLS = Number(process.env.STAYOS_KILLS ?? 3)
const SEED = Number(process.env.STAYOS_SEED ?? randomInt(1, 1_000_000))

let central: CentralDatabase
beforeAll(async () => {
  central = await freshCentral()
})
afterAll(() => central?.drop())

it(
  `L5 ${KILLS} times kill -9 at random times (STAYOS_SEED=${SEED}): no command lost or run twice, no row lost, doubled or loaded again`,
  async () => {
    const report = await surviveKills(central, KILLS, makeRandom(SEED).next, ({ kills, commands }) => {
      if (kills % 20 === 0) process.stdout.write(`${kills} kills, ${commands} commands answered\n`)
    })
    expect(report.kills).toBe(KILLS)
    expect(report.commands).toBeGreaterThan(0)
  },
  300_000 + KILLS * 30_000,
)
