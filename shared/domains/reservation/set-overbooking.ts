import { z } from 'zod'
import { applied, defineCommand, type CommandContext, type ExecuteResult } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { setOverbookingInput } from './change-inputs.ts'
import { lockType } from './records.ts'

const args = z.strictObject({ ...setOverbookingInput.shape, typeName: z.string() })
type Args = z.output<typeof args>

/** How many of a type may be sold beyond what there is; null: by the property's percentage. */
export const setOverbookingCommand = defineCommand({
  name: 'v1.property.setOverbooking',
  input: setOverbookingInput,
  args,
  async prepare(input, { db, propertyId }): Promise<Args> {
    const [row] = await db.query<{ name: string }>(
      'SELECT name FROM property_mgmt.unit_types WHERE property_id = $1 AND id = $2',
      [propertyId, input.unitTypeId],
    )
    return { ...input, typeName: row?.name ?? '' }
  },
  keys: ({ unitTypeId }) => [`type:${unitTypeId}`],
  seen: ({ unitTypeId }) => [{ table: 'property_mgmt.unit_types', id: unitTypeId }],
  execute: setOverbooking,
  onRefusal: (_args, refusal) => refusalEntry(refusal, 'none', {}),
})

async function setOverbooking(
  db: Database,
  { unitTypeId, limit }: Args,
  { propertyId }: CommandContext,
): Promise<ExecuteResult> {
  if (!(await lockType(db, propertyId, unitTypeId))) return no('type_not_found')
  await db.execute('UPDATE property_mgmt.unit_types SET overbooking_limit = $3 WHERE property_id = $1 AND id = $2', [
    propertyId,
    unitTypeId,
    limit,
  ])
  return applied
}
