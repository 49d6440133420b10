import type { Database } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { settleEntry, type Settler } from '../resolution/settle.ts'
import { readStock } from './availability.ts'
import { spanOf } from './promises.ts'
import type { ReservationRecord } from './records.ts'

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
     WHERE e.property_id = $1 AND e.status = 'open' AND e.reason IN ('type_oversold', 'extended_oversold', 'out_of_order_oversold')
       AND e.facts ->> 'night' >= $3 AND e.facts ->> 'night' < $4 ORDER BY e.id`,
    [propertyId, unitTypeId, span.from, span.to],
  )
  if (open.length === 0) return
  const stock = await readStock(db, propertyId, span, { unitTypeId })
  const fits = (night: string) =>
    stock.some((each) => each.night === night && each.sold <= each.rooms + each.overbooking)
  for (const { id, night } of open) if (fits(night)) await settleEntry(db, settler, 'room', id)
}
