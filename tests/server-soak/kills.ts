import { setTimeout as sleep } from 'node:timers/promises'
import { codeFor, temporaryHome } from '../faults/support/night.ts'
import { startCentreProcess } from '../faults/support/processes.ts'
import { addHotel } from '../support/hotel.ts'
import type { CentralDatabase } from '../support/postgres.ts'
import { BrokenPromise, RESULTS, TYPES, WritingTerminal } from './writing-terminal.ts'

export interface KillReport {
  readonly kills: number
  readonly commands: number
}

const TERMINALS = 3
/** Counted over all terminals: what they hold is compared in between as well. */
const COMPARE_EVERY = 20

/**
 * Three terminals write and read all the time, while the centre is killed with SIGKILL at random times, while it starts too, and started again.
 * Every command has its effect once, every terminal ends with what the database holds, and none was told to load again.
 */
export async function surviveKills(
  central: CentralDatabase,
  kills: number,
  random: () => number,
  onKill: (report: KillReport) => void = () => undefined,
): Promise<KillReport> {
  const home = temporaryHome()
  const hotel = await addHotel(central)
  const options = { databaseUrl: central.url, dataDir: home.folder('centre'), testDomain: true }
  let centre = await startCentreProcess({ ...options, port: 0 })
  const port = Number(new URL(centre.url).port)
  const terminals: WritingTerminal[] = []
  try {
    for (let n = 0; n < TERMINALS; n++) {
      const code = await codeFor(central.url, { propertyId: hotel.property, actor: hotel.actor }, `Desk ${n}`)
      terminals.push(await WritingTerminal.enrol(centre.url, code, hotel, `T${n}N`))
    }
    for (const terminal of terminals) terminal.start()
    for (let kill = 1; kill <= kills; kill++) {
      await sleep(random() * 1500)
      await centre.kill()
      // Some die before they serve, or just then.
      while (random() < 0.25) {
        const doomed = await startCentreProcess({ ...options, port, dieAfterMs: random() * 2500 }).catch(
          () => undefined,
        )
        await doomed?.ended
      }
      centre = await startCentreProcess({ ...options, port })
      onKill({ kills: kill, commands: sum(terminals) })
      if (kill % COMPARE_EVERY === 0 && kill < kills) await compare(central, terminals)
    }
    await compare(central, terminals, false)
    return { kills, commands: sum(terminals) }
  } finally {
    for (const terminal of terminals) await terminal.abandon()
    await centre.kill()
    home.remove()
  }
}

const sum = (terminals: readonly WritingTerminal[]) =>
  terminals.reduce((total, { outcomeById }) => total + outcomeById.size, 0)

/** With the centre up and the writers at rest. */
async function compare(central: CentralDatabase, terminals: readonly WritingTerminal[], goOn = true): Promise<void> {
  for (const terminal of terminals) await terminal.stop()
  const told = new Map(terminals.flatMap(({ outcomeById }) => [...outcomeById]))
  const judged = await central.query<{ id: string; outcome: string }>(
    'SELECT id, outcome::text FROM sync.command_results ORDER BY id',
  )
  const differ = judged.filter(({ id, outcome }) => outcome !== 'applied' || told.get(id) !== outcome)
  if (judged.length !== told.size || differ.length > 0) {
    throw new BrokenPromise(`${told.size} commands were answered, ${judged.length} judged, ${differ.length} otherwise`)
  }
  const codes = (await central.query<{ code: string }>(`SELECT code FROM ${TYPES}`)).map(({ code }) => code)
  for (const terminal of terminals) {
    await terminal.catchUp(judged.length)
    const rowsOf = (table: string) => [...(terminal.reader.rowsByTable.get(table)?.values() ?? [])]
    const held = rowsOf(TYPES).map((row) => row.code ?? '')
    if (held.toSorted().join() !== codes.toSorted().join()) throw new BrokenPromise('a terminal holds other rows')
    if (rowsOf(RESULTS).length !== judged.length) throw new BrokenPromise('a terminal holds other results')
  }
  if (goOn) for (const terminal of terminals) terminal.start()
}
