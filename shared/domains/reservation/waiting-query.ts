import { defineQuery } from '../../command/query.ts'
import { addDays, nightsOf, type IsoDate } from '../../kernel/dates.ts'
import { firstSoldOut, readStock } from './availability.ts'
import { DESK_COLUMNS, DESK_JOINS, deskTables, promisedUnit } from './desk-queries.ts'
import { deskArgs, type WaitingRow } from './rows.ts'

/** How far ahead the rooms that are left are counted. */
export const HORIZON_DAYS = 62

type Waiting = Omit<WaitingRow, 'hasRoom'> & { readonly arrival: IsoDate; readonly departure: IsoDate }

/** What lapses first stands first; then the waitlist by arrival. */
export const waitingQuery = defineQuery({
  name: 'desk.waiting',
  args: deskArgs,
  tables: [...deskTables, 'reservation.reservation_line_items', 'property_mgmt.properties'],
  key: (row: WaitingRow) => row.reservationId,
  async run(db, _args, { propertyId, businessDate }) {
    const rows = await db.query<Waiting>(
      `SELECT ${DESK_COLUMNS}, r.hold_until AS "holdUntil" FROM reservation.reservations r ${DESK_JOINS}
       ${promisedUnit('$2::date')}
       WHERE r.property_id = $1 AND r.deleted_at IS NULL AND r.status IN ('inquiry', 'tentative', 'waitlisted')
         AND r.departure >= $2::date
       ORDER BY r.hold_until NULLS LAST, r.arrival, r.id`,
      [propertyId, businessDate],
    )
    const horizon = addDays(businessDate, HORIZON_DAYS)
    const stock = rows.length > 0 ? await readStock(db, propertyId, { from: businessDate, to: horizon }) : []
    return rows.map((row): WaitingRow => {
      if (row.status === 'tentative') return { ...row, hasRoom: true }
      if (row.departure > horizon || row.arrival < businessDate) return { ...row, hasRoom: null }
      const nights = nightsOf(row.arrival, row.departure)
      const own = stock.filter((each) => each.unitTypeId === row.unitTypeId && nights.includes(each.night))
      return { ...row, hasRoom: firstSoldOut(own, { overbook: true }) === undefined }
    })
  },
})
