import type { Database } from '../../command/database.ts'
import type { IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { Reason } from '../resolution/reasons.ts'
import { settleEntry, type Settler } from '../resolution/settle.ts'
import { readStock } from './availability.ts'
import { spanOf } from './promises.ts'
import type { ReservationRecord } from './records.ts'

/** They say that a type is oversold for a night. */
const ABOUT_A_NIGHT: readonly Reason[] = ['type_oversold', 'extended_oversold', 'out_of_order_oversold']

/** The nights of this stay are free: entries that said that its type was oversold for one of them are over where it fits again. */
export async function settleOversold(
  db: Database,
  settler: Settler,
  { unitTypeId, arrival, departure }: Pick<ReservationRecord, 'unitTypeId' | 'arrival' | 'departure'>,
): Promise<void> {
  const { propertyId } = settler
  const span = spanOf(arrival, departure)
  const open = await db.query<{ id: Uuid; night: string }>(
    `SELECT e.id, e.facts ->> 'night' AS night FROM sync.resolutions e
     JOIN property_mgmt.unit_types t ON t.id = $2 AND t.name = e.facts ->> 'unitType'
     WHERE e.property_id = $1 AND e.status = 'open' AND e.reason = ANY ($5::text[])
       AND e.facts ->> 'night' >= $3 AND e.facts ->> 'night' < $4 ORDER BY e.id`,
    [propertyId, unitTypeId, span.from, span.to, ABOUT_A_NIGHT],
  )
  if (open.length === 0) return
  const stock = await readStock(db, propertyId, span, { unitTypeId })
  const fits = (night: string) =>
    stock.some((each) => each.night === night && each.sold <= each.rooms + each.overbooking)
  for (const { id, night } of open) if (fits(night)) await settleEntry(db, settler, 'room', id)
}

/** Nobody sleeps in a night that is over: what was said of nights before `today` is over with them. */
export async function settleNightsOver(db: Database, settler: Settler, today: IsoDate): Promise<void> {
  const over = await db.query<{ id: Uuid }>(
    `SELECT id FROM sync.resolutions
     WHERE property_id = $1 AND status = 'open' AND reason = ANY ($2::text[]) AND facts ->> 'night' < $3 ORDER BY id`,
    [settler.propertyId, ABOUT_A_NIGHT, today],
  )
  for (const { id } of over) await settleEntry(db, settler, 'night', id)
}
