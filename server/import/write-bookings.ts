import type pg from 'pg'
import type { IsoDate } from '../../shared/kernel/dates.ts'
import { type Booking, parseBookingRow } from './booking.ts'
import { inOneTransaction } from '../jobs/database.ts'
import { newRows, writeTables } from './database.ts'
import type { TableRows } from './frame.ts'
import type { HotelCode } from './hotels.ts'
import { reservationId } from './ids.ts'
import { ImportStopped } from './problem.ts'
import { readBookingFile } from './read-file.ts'
import { type BookingContext, type BookingRows, judgeBooking, rowsOf } from './rows.ts'
import type { Survey } from './survey.ts'
import type { Tally } from './tally.ts'
import type { RoomingPlan } from './units.ts'

export interface WriteOptions {
  readonly file: string
  readonly businessDate: IsoDate
  readonly survey: Survey
  readonly roomingByHotel: ReadonlyMap<HotelCode, RoomingPlan>
  readonly signal: AbortSignal | undefined
  readonly batchRows: number
  /** Told after each batch that stands. */
  onRows(rows: number): void
}

interface BatchEntry {
  readonly id: string
  readonly booking: Booking
  readonly context: BookingContext
}

/** The second reading: batches of bookings, each with all that belongs to it in one transaction. Reads on while PostgreSQL writes the batch before. */
export async function writeBookings(client: pg.Client, options: WriteOptions, tally: Tally): Promise<void> {
  const { file, signal, batchRows, onRows } = options
  let batch: BatchEntry[] = []
  let writing: Promise<void> = Promise.resolve()
  const flush = async () => {
    const full = batch
    batch = []
    await writing
    if (signal?.aborted) throw new ImportStopped(tally.rows)
    writing = writeBatch(client, full, tally).then(() => onRows(tally.rows))
    // Its failure surfaces at the next await; until then it is no unhandled one.
    writing.catch(() => undefined)
  }
  try {
    for await (const { line, record } of readBookingFile(file, { signal })) {
      const parsed = record && parseBookingRow(line, record)
      if (!parsed?.ok) continue
      batch.push(entryOf(parsed.booking, options))
      if (batch.length === batchRows) await flush()
    }
    await flush()
  } finally {
    await writing
  }
}

function entryOf(booking: Booking, { businessDate, survey, roomingByHotel }: WriteOptions): BatchEntry {
  const { hotel, line } = booking
  const unitNumber = roomingByHotel.get(hotel)?.unitByLine.get(line)?.number
  const duplicate = survey.duplicateLines.has(line)
  return { id: reservationId(hotel, line), booking, context: { businessDate, duplicate, unitNumber } }
}

/** A reservation that is there has all its rows there, since they came together: then nothing of it is written. */
async function writeBatch(client: pg.Client, batch: readonly BatchEntry[], tally: Tally): Promise<void> {
  const tables = await inOneTransaction(client, async () => {
    const fresh = await newRows(client, 'reservation.reservations', batch)
    const added = tablesOf(fresh.map(({ booking, context }) => rowsOf(booking, context)))
    await writeTables(client, added)
    return added
  })
  tally.add(
    batch.map(({ booking, context }) => judgeBooking(booking, context)),
    tables,
  )
}

function tablesOf(rows: readonly BookingRows[]): TableRows[] {
  return [
    { table: 'guest.profiles', rows: rows.map((row) => row.profile) },
    { table: 'reservation.reservations', rows: rows.map((row) => row.reservation) },
    { table: 'reservation.reservation_line_items', rows: rows.flatMap((row) => row.lines) },
    { table: 'reservation.unit_assignments', rows: rows.flatMap((row) => row.assignments) },
    { table: 'guest.stays', rows: rows.flatMap((row) => row.stays) },
  ]
}
