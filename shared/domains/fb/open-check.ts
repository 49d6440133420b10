import type { CommandContext } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { OrderRecord } from './records.ts'

export interface NewCheck extends Pick<
  OrderRecord,
  'id' | 'orderNo' | 'outletId' | 'type' | 'tableId' | 'unitId' | 'stayId' | 'covers' | 'currency'
> {
  /** The other check of the same guests. */
  readonly linkedOrderId: Uuid | null
  readonly notes: string
}

/** A check is open from the moment at which its first lines are given. */
export async function openCheck(
  db: Database,
  { propertyId, businessDate, occurredAt }: CommandContext,
  check: NewCheck,
): Promise<void> {
  await db.execute(
    `INSERT INTO fb.fb_orders (id, property_id, order_no, outlet_id, type, status, dining_table_id, unit_id, stay_id,
       linked_order_id, covers, business_date, currency, placed_at, notes)
     VALUES ($1, $2, $3, $4, $5, 'placed', $6, $7, $8, $9, $10, $11::date, $12, $13::timestamptz, $14)`,
    [
      check.id,
      propertyId,
      check.orderNo,
      check.outletId,
      check.type,
      check.tableId,
      check.unitId,
      check.stayId,
      check.linkedOrderId,
      check.covers,
      businessDate,
      check.currency,
      hlcInstant(occurredAt),
      check.notes,
    ],
  )
}
