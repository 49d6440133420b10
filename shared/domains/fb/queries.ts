import { defineQuery } from '../../command/query.ts'
import { noArgs } from '../fields.ts'
import { certaintyOfOrder, certaintyTables } from '../sync/certainty.ts'
import {
  checkArgs,
  outletArgs,
  type CheckRow,
  type MenuRow,
  type OpenCheckRow,
  type OutletRow,
  type RoomGuestRow,
  type TableRow,
} from './rows.ts'

const IS_OPEN = `o.status NOT IN ('settled', 'closed', 'cancelled') AND o.deleted_at IS NULL`

export const outletsQuery = defineQuery({
  name: 'fb.outlets',
  args: noArgs,
  tables: ['fb.outlets', 'fb.dining_tables', 'fb.fb_orders'],
  key: (row: OutletRow) => row.outletId,
  run: (db, _args, { propertyId }) =>
    db.query<OutletRow>(
      `SELECT u.id AS "outletId", u.code, u.name, u.kind,
         (SELECT count(*)::int FROM fb.dining_tables d WHERE d.outlet_id = u.id AND d.deleted_at IS NULL) AS tables,
         (SELECT count(*)::int FROM fb.fb_orders o WHERE o.property_id = $1 AND o.outlet_id = u.id AND ${IS_OPEN}) AS "openChecks"
       FROM fb.outlets u WHERE u.property_id = $1 AND u.active AND u.deleted_at IS NULL ORDER BY u.code, u.id`,
      [propertyId],
    ),
})

export const tablesQuery = defineQuery({
  name: 'fb.tables',
  args: outletArgs,
  tables: ['fb.dining_tables', 'fb.fb_orders', 'fb.fb_order_items', ...certaintyTables],
  key: (row: TableRow) => row.tableId,
  run: (db, { outletId }, { propertyId }) =>
    db.query<TableRow>(
      `SELECT d.id AS "tableId", d.number, d.seats, d.area,
         coalesce((SELECT jsonb_agg(jsonb_build_object('orderId', o.id, 'orderNo', o.order_no, 'total', t.total::text,
             'placedAt', o.placed_at, 'certainty', ${certaintyOfOrder('o.id')}) ORDER BY o.created_at, o.id)
           FROM fb.fb_orders o JOIN fb.v_order_totals t ON t.order_id = o.id
           WHERE o.dining_table_id = d.id AND ${IS_OPEN}), '[]') AS checks
       FROM fb.dining_tables d WHERE d.property_id = $1 AND d.outlet_id = $2 AND d.deleted_at IS NULL
       ORDER BY d.area, length(d.number), d.number, d.id`,
      [propertyId, outletId],
    ),
})

export const roomGuestsQuery = defineQuery({
  name: 'fb.roomGuests',
  args: noArgs,
  tables: ['guest.stays', 'guest.profiles', 'property_mgmt.inventory_units', 'reservation.reservations'],
  key: (row: RoomGuestRow) => row.stayId,
  run: (db, _args, { propertyId }) =>
    db.query<RoomGuestRow>(
      `SELECT s.id AS "stayId", u.number AS "unitNumber", coalesce(g.full_name, '') AS "guestName",
         coalesce(r.confirmation_no, '') AS "confirmationNo", coalesce(g.no_post, false) AS "noPost"
       FROM guest.stays s
       JOIN property_mgmt.inventory_units u ON u.id = s.unit_id
       LEFT JOIN guest.profiles g ON g.id = s.profile_id
       LEFT JOIN reservation.reservations r ON r.id = s.reservation_id
       WHERE s.property_id = $1 AND s.status = 'in_house' AND s.deleted_at IS NULL
       ORDER BY length(u.number), u.number, s.check_in_at, s.id`,
      [propertyId],
    ),
})

/** What the outlet sells; an outlet without a list of its own sells the whole menu. */
export const menuQuery = defineQuery({
  name: 'fb.menu',
  args: outletArgs,
  tables: [
    'fb.menu_items',
    'fb.outlet_menu_items',
    'fb.menu_item_modifier_groups',
    'fb.modifier_groups',
    'fb.modifiers',
  ],
  key: (row: MenuRow) => row.menuItemId,
  run: (db, { outletId }, { propertyId, businessDate }) =>
    db.query<MenuRow>(
      `SELECT m.id AS "menuItemId", m.name, m.description, m.category, coalesce(x.price, m.price)::text AS price, m.currency,
         m.allergens::text[] AS allergens, m.prep_station AS "prepStation",
         m.available AND m.withdrawn_for_date IS DISTINCT FROM $3::date AS "onSale",
         coalesce((SELECT jsonb_agg(jsonb_build_object('groupId', g.id, 'name', g.name, 'min', g.min_choices, 'max', g.max_choices,
             'choices', (SELECT coalesce(jsonb_agg(jsonb_build_object('modifierId', c.id, 'name', c.name, 'priceDelta', c.price_delta::text)
                 ORDER BY c.sort, c.name, c.id), '[]')
               FROM fb.modifiers c WHERE c.group_id = g.id AND c.available AND c.deleted_at IS NULL)) ORDER BY k.sort, g.name, g.id)
           FROM fb.menu_item_modifier_groups k JOIN fb.modifier_groups g ON g.id = k.group_id AND g.deleted_at IS NULL
           WHERE k.menu_item_id = m.id AND k.deleted_at IS NULL), '[]') AS groups
       FROM fb.menu_items m
       LEFT JOIN fb.outlet_menu_items x ON x.menu_item_id = m.id AND x.outlet_id = $2 AND x.deleted_at IS NULL
       WHERE m.property_id = $1 AND m.deleted_at IS NULL
         AND (x.id IS NOT NULL OR NOT EXISTS (SELECT FROM fb.outlet_menu_items y WHERE y.outlet_id = $2 AND y.deleted_at IS NULL))
       ORDER BY m.category, coalesce(x.sort, 0), m.name, m.id`,
      [propertyId, outletId, businessDate],
    ),
})

