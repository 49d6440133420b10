import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { Walsender } from '../../server/replication/walsender.ts'
import { timesOf } from '../measure/series.ts'
import type { World } from '../world/world.ts'
import type { CoreCase } from './case.ts'

/** From a commit at the centre to the answer of a live query on a desk that follows every shape; the floor is a bare pgoutput reader. */
export const propagationCase: CoreCase = {
  name: 'propagation',
  async run(world, rounds) {
    const { watched, touch } = world.workload
    const reader = await openReader(world)
    const least = await timesOf(
      rounds,
      async () => {
        const seen = reader.next()
        await touch(world)
        await seen
      },
      quiet,
    )
    await reader.close()

    const desk = await world.loadedDesk()
    let onUpdate: () => void = () => undefined
    const stop = desk.subscribe(watched, {}, () => onUpdate())
    await touch(world)
    await desk.sync.caughtUp()
    const measured = await timesOf(
      rounds,
      async () => {
        const seen = new Promise<void>((resolve) => (onUpdate = resolve))
        await touch(world)
        await seen
      },
      quiet,
    )
    stop()
    return [
      {
        name: 'central commit -> live query',
        measured,
        floor: { name: 'bare pgoutput reader', measured: least },
        aims: [
          { of: 'p50', above: 6 },
          { of: 'p95', above: 12 },
        ],
      },
    ]
  },
}

/** The held request stands again before the next change. */
const quiet = () => sleep(60)

const COMMIT = 'C'.charCodeAt(0)

async function openReader({ databaseUrl }: World) {
  const walsender = await Walsender.connect(databaseUrl)
  const slot = 'bench_reader'
  await walsender.query(`CREATE_REPLICATION_SLOT ${slot} TEMPORARY LOGICAL pgoutput`)
  let onCommit: () => void = () => undefined
  const { publication } = await publicationOf(databaseUrl)
  walsender
    .start(slot, publication, {
      onData: (body) => {
        if (body[0] === COMMIT) onCommit()
      },
      onKeepalive: (walEnd) => walsender.sendStatus(walEnd),
    })
    .catch(() => undefined)
  return {
    next: () => new Promise<void>((resolve) => (onCommit = resolve)),
    close: () => walsender.end(),
  }
}

async function publicationOf(databaseUrl: string): Promise<{ publication: string }> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ publication: string }>(
    'SELECT pubname AS publication FROM pg_publication LIMIT 1',
  )
  await client.end()
  if (!rows[0]) throw new Error('the centre publishes nothing')
  return rows[0]
}
