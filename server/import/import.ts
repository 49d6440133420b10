import { statSync } from 'node:fs'
import type pg from 'pg'
import type { IsoDate } from '../../shared/kernel/dates.ts'
import { type Flag, parseBookingRow } from './booking.ts'
import { connect, inOneTransaction, knownIds, placeOf } from '../jobs/database.ts'
import { writeTables } from './database.ts'
import { frameRows, importMark } from './frame.ts'
import { type Hotel, HOTELS, type HotelCode } from './hotels.ts'
import { hotelRowId, propertyId } from './ids.ts'
import type { JobProgress } from '../jobs/progress.ts'
import { JobProblem } from '../jobs/problem.ts'
import { type RowProblem } from './problem.ts'
import { readBookingFile } from './read-file.ts'
import type { StandingStatus } from './standing.ts'
import { dayAfter, type HotelSurvey, type Survey, Surveyor } from './survey.ts'
import { Tally } from './tally.ts'
import { openDayRow, taskRows, type UnitState, unitStatesOn } from './unit-states.ts'
import { planRooming, type RoomingPlan } from './units.ts'
import { writeBookings, type WriteOptions } from './write-bookings.ts'

export interface ImportOptions {
  readonly file: string
  /** The central database, as its owner. A function is called once the file has proved usable. */
  readonly databaseUrl: string | (() => Promise<string>)
  /** The day on which the hotels shall stand. Without it the whole file is history. */
  readonly businessDate?: IsoDate | undefined
  readonly signal?: AbortSignal | undefined
  /** Lines per transaction. */
  readonly batchRows?: number | undefined
  /** `done` counts bytes of the file while reading, lines of it while writing. */
  onProgress?(progress: JobProgress): void
}

export interface ImportSummary {
  readonly businessDate: IsoDate
  /** Lines that are bookings: all of them are in the database now. */
  readonly rows: number
  /** Those that this run added; the others were there. */
  readonly added: number
  readonly problems: readonly RowProblem[]
  readonly unitsByHotel: Readonly<Record<string, number>>
  readonly countByFlag: ReadonlyMap<Flag, number>
  readonly countByStatus: ReadonlyMap<StandingStatus, number>
  /** What this run added to the tables that grow. */
  readonly addedByTable: ReadonlyMap<string, number>
  readonly seconds: number
}

/** Some 45,000 rows of all tables: a running server takes such a transaction from the replication stream with ease. */
const BATCH_ROWS = 5000
const REPORT_EVERY_ROWS = 500

/**
 * Imports the file in two readings. The first finds out whether it is usable and what the hotels must have been like, and writes nothing.
 * The second writes: the hotels, then batches of bookings, each with all that belongs to it in one transaction, and last the open day.
 * A run that was cut short therefore leaves whole bookings and a hotel that is not open; the same command takes it up where it was.
 * Throws `JobProblem` for what a person can put right, `ImportStopped` when `signal` says so.
 */
export async function importBookings(options: ImportOptions): Promise<ImportSummary> {
  const started = performance.now()
  const { survey, digest } = await surveyFile(options)
  const day = businessDateFor(options.businessDate, survey)
  const plans = HOTELS.flatMap((hotel) => planOf(hotel, survey, day, digest))
  const url = typeof options.databaseUrl === 'string' ? options.databaseUrl : await options.databaseUrl()
  const client = await connect(url, 'import:bookings')
  try {
    await requireRoom(client, url, plans)
    await inOneTransaction(client, () => writeFrame(client, plans, day, digest))
    const tally = new Tally()
    const writing = writeOptions(options, survey, plans, day)
    writing.onRows(0)
    await writeBookings(client, writing, tally)
    await inOneTransaction(client, () => openDay(client, plans, day))
    return {
      ...tally.result(),
      businessDate: day,
      problems: survey.problems,
      unitsByHotel: Object.fromEntries(plans.map(({ hotel, rooming }) => [hotel.name, rooming.units.length])),
      seconds: (performance.now() - started) / 1000,
    }
  } finally {
    await client.end().catch(() => undefined)
  }
}

function writeOptions(
  options: ImportOptions,
  survey: Survey,
  plans: readonly HotelPlan[],
  businessDate: IsoDate,
): WriteOptions {
  const { file, signal, onProgress, batchRows = BATCH_ROWS } = options
  return {
    file,
    batchRows,
    businessDate,
    survey,
    signal,
    roomingByHotel: new Map(plans.map(({ hotel, rooming }) => [hotel.code, rooming])),
    onRows: (rows) => onProgress?.({ phase: 'writing', done: rows, total: survey.bookings, rows }),
  }
}

interface HotelPlan {
  readonly hotel: Hotel
  readonly rooming: RoomingPlan
  readonly states: readonly UnitState[]
  readonly mark: string
  readonly survey: HotelSurvey
}

