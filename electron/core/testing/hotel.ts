import type { PGlite } from '@electric-sql/pglite'
import { z } from 'zod'
import { applied, type CommandDefinition, defineCommand, refused } from '../../../shared/command/command.ts'
import { defineQuery, type QueryDefinition } from '../../../shared/command/query.ts'
import type { CommandAccess } from '../../../shared/domains/access/command-access.ts'
import { refusalFromDatabaseError } from '../../../shared/domains/errors.ts'
import { asUuid, newId, type Uuid } from '../../../shared/kernel/ids.ts'
import type { Giver } from '../commands/execute.ts'
import type { TerminalDomain } from '../open-terminal.ts'
import { undoCommands } from '../rebase/undo.ts'

/** A hotel of three units and a few commands: enough for the core, whose tests know nothing of the real hotel's rules. */
export const PROPERTY = asUuid('018f0000-0000-7000-8000-000000000001')
export const UNIT_TYPE = asUuid('018f0000-0000-7000-8000-000000000002')
export const ACTOR = asUuid('018f0000-0000-7000-8000-000000000003')
export const TERMINAL = asUuid('018f0000-0000-7000-8000-000000000004')
export const UNITS = [11, 12, 13].map((n) => asUuid(`018f0000-0000-7000-8000-0000000000${n}`))
export const [UNIT = PROPERTY] = UNITS

/** Maria's, under the pepper of `makeEnrolledFolder`. */
export const PIN = '2580'
export const PEPPER = `${'A'.repeat(42)}E`
export const IDENTITY_KEY = `${'B'.repeat(42)}E`
const PIN_HASH = '$2b$10$9OTP3WV3cEUk0zVECkNEiOvLDVdWSrsh2zcCyXuskL5y1cylKk3De'

export const giver: Giver = { terminal: TERMINAL, property: PROPERTY, actor: ACTOR, prefix: 'A7' }

/** As if the first load had brought them. */
export async function seedHotel(pg: PGlite): Promise<void> {
  const units = UNITS.map((id, i) => `('${id}', '${PROPERTY}', '${UNIT_TYPE}', '10${i + 1}', '${ACTOR}', '${ACTOR}')`)
  await pg.transaction(async (tx) => {
    await tx.exec(`SET LOCAL session_replication_role = replica;
      INSERT INTO property_mgmt.properties (id, code, name, type, timezone, currency, created_by, updated_by)
        VALUES ('${PROPERTY}', 'TEST', 'Test House', 'city_hotel', 'UTC', 'EUR', '${ACTOR}', '${ACTOR}');
      INSERT INTO property_mgmt.business_days (property_id, business_date, created_by, updated_by)
        VALUES ('${PROPERTY}', '2026-11-23', '${ACTOR}', '${ACTOR}');
      INSERT INTO property_mgmt.unit_types (id, property_id, code, name, base_occupancy, max_occupancy, upgrade_rank, created_by, updated_by)
        VALUES ('${UNIT_TYPE}', '${PROPERTY}', 'DBL', 'Double', 2, 3, 1, '${ACTOR}', '${ACTOR}');
      INSERT INTO property_mgmt.inventory_units (id, property_id, unit_type_id, number, created_by, updated_by)
        VALUES ${units.join(', ')};
      INSERT INTO shared.user_property_roles (property_id, user_id, role, display_name, pin_hash, created_by, updated_by)
        VALUES ('${PROPERTY}', '${ACTOR}', 'front_desk', 'Maria', '${PIN_HASH}', '${ACTOR}', '${ACTOR}')`)
  })
}

const uuid = z.uuid().transform(asUuid)
const noteInput = z.strictObject({ unitId: uuid, note: z.string().min(1) })
const addInput = z.strictObject({ number: z.string().min(1) })
const addArgs = z.strictObject({ id: uuid, number: z.string(), label: z.string() })

type NoteInput = z.infer<typeof noteInput>
type AddArgs = z.infer<typeof addArgs>