export const openChecksQuery = defineQuery({
  name: 'fb.openChecks',
  args: outletArgs,
  tables: [
    'fb.fb_orders',
    'fb.fb_order_items',
    'fb.dining_tables',
    'property_mgmt.inventory_units',
    'guest.stays',
    'guest.profiles',
    ...certaintyTables,
  ],
  key: (row: OpenCheckRow) => row.orderId,
  run: (db, { outletId }, { propertyId }) =>
    db.query<OpenCheckRow>(
      `SELECT o.id AS "orderId", o.order_no AS "orderNo", o.outlet_id AS "outletId", o.type,
         o.dining_table_id AS "tableId", o.stay_id AS "stayId", coalesce(o.table_number, o.unit_number, '') AS place, o.guest_name AS "guestName", o.total::text AS total, o.currency,
         o.pieces::int AS pieces, o.placed_at AS "placedAt", ${certaintyOfOrder('o.id')} AS certainty
       FROM fb.v_open_orders o WHERE o.property_id = $1 AND o.outlet_id = $2 ORDER BY o.placed_at, o.id`,
      [propertyId, outletId],
    ),
})

export const checkQuery = defineQuery({
  name: 'fb.check',
  args: checkArgs,
  tables: [
    'fb.fb_orders',
    'fb.fb_order_items',
    'fb.kitchen_tickets',
    'billing.folios',
    'guest.stays',
    'guest.profiles',
    ...certaintyTables,
  ],
  key: (row: CheckRow) => row.orderId,
  run: (db, { orderId }, { propertyId }) =>
    db.query<CheckRow>(
      `SELECT o.id AS "orderId", o.order_no AS "orderNo", o.outlet_id AS "outletId", u.name AS "outletName", o.type, o.status,
         o.settlement, d.number AS "tableNumber", n.number AS "unitNumber", o.stay_id AS "stayId", g.full_name AS "guestName",
         o.covers, t.total::text AS total, o.currency, o.placed_at AS "placedAt", f.folio_no AS "folioNo",
         coalesce(l.order_no, (SELECT b.order_no FROM fb.fb_orders b WHERE b.linked_order_id = o.id ORDER BY b.created_at LIMIT 1))
           AS "linkedOrderNo",
         coalesce((SELECT jsonb_agg(jsonb_build_object('itemId', i.id, 'name', i.name, 'qty', i.qty, 'sentQty', i.sent_qty,
             'voidedQty', i.voided_qty, 'unitPrice', i.unit_price::text, 'modifiers', i.modifiers, 'note', i.note,
             'prepStation', i.prep_station, 'status', i.status, 'firedAt', i.fired_at, 'voidReason', i.void_reason)
             ORDER BY i.created_at, i.id)
           FROM fb.fb_order_items i WHERE i.order_id = o.id AND i.deleted_at IS NULL), '[]') AS lines,
         coalesce((SELECT jsonb_agg(jsonb_build_object('ticketNo', k.ticket_no, 'prepStation', k.prep_station, 'firedAt', k.fired_at)
             ORDER BY k.fired_at, k.ticket_no)
           FROM fb.kitchen_tickets k WHERE k.order_id = o.id AND k.deleted_at IS NULL), '[]') AS tickets,
         ${certaintyOfOrder('o.id')} AS certainty
       FROM fb.fb_orders o
       JOIN fb.outlets u ON u.id = o.outlet_id
       JOIN fb.v_order_totals t ON t.order_id = o.id
       LEFT JOIN fb.dining_tables d ON d.id = o.dining_table_id
       LEFT JOIN property_mgmt.inventory_units n ON n.id = o.unit_id
       LEFT JOIN guest.stays s ON s.id = o.stay_id
       LEFT JOIN guest.profiles g ON g.id = s.profile_id
       LEFT JOIN fb.fb_orders l ON l.id = o.linked_order_id
       LEFT JOIN billing.folios f ON f.id = o.folio_id
       WHERE o.property_id = $1 AND o.id = $2 AND o.deleted_at IS NULL`,
      [propertyId, orderId],
    ),
})
