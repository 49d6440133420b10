import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type pg from 'pg'
import { readTerminalMigrations } from '../../electron/core/database/migrate.ts'
import { hotelDomain, type TerminalDomain } from '../../electron/core/open-terminal.ts'
import { type Migration, readMigration } from '../../shared/migrate/plan.ts'
import { fillPlain, touchPlain } from '../plain/fill.ts'
import { PLAIN_TABLE, plainDomain } from '../plain/domain.ts'
import { fillReservations } from './fill-reservations.ts'
import { touchUnit } from './touch-unit.ts'
import type { World } from './world.ts'

export const WORKLOADS = ['hotel', 'plain'] as const
export type WorkloadName = (typeof WORKLOADS)[number]

/** What is loaded, watched, changed and counted. */
export interface Workload {
  readonly name: WorkloadName
  /** Of the many rows. */
  readonly table: string
  readonly domain: TerminalDomain
  /** A live query that shows what `touch` changes. */
  readonly watched: string
  /** Adds rows to the table and answers with their ids. */
  fill(central: pg.Pool, propertyId: string, count: number, mark: string): Promise<string[]>
  /** Somebody else changes what is watched. */
  touch(world: World, n?: number): Promise<void>
  /** A command that always applies. */
  nthCommand(world: World, n: number): { readonly name: string; readonly input: object }
}

const HOUSEKEEPING = ['dirty', 'in_progress', 'clean'] as const

const hotel: Workload = {
  name: 'hotel',
  table: 'reservation.reservations',
  domain: hotelDomain,
  watched: 'unit.list',
  fill: fillReservations,
  touch: touchUnit,
  /** The next step of the n-th unit's day. */
  nthCommand: ({ units }, n) => ({
    name: 'v1.unit.setHousekeepingStatus',
    input: { unitId: units[n % units.length], status: HOUSEKEEPING[Math.floor(n / units.length) % 3] },
  }),
}

const plain: Workload = {
  name: 'plain',
  table: PLAIN_TABLE,
  domain: plainDomain,
  watched: 'plain.arrivals',
  fill: fillPlain,
  touch: touchPlain,
  nthCommand: ({ rows }, n) => ({
    name: 'v1.plain.setStatus',
    input: { id: rows[n % rows.length], status: `status ${Math.floor(n / rows.length)}` },
  }),
}

export const workloads: Readonly<Record<WorkloadName, Workload>> = { hotel, plain }

const SQL_FOLDER = join(import.meta.dirname, '../../sql')
const PLAIN_FILE = join(import.meta.dirname, '../plain/V9.0.0__create_plain_reservations.sql')

/** Of a desk: the product's, and the plain table where that is what is measured. */
export async function deskMigrations(name: WorkloadName): Promise<readonly Migration[]> {
  const product = await readTerminalMigrations()
  return name === 'hotel' ? product : [...product, await readMigration(basename(PLAIN_FILE), readText(PLAIN_FILE))]
}

/** What the centre's migrations have not made: the plain table, guarded and published as every other one. */
export async function makeTables(name: WorkloadName, central: pg.Client): Promise<void> {
  if (name === 'hotel') return
  const repeated = ['R__10_row_level_security.sql', 'R__20_publication.sql'].map((file) =>
    join(SQL_FOLDER, 'central', file),
  )
  for (const file of [PLAIN_FILE, ...repeated]) await central.query(readText(file))
}

const readText = (file: string) => readFileSync(file, 'utf8')
