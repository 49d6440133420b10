import {
  applied,
  type CommandContext,
  type CommandDefinition,
  defineCommand,
  type ExecuteResult,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { changePinInput, resetPinInput } from './inputs.ts'
import { readColleague } from './colleague.ts'
import { mayResetPinOf } from './permissions.ts'

interface Args {
  readonly userId: Uuid
  readonly pinHash: string
}

/** Of two new PINs of one person the later one holds, wherever they were given and in whatever order they arrive. */
const common = {
  prepare: (input: Args): Args => input,
  keys: ({ userId }: Args) => [`person:${userId}` as const],
  seen: () => [],
  // What was wanted last stands already: nobody has to do anything.
  reconcile: (_db, _args, _context, refusal) => Promise.resolve(refusal.code === 'pin_set_since' ? [] : undefined),
  onRefusal: (_args, refusal) => refusalEntry(refusal, 'none', {}),
} satisfies Partial<CommandDefinition<Args, Args>>

/** One's own, after the old one was given. */
export const changePinCommand = defineCommand<Args, Args>({
  ...common,
  name: 'v1.access.changePin',
  input: changePinInput,
  args: changePinInput,
  execute: changePin,
})

/** Somebody else's, who has forgotten it. */
export const resetPinCommand = defineCommand<Args, Args>({
  ...common,
  name: 'v1.access.resetPin',
  input: resetPinInput,
  args: resetPinInput,
  execute: resetPin,
})

async function changePin(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  return args.userId === context.actor ? setPin(db, args, context, false) : no('not_own')
}

async function resetPin(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const giver = await readColleague(db, context.propertyId, context.actor)
  const person = await readColleague(db, context.propertyId, args.userId)
  if (person && !mayResetPinOf(giver?.role ?? '', person.role)) {
    return no('pin_of_higher_role', { person: person.person, role: person.role })
  }
  return setPin(db, args, context, args.userId !== context.actor)
}

/** `mustChange`: somebody else knows it, so that its person chooses another at the next sign-in. */
async function setPin(
  db: Database,
  args: Args,
  { propertyId, occurredAt }: CommandContext,
  mustChange: boolean,
): Promise<ExecuteResult> {
  const person = await readColleague(db, propertyId, args.userId)
  if (!person) return no('person_not_here')
  const at = hlcInstant(occurredAt)
  if (person.pinSetAt !== null && Date.parse(person.pinSetAt) > Date.parse(at)) {
    return no('pin_set_since', { person: person.person })
  }
  await db.execute(
    `UPDATE shared.user_property_roles SET pin_hash = $3, pin_set_at = $4::timestamptz, pin_must_change = $5
     WHERE property_id = $1 AND id = $2`,
    [propertyId, person.id, args.pinHash, at, mustChange],
  )
  return applied
}
