import { setTimeout as sleep } from 'node:timers/promises'
import { PGlite } from '@electric-sql/pglite'
import type { Terminal } from '../../electron/core/open-terminal.ts'
import { DurableNodeFS, durableStartParams } from '../../electron/core/database/durable-fs.ts'
import { type Rounds, timesOf } from '../measure/series.ts'
import type { World } from '../world/world.ts'
import type { CoreCase } from './case.ts'

/** A command at the desk, until it is answered "done", and until the centre has confirmed it. */
export const commandsCase: CoreCase = {
  name: 'commands',
  async run(world, rounds) {
    const desk = await world.loadedDesk()
    let n = 0
    const give = async () => {
      const { name, input } = world.workload.nthCommand(world, n++)
      const outcome = await desk.run(name, input)
      if (outcome.kind !== 'done') throw new Error(`refused: ${outcome.refusal.code}`)
    }
    const confirmed = await timesOf(
      rounds,
      async () => {
        await give()
        await untilConfirmed(desk)
      },
      () => untilSettled(desk),
    )
    await desk.sync.pause()
    const local = await timesOf(rounds, give, rest)
    desk.sync.resume()
    await desk.sync.caughtUp()
    return [
      {
        name: 'command, answered "done"',
        measured: local,
        floor: { name: 'one durable PGlite transaction', measured: await measureTransaction(world, rounds) },
        aims: [{ of: 'p95', ratio: 5 }],
      },
      {
        name: 'command, confirmed by the centre',
        measured: confirmed,
        floor: { name: 'one request, one central transaction', measured: await measureRequest(world, rounds) },
        aims: [{ of: 'p95', ratio: 3 }],
      },
    ]
  },
}

/** The rows of the last one are here, and the next request is held. */
async function untilSettled(desk: Terminal): Promise<void> {
  while ((await desk.readOnlySql('SELECT FROM sync.outbox', [])).length > 0) await sleep(1)
  await rest()
}

/** Goes before whatever is measured here, floors too. */
const rest = () => sleep(20)

function untilConfirmed({ sync }: Terminal): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (sync.status().queued > 0) return
      stop()
      resolve()
    }
    const stop = sync.onStatus(look)
    look()
  })
}

async function measureTransaction(world: World, rounds: Rounds) {
  const fs = new DurableNodeFS(world.folder('one-transaction'))
  const pglite = await PGlite.create({ fs, startParams: durableStartParams })
  await pglite.exec('CREATE TABLE one (id serial PRIMARY KEY, body text)')
  const measured = await timesOf(
    rounds,
    () => pglite.transaction((tx) => tx.query('INSERT INTO one (body) VALUES ($1)', ['x'])),
    rest,
  )
  await pglite.close()
  return measured
}

async function measureRequest({ floorUrl }: World, rounds: Rounds) {
  const body = JSON.stringify({ text: 'x'.repeat(400) })
  const send = () => fetch(floorUrl, { method: 'POST', body }).then((response) => response.text())
  return timesOf(rounds, send, rest)
}
