import { join } from 'node:path'
import { openTerminal, type Terminal } from '../../electron/core/open-terminal.ts'
import { importBookings, type ImportSummary } from '../../server/import/import.ts'
import { startServer } from '../../server/start-server.ts'
import type { MonthFiguresRow } from '../../shared/domains/reservation/figures-rows.ts'
import { figuresQuery } from '../../shared/domains/reservation/figures-query.ts'
import { asIsoDate, type IsoDate } from '../../shared/kernel/dates.ts'
import { newId, type Uuid } from '../../shared/kernel/ids.ts'
import { atCentre } from '../e2e/group.ts'
import { temporaryHome } from '../support/home.ts'
import { type CentralDatabase, freshCentral } from '../support/postgres.ts'

export interface ImportedHotel {
  readonly id: Uuid
  readonly code: string
  readonly name: string
  /** Who answers for its terminal. */
  readonly actor: Uuid
  readonly terminal: Terminal
}

/** The hotels of a file behind a centre that runs, each with a desk that has loaded it. */
export interface ImportedHotels {
  readonly central: CentralDatabase
  readonly summary: ImportSummary
  readonly hotels: readonly ImportedHotel[]
  hotel(code: string): ImportedHotel
  /** The same once more. */
  importAgain(): Promise<ImportSummary>
  close(): Promise<void>
}

export async function openImportedHotels(file: string, businessDate?: IsoDate): Promise<ImportedHotels> {
  const home = temporaryHome('imported')
  const central = await freshCentral()
  const importIt = () => importBookings({ file, databaseUrl: central.url, businessDate })
  const summary = await importIt()
  const dataDir = join(home.path, 'centre')
  const server = await startServer({ databaseUrl: central.url, dataDir, writeLog: () => undefined })
  const rows = await central.query<Omit<ImportedHotel, 'terminal'>>(
    `SELECT p.id, p.code, p.name, r.user_id AS actor FROM property_mgmt.properties p
     JOIN shared.user_property_roles r ON r.property_id = p.id ORDER BY p.code`,
  )
  const hotels: ImportedHotel[] = []
  for (const row of rows) {
    const { code } = row
    const enrolment = {
      code: await server.issueEnrolmentCode({ name: code, role: 'desk', propertyIds: [row.id], actor: row.actor }),
    }
    const terminal = await openTerminal({ dataDir: join(home.path, code), serverUrl: server.url, enrolment })
    hotels.push({ ...row, terminal })
    await terminal.sync.caughtUp()
  }
  return {
    central,
    summary,
    hotels,
    hotel(code) {
      const found = hotels.find((hotel) => hotel.code === code)
      if (!found) throw new Error(`there is no ${code}`)
      return found
    },
    importAgain: importIt,
    async close() {
      for (const { terminal } of hotels) await terminal.close()
      await server.stop()
      await central.drop()
      home.remove()
    },
  }
}

/** A month as the independent computation has it. */
const plain = (hotel: string, { currency: _, ...row }: MonthFiguresRow) => ({
  ...row,
  hotel,
  // One of them may come with fewer digits than the cents that it means.
  revenue: Number(row.revenue).toFixed(2),
})

/** What each hotel's own desk says of all months. */
export async function figuresOnDesks({ hotels }: ImportedHotels) {
  const months = []
  for (const { name, terminal } of hotels) {
    const rows = (await terminal.query(figuresQuery.name, {})) as MonthFiguresRow[]
    months.push(...rows.map((row) => plain(name, row)))
  }
  return months
}

/** The same question asked of the central database. */
export async function figuresAtCentre({ central, hotels }: ImportedHotels) {
  const months = []
  for (const { id, name, terminal } of hotels) {
    const businessDate = terminal.desk()?.businessDate
    if (businessDate === undefined) throw new Error(`${name} is not open`)
    const context = { propertyId: id, terminalId: newId(), businessDate: asIsoDate(businessDate) }
    const rows = await atCentre(central, (db) => figuresQuery.run(db, {}, context))
    months.push(...rows.map((row) => plain(name, row)))
  }
  return months
}

/** From every line that the central database has, cold ones too: what the carried sums must come to. */
export async function figuresFromAllLines({ central }: ImportedHotels) {
  return central.query<{ hotel: string; month: string; sold: number; revenue: string }>(
    `SELECT p.name AS hotel, date_trunc('month', n.night)::date::text AS month, sum(n.sold)::integer AS sold,
       round(sum(n.revenue), 2)::text AS revenue
     FROM reservation.v_room_nights n JOIN property_mgmt.properties p ON p.id = n.property_id
     GROUP BY p.name, date_trunc('month', n.night) ORDER BY 1, 2`,
  )
}
