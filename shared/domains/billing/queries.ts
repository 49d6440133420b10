import { defineQuery } from '../../command/query.ts'
import { noArgs } from '../fields.ts'
import type { DrawerRow } from './rows.ts'

export const drawersQuery = defineQuery({
  name: 'cashier.drawers',
  args: noArgs,
  tables: ['billing.cash_drawers', 'billing.cashier_shifts', 'billing.payments', 'billing.refunds', 'operations.staff'],
  key: (row: DrawerRow) => row.drawerId,
  run: (db, _args, { propertyId, terminalId }) =>
    db.query<DrawerRow>(
      `SELECT d.id AS "drawerId", d.name, d.currency, s.opened_at AS "openedAt", s.user_id AS "openedById",
         coalesce(d.terminal_id = $2, false) AS here,
         CASE WHEN s.id IS NOT NULL THEN coalesce(
           (SELECT f.display_name FROM operations.staff f WHERE f.user_id = s.user_id AND f.property_id = d.property_id LIMIT 1), '?') END AS "openedBy",
         CASE WHEN s.id IS NOT NULL THEN s.opening_float
           + (SELECT coalesce(sum(p.amount), 0) FROM billing.payments p
              WHERE p.cashier_shift_id = s.id AND p.status IN ('captured', 'partially_refunded', 'refunded'))
           - (SELECT coalesce(sum(r.amount), 0) FROM billing.refunds r
              WHERE r.cashier_shift_id = s.id AND r.status = 'completed') END AS expected
       FROM billing.cash_drawers d
       LEFT JOIN billing.cashier_shifts s ON s.drawer_id = d.id AND s.status = 'open' AND s.deleted_at IS NULL
       WHERE d.property_id = $1 AND d.active AND d.deleted_at IS NULL ORDER BY d.name, d.id`,
      [propertyId, terminalId],
    ),
})
