import type pg from 'pg'
import { addDays, asIsoDate, type IsoDate } from '../../shared/kernel/dates.ts'
import { inOneTransaction } from '../jobs/database.ts'
import { JobProblem } from '../jobs/problem.ts'
import type { JobProgress } from '../jobs/progress.ts'
import { copyRows } from '../postgres/copy.ts'
import { tablesOf } from './contexts.ts'
import { type House, type HouseSettings, markOf, planHouse } from './house.ts'
import { propertyIdOf } from './property_mgmt/ids.ts'
import { writeReferenceTables } from './reference.ts'

export interface SeedOptions {
  readonly signal?: AbortSignal | undefined
  onProgress?(progress: JobProgress): void
}

export interface SeedReport {
  /** Codes of the houses that this run made, and of those that stood already. */
  readonly made: readonly string[]
  readonly found: readonly string[]
  readonly rowsByTable: ReadonlyMap<string, number>
}

/** The person stopped it: `made` houses stand whole, and of the next one nothing does. */
export class SeedStopped extends Error {
  override readonly name = 'SeedStopped'

  constructor(readonly made: number) {
    super('The seeding was stopped.')
  }
}

/**
 * Fills the central database with houses, each in one transaction: it stands whole or not at all, and a run that was cut short is taken up by
 * the next. A house that the same settings made is left as it is, whatever has been worked in it since. Throws `JobProblem` before anything
 * is written where a property of that code was made otherwise.
 */
export async function seedHouses(
  client: pg.Client,
  houses: readonly HouseSettings[],
  { signal, onProgress }: SeedOptions = {},
): Promise<SeedReport> {
  await requireTables(client)
  const missing: HouseSettings[] = []
  for (const settings of houses) if (!(await stands(client, settings))) missing.push(settings)
  const rowsByTable = new Map<string, number>()
  const made: string[] = []
  const progress = meter(missing.length, onProgress)
  for (const settings of missing) {
    const house = planHouse(settings)
    const done = await inOneTransaction(client, async () => {
      // Another run may have made it while this one waited for the lock.
      if (await stands(client, settings)) return false
      await prepareBulk(client, house)
      await writeReferenceTables(client)
      const tables = tablesOf(house)
      for (const [i, { table, rows }] of tables.entries()) {
        const written = await copyRows(client, table, rows, (count) => {
          if (signal?.aborted) throw new SeedStopped(made.length)
          progress.show(made.length + i / tables.length, count)
        })
        progress.add(written)
        rowsByTable.set(table, (rowsByTable.get(table) ?? 0) + written)
      }
      await client.query('SELECT sync.carry_cooled_nights($1)', [propertyIdOf(settings.hotel)])
      return true
    })
    if (done) made.push(settings.hotel.code)
  }
  if (missing.length > 0) await client.query('ANALYZE')
  const found = houses.map(({ hotel }) => hotel.code).filter((code) => !made.includes(code))
  return { made, found, rowsByTable }
}

async function requireTables(client: pg.Client): Promise<void> {
  const { rows } = await client.query("SELECT to_regclass('reservation.reservations') IS NOT NULL AS there")
  if (rows[0]?.there) return
  throw new JobProblem(
    'The database lacks tables of StayOS.',
    'Run "npm run db:migrate" with DATABASE_URL set to it. Nothing was written.',
  )
}

/** True where these very settings made the house; throws where anything else did. */
async function stands(client: pg.Client, { hotel, ...settings }: HouseSettings): Promise<boolean> {
  const { rows } = await client.query<{ id: string; eve: string | null }>(
    `SELECT p.id, (SELECT business_date::text FROM property_mgmt.business_days WHERE id = $2) AS eve
     FROM property_mgmt.properties p WHERE p.code = $1 AND p.deleted_at IS NULL`,
    [hotel.code, markOf({ hotel, ...settings })],
  )
  const [property] = rows
  if (!property) return false
  if (property.id !== propertyIdOf(hotel)) throw otherHouse(hotel.code, 'by other means')
  if (property.eve === null) throw otherHouse(hotel.code, 'with another seed, size or span of days')
  const madeFor = addDays(asIsoDate(property.eve), 1)
  if (settings.dateIsGiven && madeFor !== settings.businessDate) throw otherDate(hotel.code, madeFor)
  return true
}

function otherHouse(code: string, how: string): JobProblem {
  return new JobProblem(
    `The database has a property ${code} already: it was made ${how}.`,
    'Use an empty database, or the settings that made it: then nothing is changed. Nothing was written.',
  )
}

function otherDate(code: string, madeFor: IsoDate): JobProblem {
  return new JobProblem(
    `The database has the property ${code} already: it was made for the business date ${madeFor}.`,
    `Use an empty database, or --business-date ${madeFor}: then nothing is changed. Nothing was written.`,
  )
}

/**
 * The rows are right by construction, as tests prove: where the login may, triggers and foreign keys are left out of it. What the rows do
 * not say themselves (who, when) is the system user at the moment of the house, so that each run writes the same bytes.
 */
async function prepareBulk(client: pg.Client, { clock }: House): Promise<void> {
  await client.query(`SELECT set_config('app.occurred_at', $1, true)`, [clock.asOf])
  await client.query('SAVEPOINT bulk')
  try {
    await client.query('SET LOCAL session_replication_role = replica')
  } catch {
    await client.query('ROLLBACK TO SAVEPOINT bulk')
  }
}

/** Counts in thousandths of a house. */
function meter(houses: number, onProgress: SeedOptions['onProgress']) {
  let before = 0
  return {
    add: (rows: number) => void (before += rows),
    show: (housesDone: number, rows: number) =>
      onProgress?.({
        phase: 'writing',
        rows: before + rows,
        done: Math.floor(housesDone * 1000),
        total: houses * 1000,
      }),
  }
}
