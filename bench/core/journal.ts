import { type ExecutorOptions, executeCommand } from '../../electron/core/commands/execute.ts'
import { openDatabase } from '../../electron/core/database/open.ts'
import { readIdentity } from '../../electron/core/identity/enrol.ts'
import { Journal } from '../../electron/core/outbox/journal.ts'
import { commandAccess } from '../../shared/domains/access/command-access.ts'
import { refusalFromDatabaseError } from '../../shared/domains/errors.ts'
import { commands } from '../../shared/domains/registry.ts'
import { asUuid } from '../../shared/kernel/ids.ts'
import { seriesOf, timeOf } from '../measure/series.ts'
import type { CoreCase } from './case.ts'

/** What the copy of the outbox beside the database costs: the same commands with it and without it, in turn. */
export const journalCase: CoreCase = {
  name: 'journal',
  hotelOnly: true,
  async run(world, { repeats }) {
    const folder = await world.closedDesk()
    const { pg } = await openDatabase({ dataDir: folder })
    const journal = Journal.open(folder)
    try {
      const giver = giverOf(folder)
      const give = async (n: number, onQueued: ExecutorOptions['onQueued']) => {
        const { name, input } = world.workload.nthCommand(world, n)
        const domain = { commands, access: commandAccess, refusalFromDatabaseError }
        const outcome = await executeCommand({ pg, domain, giver, onQueued }, name, input)
        if (outcome.kind !== 'done') throw new Error(`refused: ${outcome.refusal.code}`)
      }
      const withJournal: number[] = []
      const without: number[] = []
      await give(0, () => undefined)
      for (let n = 1; n <= 2 * repeats; n += 2) {
        withJournal.push(await timeOf(() => give(n, (entry, numbers) => journal.append(entry, numbers))))
        without.push(await timeOf(() => give(n + 1, () => undefined)))
      }
      return [
        {
          name: 'command with its journal',
          measured: seriesOf(withJournal),
          floor: { name: 'the same without', measured: seriesOf(without) },
        },
      ]
    } finally {
      journal.close()
      await pg.close()
    }
  },
}

function giverOf(folder: string): ExecutorOptions['giver'] {
  const identity = readIdentity(folder)
  if (!identity) throw new Error('The desk is not enrolled.')
  return {
    terminal: asUuid(identity.terminal),
    property: asUuid(identity.properties[0] ?? ''),
    actor: asUuid(identity.actor),
    prefix: identity.prefix,
  }
}