const unit = 'property_mgmt.inventory_units'
const keep = { key: 'refusal', reason: 'refused', facts: {}, nextStep: 'none' } as const

/** Writes, then refuses where the note is 'refuse': nothing of it may stay. 'break' is a fault. */
const noteUnit = defineCommand<NoteInput, NoteInput>({
  name: 'v1.test.noteUnit',
  input: noteInput,
  args: noteInput,
  prepare: (input) => input,
  keys: (args) => [`unit:${args.unitId}`],
  seen: (args) => [{ table: unit, id: args.unitId }],
  execute: async (db, args) => {
    await db.execute(`UPDATE ${unit} SET block_reason = $2 WHERE id = $1`, [args.unitId, args.note])
    if (args.note === 'refuse') return refused('unit_taken', { unit: args.unitId })
    if (args.note === 'break') await db.execute('SELECT 1/0')
    return applied
  },
  onRefusal: () => keep,
})

/** Takes a number, and meets the database's own guard where the unit's number is used. */
const addUnit = defineCommand<z.infer<typeof addInput>, AddArgs>({
  name: 'v1.test.addUnit',
  input: addInput,
  args: addArgs,
  prepare: async (input, preparation) => ({
    id: preparation.newId(),
    number: input.number,
    label: await preparation.nextNumber('confirmation'),
  }),
  keys: (args) => [`unit:${args.id}`],
  seen: (args) => [{ table: unit, id: args.id }],
  execute: async (db, args, context) => {
    await db.execute(
      `INSERT INTO ${unit} (id, property_id, unit_type_id, number, block_reason) VALUES ($1, $2, $3, $4, $5)`,
      [args.id, context.propertyId, UNIT_TYPE, args.number, args.label],
    )
    return applied
  },
  onRefusal: () => keep,
})

export interface UnitRow {
  id: Uuid
  number: string
  note: string | null
}

const listUnits = defineQuery<Record<string, never>, UnitRow>({
  name: 'test.units',
  args: z.strictObject({}),
  tables: [unit],
  key: (row) => row.id,
  run: (db) => db.query<UnitRow>(`SELECT id, number, block_reason AS note FROM ${unit} ORDER BY number`),
})

const failingQuery = defineQuery<Record<string, never>, UnitRow>({
  name: 'test.failing',
  args: z.strictObject({}),
  tables: [unit],
  key: (row) => row.id,
  run: (db) => db.query<UnitRow>('SELECT 1/0'),
})

/** Nobody may ask it. */
const secretQuery = defineQuery<Record<string, never>, UnitRow>({ ...listUnits, name: 'test.secret' })

const byName = <T extends { name: string }>(list: readonly T[]) => new Map(list.map((each) => [each.name, each]))

const deskMay: CommandAccess = { permission: () => 'reservation.manage', need: 'do', fact: false }

export const testDomain: TerminalDomain = {
  commands: byName<CommandDefinition>([noteUnit, addUnit]),
  access: { 'v1.test.noteUnit': deskMay, 'v1.test.addUnit': deskMay },
  queries: byName<QueryDefinition>([listUnits, failingQuery, secretQuery]),
  shapes: [],
  rowKeys: {},
  mayAsk: (_role, query) => query !== 'test.secret',
  refusalFromDatabaseError,
}

/** A row as the centre would send it: no trigger of ours fires. */
export async function writeFromCentre(pg: PGlite, sql: string): Promise<void> {
  await pg.transaction(async (tx) => {
    await tx.exec(`SET LOCAL session_replication_role = replica; ${sql}`)
  })
}

/** As if nothing of what is queued had been given. */
export async function takeBackAll(pg: PGlite): Promise<void> {
  await pg.transaction(async (tx) => {
    await tx.exec('SET LOCAL session_replication_role = replica')
    const { rows } = await tx.query<{ id: string }>('DELETE FROM sync.outbox RETURNING id')
    await undoCommands(
      tx,
      rows.map(({ id }) => id),
    )
  })
}

export function anotherId(): Uuid {
  return newId()
}
