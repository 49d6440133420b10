import { z } from 'zod'
import type { Reader } from '../../command/database.ts'
import type { IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { decimal, uuid } from '../fields.ts'
import type { LineInput } from './inputs.ts'

/** A line as it was ordered, frozen into the command: what the menu says later changes nothing. */
export const orderedLine = z.strictObject({
  itemId: uuid,
  menuItemId: uuid,
  /** Empty where the item was not on this terminal. */
  name: z.string(),
  unitPrice: decimal,
  taxCode: z.string(),
  prepStation: z.enum(['kitchen', 'grill', 'cold', 'pastry', 'bar', 'none']),
  course: z.int().min(1).max(9),
  modifiers: z.array(z.strictObject({ id: uuid, name: z.string(), price_delta: decimal })),
  qty: z.int().min(1).max(99),
  note: z.string(),
})
export type OrderedLine = z.output<typeof orderedLine>

interface MenuRow {
  readonly name: string
  readonly unitPrice: string
  readonly taxCode: string
  readonly prepStation: OrderedLine['prepStation']
  readonly course: number
}

/** Reads what the menu says now, for `prepare`. */
export async function freezeLines(
  db: Reader,
  propertyId: Uuid,
  outletId: Uuid | null,
  lines: readonly LineInput[],
  newId: () => Uuid,
): Promise<OrderedLine[]> {
  const frozen: OrderedLine[] = []
  for (const { menuItemId, modifierIds, qty, note } of lines) {
    const [item] = await db.query<MenuRow>(
      `SELECT m.name, coalesce(o.price, m.price)::text AS "unitPrice", m.tax_code AS "taxCode", m.prep_station AS "prepStation", m.course
       FROM fb.menu_items m
       LEFT JOIN fb.outlet_menu_items o ON o.menu_item_id = m.id AND o.outlet_id = $3 AND o.deleted_at IS NULL
       WHERE m.property_id = $1 AND m.id = $2 AND m.deleted_at IS NULL`,
      [propertyId, menuItemId, outletId],
    )
    const modifiers = await db.query<{ id: Uuid; name: string; price_delta: string }>(
      `SELECT id, name, price_delta::text AS price_delta FROM fb.modifiers
       WHERE property_id = $1 AND id = ANY ($2::uuid[]) AND deleted_at IS NULL ORDER BY sort, name, id`,
      [propertyId, modifierIds],
    )
    const missing = { name: '', unitPrice: '0', taxCode: '', prepStation: 'none', course: 1 } as const
    frozen.push(
      orderedLine.parse({ itemId: newId(), menuItemId, ...(item ?? missing), modifiers, qty, note: note ?? '' }),
    )
  }
  return frozen
}

interface SaleRow {
  readonly available: boolean
  readonly withdrawnForDate: IsoDate | null
  readonly groups: { id: string; min: number; max: number; ids: string[] }[]
}

export interface ItemOnMenu {
  readonly available: boolean
  readonly withdrawnForDate: IsoDate | null
  readonly groups: readonly {
    readonly id: string
    readonly minChoices: number
    readonly maxChoices: number
    readonly modifierIds: readonly string[]
  }[]
}

export async function readItemOnMenu(db: Reader, propertyId: Uuid, menuItemId: Uuid): Promise<ItemOnMenu | undefined> {
  const [row] = await db.query<SaleRow>(
    `SELECT m.available, m.withdrawn_for_date AS "withdrawnForDate",
       coalesce((SELECT jsonb_agg(jsonb_build_object('id', g.id, 'min', g.min_choices, 'max', g.max_choices, 'ids',
           (SELECT coalesce(jsonb_agg(d.id), '[]') FROM fb.modifiers d
            WHERE d.group_id = g.id AND d.available AND d.deleted_at IS NULL)))
         FROM fb.menu_item_modifier_groups x JOIN fb.modifier_groups g ON g.id = x.group_id AND g.deleted_at IS NULL
         WHERE x.menu_item_id = m.id AND x.deleted_at IS NULL), '[]') AS groups
     FROM fb.menu_items m WHERE m.property_id = $1 AND m.id = $2 AND m.deleted_at IS NULL`,
    [propertyId, menuItemId],
  )
  if (!row) return undefined
  const { available, withdrawnForDate, groups } = row
  return {
    available,
    withdrawnForDate,
    groups: groups.map(({ id, min, max, ids }) => ({ id, minChoices: min, maxChoices: max, modifierIds: ids })),
  }
}
