import type { CommandContext } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import { derivedId, type Uuid } from '../../kernel/ids.ts'

/** Puts what cannot wait before those who will carry it out. `about`: one request of a command for each. */
export async function askUrgently(
  db: Database,
  context: CommandContext,
  request: { readonly about: Uuid; readonly stayId: Uuid | null; readonly unitId: Uuid; readonly text: string },
): Promise<void> {
  const { about, stayId, unitId, text } = request
  await db.execute(
    `INSERT INTO operations.service_requests (id, property_id, stay_id, unit_id, category, priority, description, requested_at)
     VALUES ($1, $2, $3, $4, 'other', 'urgent', $5, $6::timestamptz)`,
    [
      derivedId(context.commandId, 'operations.service_requests', about),
      context.propertyId,
      stayId,
      unitId,
      text,
      hlcInstant(context.occurredAt),
    ],
  )
}