function planOf(hotel: Hotel, survey: Survey, day: IsoDate, digest: string): HotelPlan[] {
  const own = survey.hotels.get(hotel.code)
  if (!own) return []
  const rooming = planRooming(own)
  const states = unitStatesOn(day, rooming, own.stays)
  return [{ hotel, rooming, states, survey: own, mark: importMark(hotel, day, digest) }]
}

async function surveyFile({
  file,
  businessDate,
  signal,
  onProgress,
}: ImportOptions): Promise<{ survey: Survey; digest: string }> {
  const surveyor = new Surveyor(businessDate)
  let digest = ''
  let done = 0
  let rows = 0
  const onBytes = (bytes: number) => void (done += bytes)
  const report = () => onProgress?.({ phase: 'reading', done, total: sizeOf(file), rows })
  report()
  for await (const { line, fields, record } of readBookingFile(file, {
    signal,
    onBytes,
    onDigest: (text) => (digest = text),
  })) {
    const parsed = record ? parseBookingRow(line, record) : undefined
    if (parsed?.ok) surveyor.add(parsed.booking, fields.join('\u001f'))
    else
      surveyor.addProblem(
        parsed?.problem ?? { line, reason: `has ${fields.length} fields; the header has another number` },
      )
    if ((rows += 1) % REPORT_EVERY_ROWS === 0) report()
  }
  report()
  const survey = surveyor.finish()
  if (survey) return { survey, digest }
  const why = rows === 0 ? 'has a header and no bookings' : `has ${rows} rows, and none of them is a booking`
  const first = surveyor.firstProblem
  throw new JobProblem(
    `${file} ${why}${first ? ` (line ${first.line}: ${first.reason})` : ''}.`,
    'Check that it is the right file. Nothing was imported.',
  )
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

function businessDateFor(asked: IsoDate | undefined, survey: Survey): IsoDate {
  const after = dayAfter(survey)
  if (asked === undefined) return after
  if (asked >= survey.firstArrival && asked <= after) return asked
  throw new JobProblem(
    `The bookings run from ${survey.firstArrival} to ${survey.lastDay}; the business date ${asked} is outside.`,
    `Give a date from ${survey.firstArrival} to ${after}, or none: then all is history. Nothing was imported.`,
  )
}

/** The hotels are not in the database, or they came from an import of this very file for this very day. */
async function requireRoom(client: pg.Client, url: string, plans: readonly HotelPlan[]): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    "SELECT to_regclass('reservation.reservations') IS NOT NULL AS there",
  )
  if (!rows[0]?.there) {
    throw new JobProblem(
      `The database ${placeOf(url)} has no tables of StayOS.`,
      `Run "npm run db:migrate" with DATABASE_URL set to it. Nothing was imported.`,
    )
  }
  const codes = plans.map(({ hotel }) => hotel.code)
  const { rows: found } = await client.query<{ id: string; code: HotelCode }>(
    'SELECT id, code FROM property_mgmt.properties WHERE code = ANY($1) AND deleted_at IS NULL',
    [codes],
  )
  const marks = await knownIds(
    client,
    'property_mgmt.business_days',
    plans.map(({ mark }) => mark),
  )
  for (const { hotel, mark } of plans) {
    const property = found.find(({ code }) => code === hotel.code)
    if (!property || marks.has(mark)) continue
    const why =
      property.id === propertyId(hotel.code) ? 'from another file or for another business date' : 'by other means'
    throw new JobProblem(
      `The database ${placeOf(url)} has ${hotel.name} (${hotel.code}) already: it was made ${why}.`,
      'Import the same file for the same business date again, or use an empty database. Nothing was imported.',
    )
  }
}

async function writeFrame(client: pg.Client, plans: readonly HotelPlan[], day: IsoDate, digest: string): Promise<void> {
  const marks = await knownIds(
    client,
    'property_mgmt.business_days',
    plans.map(({ mark }) => mark),
  )
  for (const plan of plans.filter(({ mark }) => !marks.has(mark))) {
    await writeTables(client, frameRows(plan.hotel, plan.survey, plan.states, day, digest))
  }
}

async function openDay(client: pg.Client, plans: readonly HotelPlan[], day: IsoDate): Promise<void> {
  for (const { hotel, states } of plans) {
    const id = hotelRowId(hotel.code, 'property_mgmt.business_days', day)
    const known = await knownIds(client, 'property_mgmt.business_days', [id])
    if (known.has(id)) continue
    await writeTables(client, [
      { table: 'operations.housekeeping_tasks', rows: taskRows(hotel, day, states) },
      { table: 'property_mgmt.business_days', rows: [openDayRow(hotel, day)] },
    ])
    await client.query('SELECT sync.carry_cooled_nights($1)', [propertyId(hotel.code)])
  }
}
