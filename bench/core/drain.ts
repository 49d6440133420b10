import type pg from 'pg'
import type { Terminal, TerminalDomain } from '../../electron/core/open-terminal.ts'
import { contextOf } from '../../shared/command/context-of.ts'
import { databaseOf } from '../../server/postgres/handle.ts'
import { type QueuedCommand, queuedCommand } from '../../shared/protocol/push.ts'
import { seriesOf, timeOf } from '../measure/series.ts'
import type { World } from '../world/world.ts'
import type { CoreCase } from './case.ts'

/** What was queued in a day without the line, until all of it is confirmed; the floor runs the same handlers at the centre directly. */
export const drainCase: CoreCase = {
  name: 'drain',
  async run(world, { queued, drains }) {
    const desk = await world.loadedDesk()
    const measured: number[] = []
    const least: number[] = []
    for (let round = 0; round < drains; round++) {
      // What the last floor did at the centre is no part of this.
      desk.sync.resume()
      await desk.sync.caughtUp()
      await desk.sync.pause()
      for (let n = round * queued; n < (round + 1) * queued; n++) {
        const { name, input } = world.workload.nthCommand(world, n)
        await desk.run(name, input)
      }
      const waiting = await readQueue(desk)
      measured.push(
        await timeOf(async () => {
          desk.sync.resume()
          await desk.sync.caughtUp()
        }),
      )
      await desk.sync.pause()
      least.push(await timeOf(() => runDirectly(world, waiting)))
    }
    return [
      {
        name: `${queued} queued commands drained`,
        measured: seriesOf(measured),
        floor: { name: 'the same central transactions', measured: seriesOf(least) },
        aims: [{ of: 'p50', ratio: 2 }],
      },
    ]
  },
}

async function readQueue(desk: Terminal): Promise<QueuedCommand[]> {
  const rows = await desk.readOnlySql('SELECT body FROM sync.outbox ORDER BY position', [])
  return rows.map(({ body }) => queuedCommand.parse(body))
}

/** What they set is a state of a unit: it applies again, after the desk's own push. */
async function runDirectly({ central, workload }: World, waiting: readonly QueuedCommand[]): Promise<void> {
  const client = await central.connect()
  try {
    for (const command of waiting) await runOne(client, workload.domain, command)
  } finally {
    client.release()
  }
}

async function runOne(client: pg.PoolClient, { commands }: TerminalDomain, command: QueuedCommand): Promise<void> {
  const definition = commands.get(command.name)
  if (!definition) throw new Error(`there is no ${command.name}`)
  await client.query('BEGIN')
  await definition.execute(databaseOf(client), definition.args.parse(command.args), contextOf(command))
  await client.query('INSERT INTO bench.floor (body) VALUES ($1)', [JSON.stringify(command)])
  await client.query('COMMIT')
}
