import type { Reader } from '../../command/database.ts'
import { defineQuery } from '../../command/query.ts'
import { addDays, type IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { certaintyOfRow, certaintyTables } from '../sync/certainty.ts'
import { readStock } from './availability.ts'
import { STOCK_TABLES } from './sell-queries.ts'
import { shareOut, type Wish } from './share-out.ts'
import { HORIZON_DAYS } from './waiting-query.ts'
import { waitlistArgs, type WaitlistRow } from './waitlist-rows.ts'

type Waiting = Omit<WaitlistRow, 'hasRoom' | 'unitTypeId' | 'arrival' | 'departure'> & Wish

/** In the order in which they are called: whoever has been offered a room, then by priority, then whoever has waited longest. */
export const waitlistQuery = defineQuery({
  name: 'waitlist.list',
  args: waitlistArgs,
  tables: ['reservation.waitlist_entries', 'guest.profiles', ...STOCK_TABLES, ...certaintyTables],
  key: (row: WaitlistRow) => row.entryId,
  async run(db, _args, { propertyId, businessDate }) {
    const rows = await readWaiting(db, propertyId, businessDate)
    if (rows.length === 0) return []
    const before = await readLosers(db, propertyId, businessDate)
    const stock = await readStock(db, propertyId, { from: businessDate, to: addDays(businessDate, HORIZON_DAYS) })
    const shares = shareOut([...before, ...rows], stock).slice(before.length)
    return rows.map((row, index): WaitlistRow => ({ ...row, hasRoom: shares[index] ?? null }))
  },
})

function readWaiting(db: Reader, propertyId: Uuid, businessDate: IsoDate): Promise<Waiting[]> {
  return db.query<Waiting>(
    `SELECT w.id AS "entryId", w.status, w.profile_id AS "profileId", coalesce(g.full_name, '') AS "guestName", g.email, g.phone,
       w.unit_type_id AS "unitTypeId", coalesce(t.name, '') AS "unitTypeName", w.arrival, w.departure, w.guests, w.priority,
       w.requested_at AS "requestedAt", w.offered_at AS "offeredAt", w.notes,
       ${certaintyOfRow('w.id', 'reservation.waitlist_entries')} AS certainty
     FROM reservation.waitlist_entries w
     LEFT JOIN guest.profiles g ON g.id = w.profile_id
     LEFT JOIN property_mgmt.unit_types t ON t.id = w.unit_type_id
     WHERE w.property_id = $1 AND w.status IN ('waiting', 'offered') AND w.deleted_at IS NULL AND w.arrival >= $2::date
     ORDER BY w.status = 'offered' DESC, w.priority DESC, w.requested_at, w.id`,
    [propertyId, businessDate],
  )
}

/** A reservation that lost its room was promised one: it comes before everybody who only waits. */
function readLosers(db: Reader, propertyId: Uuid, businessDate: IsoDate): Promise<Wish[]> {
  return db.query<Wish & { id: Uuid }>(
    `SELECT r.id, r.unit_type_id AS "unitTypeId", r.arrival, r.departure FROM reservation.reservations r
     WHERE r.property_id = $1 AND r.status IN ('inquiry', 'tentative', 'waitlisted') AND r.status = 'waitlisted'
       AND r.arrival >= $2::date AND r.deleted_at IS NULL
     ORDER BY r.arrival, r.id`,
    [propertyId, businessDate],
  )
}
