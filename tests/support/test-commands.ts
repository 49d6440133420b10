import { z } from 'zod'
import {
  applied,
  type CommandDefinition,
  defineCommand,
  type ExecuteResult,
  refuse,
  refused,
  type Resolution,
} from '../../shared/command/command.ts'
import { type Database, type DatabaseError, SQLSTATE } from '../../shared/command/database.ts'
import { newId, type Uuid } from '../../shared/kernel/ids.ts'
import type { QueuedCommand } from '../../shared/protocol/push.ts'
import type { CommandAccess } from '../../shared/domains/access/command-access.ts'
import { indexByName } from '../../shared/domains/registry.ts'
import type { Admit } from '../../server/auth/gate.ts'

const typeArgs = z.strictObject({ id: z.uuid(), code: z.string(), otherCode: z.string().optional() })
type TypeArgs = z.infer<typeof typeArgs>

const entry = (key: string, reason: string): Resolution => ({ key, reason, facts: {}, nextStep: 'none' })

const insertType = (db: Database, args: TypeArgs, property: string, code = args.code) =>
  db.execute(
    `INSERT INTO property_mgmt.unit_types (id, property_id, code, name, base_occupancy, max_occupancy, upgrade_rank)
     VALUES ($1, $2, $3, $3, 2, 2, 1)`,
    [args.id, property, code],
  )

/** Adds a unit type; where its code is taken, `otherCode` is the plan B of the centre. */
const addType = defineCommand<TypeArgs, TypeArgs>({
  name: 'v1.test.addType',
  input: typeArgs,
  args: typeArgs,
  prepare: (input) => input,
  keys: (args) => [`type:${args.code}`],
  seen: () => [],
  async execute(db, args, context) {
    await insertType(db, args, context.propertyId)
    return applied
  },
  async reconcile(db, args, context) {
    if (args.otherCode === undefined) return undefined
    await insertType(db, args, context.propertyId, args.otherCode)
    return [entry('recoded', 'type_recoded')]
  },
  onRefusal: () => entry('refusal', 'type_code_taken'),
})

/** What a handler of a test does, by name; no handler of the product is made at run time. */
export type Behaviour = (
  db: Database,
  args: { property?: string | undefined; text?: string | undefined },
) => Promise<ExecuteResult>

const anyArgs = z.strictObject({ property: z.uuid().optional(), text: z.string().optional() })

function behave(name: string, behaviour: Behaviour): CommandDefinition {
  return defineCommand({
    name,
    input: anyArgs,
    args: anyArgs,
    prepare: (input) => input,
    keys: () => [],
    seen: () => [],
    execute: behaviour,
    onRefusal: (_, refusal) => entry('refusal', refusal.code),
  })
}

const countTypes: Behaviour = async (db, args) => {
  const [row] = await db.query<{ n: number }>(
    'SELECT count(*) AS n FROM property_mgmt.unit_types WHERE property_id = $1',
    [args.property ?? null],
  )
  return refused('counted', { rows: row?.n ?? -1 })
}

const renameTypes: Behaviour = async (db, args) => {
  const rows = await db.execute('UPDATE property_mgmt.unit_types SET name = $2 WHERE property_id = $1', [
    args.property ?? null,
    'taken over',
  ])
  return refused('renamed', { rows })
}

const whoAmI: Behaviour = async (db) => {
  const [row] = await db.query<{ role: string; super: boolean; at: string; actor: string }>(
    `SELECT current_user::text AS role, rolsuper OR rolbypassrls AS super, shared.command_time() AS at, shared.current_actor() AS actor
     FROM pg_roles WHERE rolname = current_user`,
  )
  return refused('identity', {
    role: row?.role ?? '',
    super: row?.super ?? true,
    at: row?.at ?? '',
    actor: row?.actor ?? '',
  })
}

/** For posts whose terminal is not what is tested. */
export const admitAll: Admit = () => Promise.resolve()

/** The constraint is deferred on purpose: the violation would surface at COMMIT. */
const breakLater: Behaviour = async (db, args) => {
  await db.execute('SET CONSTRAINTS ALL DEFERRED')
  await insertType(db, { id: newId(), code: 'TWICE' }, args.property ?? '')
  await insertType(db, { id: newId(), code: 'TWICE' }, args.property ?? '')
  return applied
}

const fault: Behaviour = async (_, args) => {
  throw new Error(args.text ?? 'a fault of the program')
}

/** What every person of the front desk may do. */
const DESK_MAY: CommandAccess = { permission: () => 'reservation.manage', need: 'do', fact: false }

export function testDomain(behaviours: Readonly<Record<string, Behaviour>> = {}) {
  const standard = { countTypes, renameTypes, whoAmI, breakLater, fault }
  const all = Object.entries({ ...standard, ...behaviours }).map(([name, run]) => behave(`v1.test.${name}`, run))
  const commands = indexByName<CommandDefinition>([addType, ...all])
  return {
    commands,
    access: Object.fromEntries([...commands.keys()].map((name) => [name, DESK_MAY])),
    refusalFromDatabaseError: (error: DatabaseError) =>
      error.sqlState === SQLSTATE.exclusionViolation ? refuse('type_code_taken') : undefined,
  }
}

/** Counts as a terminal does. */
export function commandsOf(terminal: string, property: string, actor: string) {
  let seq = 0
  return (name: string, args: unknown, changes: Partial<QueuedCommand> = {}): QueuedCommand => ({
    id: newId(),
    name: `v1.test.${name}`,
    args,
    terminal,
    incarnation: 1,
    seq: ++seq,
    actor,
    property,
    businessDate: '2026-11-23',
    occurredAt: '2026-11-23T18:00:00.000Z/0000/A2',
    basedOn: {},
    ...changes,
  })
}

export const typeNamed = (code: string, otherCode?: string, id: Uuid = newId()) => ({
  id,
  code,
  ...(otherCode !== undefined && { otherCode }),
})
