import { z } from 'zod'
import { applied, type CommandDefinition, defineCommand } from '../../shared/command/command.ts'
import { defineQuery, type QueryDefinition } from '../../shared/command/query.ts'
import type { ShapeDefinition } from '../../shared/command/shape.ts'
import { hotelDomain, type TerminalDomain } from '../../electron/core/open-terminal.ts'
import { hlcInstant } from '../../shared/kernel/clock.ts'
import { uuid } from '../../shared/domains/fields.ts'
import { no } from '../../shared/domains/refusals.ts'
import { refusalEntry } from '../../shared/domains/resolution/reasons.ts'

export const PLAIN_TABLE = 'reservation.plain_reservations'
/** The day whose arrivals are watched. */
export const PLAIN_DAY = '2026-12-24'

const args = z.strictObject({ id: uuid, status: z.string() })

const setPlainStatus = defineCommand({
  name: 'v1.plain.setStatus',
  input: args,
  args,
  prepare: (input) => Promise.resolve(input),
  keys: ({ id }) => [`reservation:${id}`],
  seen: ({ id }) => [{ table: PLAIN_TABLE, id }],
  execute: async (db, { id, status }, { propertyId, occurredAt }) => {
    const changed = await db.execute(
      `UPDATE ${PLAIN_TABLE} SET status = $3, updated_at = $4::timestamptz, version = version + 1 WHERE property_id = $1 AND id = $2`,
      [propertyId, id, status, hlcInstant(occurredAt)],
    )
    return changed === 1 ? applied : no('reservation_not_found')
  },
  onRefusal: (_, refusal) => refusalEntry(refusal, 'none', {}),
})

const plainArrivals = defineQuery({
  name: 'plain.arrivals',
  args: z.strictObject({}),
  tables: [PLAIN_TABLE],
  key: (row: { id: string }) => row.id,
  run: (db, _args, { propertyId }) =>
    db.query<{ id: string }>(
      `SELECT id, guest, unit, status, arrival, departure, total, notes, version FROM ${PLAIN_TABLE}
       WHERE property_id = $1 AND arrival = $2 ORDER BY id LIMIT 50`,
      [propertyId, PLAIN_DAY],
    ),
})

const plainShape: ShapeDefinition = { table: PLAIN_TABLE, scope: 'property_id', hot: false }

/** The hotel's, and one table more: a desk follows all shapes here too. */
export const plainDomain: TerminalDomain = {
  ...hotelDomain,
  commands: new Map<string, CommandDefinition>([...hotelDomain.commands, [setPlainStatus.name, setPlainStatus]]),
  queries: new Map<string, QueryDefinition>([...hotelDomain.queries, [plainArrivals.name, plainArrivals]]),
  shapes: [...hotelDomain.shapes, plainShape],
  access: {
    ...hotelDomain.access,
    [setPlainStatus.name]: { permission: () => 'reservation.manage', need: 'do', fact: false },
  },
  rowKeys: { ...hotelDomain.rowKeys, [PLAIN_TABLE]: { reservation: ['id'] } },
}
