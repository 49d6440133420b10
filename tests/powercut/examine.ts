import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { openTerminal, type Terminal } from '../../electron/core/open-terminal.ts'
import { makeRandom } from '../../server/seed/random.ts'
import { codeFor, differences } from '../faults/support/night.ts'
import type { Night } from './night.ts'
import type { Moment } from './recording.ts'

const NOWHERE = 'http://127.0.0.1:1'

export interface Finding {
  /** Why the database had to be made anew; null where it opened. */
  readonly rebuilt: string | null
  readonly problems: readonly string[]
}

/** Lays out what the cut has left, opens it as the program does, and looks for what people were promised. */
export async function examine(night: Night, moment: Moment, seed: number, withCentre: boolean): Promise<Finding> {
  const dataDir = night.folder('after')
  moment.leave(dataDir, makeRandom(seed).next)
  const restore = skipFlushes()
  try {
    const desk = await openTerminal({
      dataDir,
      serverUrl: withCentre ? night.server.url : NOWHERE,
      enrolment: { code: await codeOf(night, dataDir) },
      cacheDir: night.folder('images'),
      migrations: night.migrations,
    })
    try {
      return { rebuilt: desk.rebuilt?.reason ?? null, problems: await findProblems(night, moment, desk, withCentre) }
    } finally {
      await desk.close()
    }
  } catch (error) {
    return { rebuilt: null, problems: [`it does not open: ${String(error)}`] }
  } finally {
    restore()
  }
}

/** A cut before the desk had its key came before its enrolment: the code of that night was not used yet. */
function codeOf({ central, hotel, code }: Night, dataDir: string): Promise<string> {
  return fs.existsSync(join(dataDir, 'device.key'))
    ? Promise.resolve(code)
    : codeFor(central.url, hotel, 'enrolled after the cut')
}

async function findProblems(night: Night, moment: Moment, desk: Terminal, withCentre: boolean): Promise<string[]> {
  // A result came from the centre: whoever holds it need not hold the command.
  const held = await desk.readOnlySql('SELECT id FROM sync.outbox UNION ALL SELECT id FROM sync.command_results', [])
  const kept = new Set(held.map((row) => row.id))
  const lost = moment.done.filter((id) => !kept.has(id) && !moment.judged.has(id))
  const problems = lost.map((id) => `command ${id} was answered "done" and is gone`)
  if (!withCentre) return problems
  await desk.sync.caughtUp()
  const differing = await differences(night.central, night.hotel, desk)
  for (const [table, rows] of Object.entries(differing)) problems.push(`${table} differs: ${JSON.stringify(rows)}`)
  return problems
}

/** The power stays on while we look: thousands of flushes of a recovery would prove nothing. */
function skipFlushes(): () => void {
  const { fsyncSync } = fs
  fs.fsyncSync = () => undefined
  syncBuiltinESMExports()
  return () => {
    fs.fsyncSync = fsyncSync
    syncBuiltinESMExports()
  }
}
