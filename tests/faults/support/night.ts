import type { CentreFetch } from '../../../electron/core/centre-fetch.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { vi } from 'vitest'
import { openTerminal, type Terminal } from '../../../electron/core/open-terminal.ts'
import { issueEnrolmentCode } from '../../../server/auth/enrolment.ts'
import { openPool } from '../../../server/postgres/pool.ts'
import { databaseOf } from '../../../server/postgres/handle.ts'
import { insertSmallHotel, type SmallHotel, type SmallHotelOptions } from '../../contract/fixture.ts'
import { rowsAtCentre, rowsOnTerminal } from '../../support/compare.ts'
import type { TerminalRole } from '../../../shared/command/shape.ts'
import type { CentralDatabase } from '../../support/postgres.ts'

/** Tries until it holds; patient, since a loaded machine is slow and not wrong. */
export function eventually<T>(check: () => T | Promise<T>, timeout = 45_000): Promise<T> {
  return vi.waitFor(check, { timeout, interval: 20 })
}

export function temporaryHome(): { readonly path: string; folder(name: string): string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'stayos-faults-'))
  return { path, folder: (name) => join(path, name), remove: () => rmSync(path, { recursive: true, force: true }) }
}

export async function openHotel(databaseUrl: string, options: SmallHotelOptions = {}): Promise<SmallHotel> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('BEGIN')
    const hotel = await insertSmallHotel(databaseOf(client), options)
    await client.query('COMMIT')
    return hotel
  } finally {
    await client.end()
  }
}

/** Head office hands out a code, whatever process the centre runs in. */
export async function codeFor(
  databaseUrl: string,
  hotel: Pick<SmallHotel, 'propertyId' | 'actor'>,
  name: string,
  role: TerminalRole = 'desk',
): Promise<string> {
  const pool = openPool(databaseUrl, { max: 1 })
  try {
    return await issueEnrolmentCode(pool, { name, role, propertyIds: [hotel.propertyId], actor: hotel.actor })
  } finally {
    await pool.end()
  }
}

export interface DeskPlace {
  readonly dataDir: string
  readonly serverUrl: string
  readonly fetch?: CentreFetch | undefined
}

/** A desk with its hotel loaded. */
export async function openLoadedDesk(place: DeskPlace, code: string): Promise<Terminal> {
  const terminal = await openTerminal({ ...place, enrolment: { code } })
  try {
    await terminal.sync.caughtUp()
    return terminal
  } catch (error) {
    await terminal.close()
    throw error
  }
}

const STATUSES = ['dirty', 'in_progress', 'clean'] as const

/** Gives commands that always apply, and notes the id of each that was answered "done". */
export class Worker {
  readonly done: string[] = []
  #n = 0

  constructor(
    readonly terminal: Terminal,
    private readonly unitId: string,
    private readonly onDone: (commandId: string) => void = () => undefined,
  ) {}

  async work(count: number): Promise<void> {
    for (let left = count; left > 0; left--) {
      const status = STATUSES[this.#n++ % STATUSES.length]
      const outcome = await this.terminal.run('v1.unit.setHousekeepingStatus', { unitId: this.unitId, status })
      if (outcome.kind !== 'done') throw new Error(`refused: ${outcome.refusal.code}`)
      this.done.push(outcome.commandId)
      this.onDone(outcome.commandId)
    }
  }
}

/** Ids of all commands that the centre has judged, in the order of their terminal; a command judged twice stands twice. */
export async function judgedAt(central: Pick<CentralDatabase, 'query'>): Promise<string[]> {
  const rows = await central.query<{ id: string }>(
    'SELECT id FROM sync.commands ORDER BY terminal_id, incarnation, seq',
  )
  return rows.map((row) => row.id)
}

/** Tables in which the terminal and the centre differ. */
export async function differences(
  central: CentralDatabase,
  hotel: SmallHotel,
  terminal: Terminal,
): Promise<Record<string, { centre: string[]; terminal: string[] }>> {
  const [atCentre, onTerminal] = [await rowsAtCentre(central, hotel.propertyId), await rowsOnTerminal(terminal)]
  const found: Record<string, { centre: string[]; terminal: string[] }> = {}
  for (const [table, rows] of atCentre) {
    const here = onTerminal.get(table) ?? []
    if (JSON.stringify(rows) === JSON.stringify(here)) continue
    found[table] = {
      centre: rows.filter((row) => !here.includes(row)),
      terminal: here.filter((row) => !rows.includes(row)),
    }
  }
  return found
}
