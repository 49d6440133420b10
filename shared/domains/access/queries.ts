import { defineQuery } from '../../command/query.ts'
import { noArgs } from '../fields.ts'
import type { PersonRow } from './rows.ts'

/** Who works here now. A lock-out of days ago has been waited out, released or not. */
export const peopleQuery = defineQuery({
  name: 'access.people',
  args: noArgs,
  tables: ['shared.user_property_roles', 'shared.sign_in_lock_outs', 'sync.terminal_progress'],
  key: (row: PersonRow) => row.userId,
  run: (db, _args, { propertyId, businessDate }) =>
    db.query<PersonRow>(
      `SELECT r.user_id AS "userId", r.display_name AS name, r.role, r.pin_hash IS NOT NULL AS "hasPin",
         r.pin_set_at AS "pinSetAt", r.pin_must_change AS "pinMustChange", l.id AS "lockOutId", l.locked_at AS "lockedAt", t.name AS "lockedAtTerminal"
       FROM shared.user_property_roles r
       LEFT JOIN LATERAL (
         SELECT o.id, o.locked_at, o.terminal_id FROM shared.sign_in_lock_outs o
         WHERE o.property_id = r.property_id AND o.user_id = r.user_id AND o.released_at IS NULL AND o.deleted_at IS NULL
           AND o.locked_at > $2::date - 2
         ORDER BY o.locked_at DESC LIMIT 1) l ON true
       LEFT JOIN sync.terminal_progress t ON t.id = l.terminal_id
       WHERE r.property_id = $1 AND r.ended_at IS NULL AND r.deleted_at IS NULL
       ORDER BY l.id IS NULL, r.display_name, r.user_id`,
      [propertyId, businessDate],
    ),
})
