import type { CommandContext } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { asIsoDate, type IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { BlockStatus, UnitBlockStatus } from '../../schema/property_mgmt.ts'
import { pathBetween } from '../transitions.ts'
import type { HousekeepingStatus } from './inputs.ts'
import { blockStates, unitBlockStates } from './unit-states.ts'

/** Days on which a unit is not for guests, and why. */
export interface Block {
  readonly id: Uuid
  readonly kind: Exclude<BlockStatus, 'none'>
  readonly from: IsoDate
  /** The first day on which it can be used again; null: until further notice. */
  readonly to: IsoDate | null
  readonly reason: string
  /** How the unit is found when it is given back. */
  readonly returnStatus: HousekeepingStatus
  readonly maintenanceRequestId: Uuid | null
}

/** Later than any night that is sold. */
const EVER = asIsoDate('9999-12-31')

export const daysOf = ({ from, to }: Pick<Block, 'from' | 'to'>): { from: IsoDate; to: IsoDate } => ({
  from,
  to: to ?? EVER,
})

export interface BlockRecord extends Block {
  readonly status: UnitBlockStatus
}

/** Planned and active ones, the first to begin first. */
export async function lockBlocks(db: Database, propertyId: Uuid, unitId: Uuid): Promise<BlockRecord[]> {
  return db.query<BlockRecord>(
    `SELECT id, kind, status, lower(dates) AS from, upper(dates) AS to, reason, return_status AS "returnStatus",
       maintenance_request_id AS "maintenanceRequestId"
     FROM property_mgmt.unit_blocks
     WHERE property_id = $1 AND unit_id = $2 AND status IN ('planned', 'active') AND deleted_at IS NULL
     ORDER BY lower(dates) FOR NO KEY UPDATE`,
    [propertyId, unitId],
  )
}

/** Writes the block down; from its first day on the unit itself says it too. `was`: what this block was until now. */
export async function writeBlock(
  db: Database,
  context: CommandContext,
  unit: { readonly id: Uuid; readonly block: BlockStatus },
  block: Block,
  was: BlockRecord | undefined,
): Promise<void> {
  const { propertyId, businessDate } = context
  const begun = block.from <= businessDate
  await (was ? changeBlock(db, context, block) : insertBlock(db, context, unit.id, block))
  if (!begun) return
  if ((was?.status ?? 'planned') === 'planned') await setBlockStatus(db, propertyId, block.id, 'planned', 'active')
  await setUnitBlock(db, propertyId, unit, block)
}

async function insertBlock(db: Database, { propertyId }: CommandContext, unitId: Uuid, block: Block): Promise<void> {
  await db.execute(
    `INSERT INTO property_mgmt.unit_blocks (id, property_id, unit_id, kind, dates, reason, return_status, maintenance_request_id)
     VALUES ($1, $2, $3, $4, daterange($5::date, $6::date), $7, $8, $9)`,
    [
      ...[block.id, propertyId, unitId, block.kind, block.from, block.to, block.reason],
      ...[block.returnStatus, block.maintenanceRequestId],
    ],
  )
}

async function changeBlock(db: Database, { propertyId }: CommandContext, block: Block): Promise<void> {
  await db.execute(
    `UPDATE property_mgmt.unit_blocks SET kind = $3, dates = daterange($4::date, $5::date), reason = $6, return_status = $7,
       maintenance_request_id = coalesce($8, maintenance_request_id)
     WHERE property_id = $1 AND id = $2`,
    [
      ...[propertyId, block.id, block.kind, block.from, block.to, block.reason, block.returnStatus],
      block.maintenanceRequestId,
    ],
  )
}

async function setBlockStatus(
  db: Database,
  propertyId: Uuid,
  id: Uuid,
  from: UnitBlockStatus,
  to: UnitBlockStatus,
): Promise<void> {
  for (const step of pathBetween(unitBlockStates, from, to) ?? [])
    await db.execute('UPDATE property_mgmt.unit_blocks SET status = $3 WHERE property_id = $1 AND id = $2', [
      ...[propertyId, id, step],
    ])
}

async function setUnitBlock(
  db: Database,
  propertyId: Uuid,
  unit: { readonly id: Uuid; readonly block: BlockStatus },
  block: Pick<Block, 'reason' | 'to' | 'returnStatus'> & { readonly kind: BlockStatus },
): Promise<void> {
  const steps = pathBetween(blockStates, unit.block, block.kind) ?? []
  const said = block.kind === 'none' ? [null, null, null] : [block.reason, block.to, block.returnStatus]
  for (const step of steps.length > 0 ? steps : [block.kind]) {
    await db.execute(
      `UPDATE property_mgmt.inventory_units SET block_status = $3, block_reason = $4, block_until = $5::date, return_status = $6
       WHERE property_id = $1 AND id = $2`,
      [propertyId, unit.id, step, ...said],
    )
  }
}

const NOTHING = { kind: 'none', reason: '', to: null, returnStatus: 'dirty' } as const

/** What it took is over: the nights until today stay as they were; one that took none is as if it had not been. */
export async function endBlock(
  db: Database,
  context: CommandContext,
  unit: { readonly id: Uuid; readonly block: BlockStatus },
  block: BlockRecord | undefined,
): Promise<void> {
  const { propertyId, businessDate } = context
  if (!block || block.from <= businessDate) await setUnitBlock(db, propertyId, unit, NOTHING)
  if (!block) return
  if (block.from >= businessDate) return setBlockStatus(db, propertyId, block.id, block.status, 'cancelled')
  if (block.status === 'planned') await setBlockStatus(db, propertyId, block.id, 'planned', 'active')
  await db.execute(
    `UPDATE property_mgmt.unit_blocks SET dates = daterange(lower(dates), least(upper(dates), $3::date)), status = 'ended'
     WHERE property_id = $1 AND id = $2`,
    [propertyId, block.id, businessDate],
  )
}

/** A block whose last day is over blocks nothing, though nobody has given the unit back: whoever goes on with the unit ends it. */
export async function endOverdueBlock(db: Database, context: CommandContext, unitId: Uuid): Promise<void> {
  const { propertyId, businessDate } = context
  await db.execute(
    `UPDATE property_mgmt.inventory_units SET block_status = 'none', block_reason = NULL, block_until = NULL, return_status = NULL
     WHERE property_id = $1 AND id = $2 AND block_status <> 'none' AND block_until <= $3::date`,
    [propertyId, unitId, businessDate],
  )
  await db.execute(
    `UPDATE property_mgmt.unit_blocks SET status = 'ended'
     WHERE property_id = $1 AND unit_id = $2 AND status = 'active' AND deleted_at IS NULL AND upper(dates) <= $3::date`,
    [propertyId, unitId, businessDate],
  )
}
