import { z } from 'zod'
import {
  applied,
  defineCommand,
  type CommandContext,
  type ExecuteResult,
  type Refusal,
  type Resolution,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import { decimal, uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { readPostingDate } from './folios.ts'
import { openDrawerInput } from './inputs.ts'

const args = z.strictObject({ drawerId: uuid, drawer: z.string(), shiftId: uuid, float: decimal })
type Args = z.output<typeof args>

export const openDrawerCommand = defineCommand({
  name: 'v1.cashier.openDrawer',
  input: openDrawerInput,
  args,
  async prepare({ drawerId, float }, { db, propertyId, newId }): Promise<Args> {
    const [drawer] = await db.query<{ name: string }>(
      'SELECT name FROM billing.cash_drawers WHERE property_id = $1 AND id = $2',
      [propertyId, drawerId],
    )
    return { drawerId, drawer: drawer?.name ?? '', shiftId: newId(), float }
  },
  keys: ({ drawerId }) => [`drawer:${drawerId}`],
  seen: ({ drawerId }) => [{ table: 'billing.cash_drawers', id: drawerId }],
  execute: openDrawer,
  reconcile: shareDrawer,
  onRefusal: (_args, refusal) => refusalEntry(refusal, 'none', {}),
})

/** One person at one drawer, from the float that was counted in. */
async function openDrawer(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId, actor, occurredAt } = context
  const [drawer] = await db.query<{ name: string; currency: string; taken: boolean }>(
    `SELECT d.name, d.currency, EXISTS (SELECT FROM billing.cashier_shifts s
       WHERE s.drawer_id = d.id AND s.status = 'open' AND s.deleted_at IS NULL) AS taken
     FROM billing.cash_drawers d WHERE d.property_id = $1 AND d.id = $2 AND d.active AND d.deleted_at IS NULL
     FOR NO KEY UPDATE OF d`,
    [propertyId, args.drawerId],
  )
  if (!drawer) return no('drawer_not_found')
  if (drawer.taken) return no('drawer_open', { drawer: drawer.name })
  const { date } = await readPostingDate(db, context)
  await db.execute(
    `INSERT INTO billing.cashier_shifts (id, property_id, drawer_id, user_id, business_date, currency, opened_at, opening_float)
     VALUES ($1, $2, $3, $4, $5::date, $6, $7::timestamptz, $8)`,
    [args.shiftId, propertyId, args.drawerId, actor, date, drawer.currency, hlcInstant(occurredAt), args.float],
  )
  return applied
}

/** Two people opened one drawer while apart: the first shift stands, and what the second takes is counted with it. */
function shareDrawer(
  _db: Database,
  args: Args,
  _context: CommandContext,
  refusal: Refusal,
): Promise<Resolution[] | undefined> {
  return Promise.resolve(
    refusal.code === 'drawer_open' ? [entry('drawer_opened_twice', { drawer: args.drawer }, {})] : undefined,
  )
}
