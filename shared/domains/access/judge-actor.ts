import type { CommandContext, Refusal } from '../../command/command.ts'
import type { Reader } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import { no } from '../refusals.ts'
import type { CommandAccess, CommandArgs } from './command-access.ts'
import { grantOf, suffices } from './permissions.ts'

/** A role that a person has or had in the property. */
export interface HeldRole {
  readonly role: string
  readonly person: string
  readonly grantedAt: string
  readonly endedAt: string | null
  /** Since when its person must choose a PIN of their own before anything else; null: they need not. */
  readonly renewsPinSince: string | null
}

/**
 * - permitted: by the role of now.
 * - lapsed: a fact, told by somebody who had the permission when it was given and has it no more, or by a PIN that was replaced. The centre
 *   takes it and tells a person; a terminal, which knows of that already, refuses it.
 * - refused: neither.
 */
export type ActorVerdict =
  | { readonly kind: 'permitted'; readonly own: boolean }
  | { readonly kind: 'lapsed'; readonly was: HeldRole; readonly refusal: Refusal }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** Pure: `at` is the instant at which the command was given (ISO 8601). */
export function judgeActor(
  access: CommandAccess | undefined,
  args: CommandArgs,
  held: readonly HeldRole[],
  at: string,
): ActorVerdict {
  const current = held.find(({ endedAt }) => endedAt === null)
  if (!access) return { kind: 'refused', refusal: refusalFor(held, 'unknown') }
  const permission = access.permission(args)
  const grant = (each: HeldRole) => (permission === null ? 'yes' : grantOf(each.role, permission))
  const permits = (each: HeldRole) => suffices(grant(each), access.need)
  if (current && permits(current)) {
    if (access.byCore || !isByOldPin(current, at)) return { kind: 'permitted', own: grant(current) === 'own' }
    const refusal = no('pin_must_change', { person: current.person }).refused
    return access.fact ? { kind: 'lapsed', was: current, refusal } : { kind: 'refused', refusal }
  }
  const refusal = refusalFor(held, permission ?? 'none')
  const was = access.fact ? held.find((each) => wasHeldAt(each, at) && permits(each)) : undefined
  return was ? { kind: 'lapsed', was, refusal } : { kind: 'refused', refusal }
}

/** Given after somebody else had set a new PIN: at a desk that had not heard of it, or past the screen that asks for another. */
const isByOldPin = ({ renewsPinSince }: HeldRole, at: string): boolean =>
  renewsPinSince !== null && Date.parse(at) > Date.parse(renewsPinSince)

function wasHeldAt({ grantedAt, endedAt }: HeldRole, at: string): boolean {
  const instant = Date.parse(at)
  return Date.parse(grantedAt) <= instant && (endedAt === null || instant < Date.parse(endedAt))
}

function refusalFor(held: readonly HeldRole[], permission: string): Refusal {
  const current = held.find(({ endedAt }) => endedAt === null)
  if (current) return no('not_permitted', { person: current.person, role: current.role, permission }).refused
  const last = held.at(-1)
  return last ? no('role_ended', { person: last.person, role: last.role }).refused : no('no_role_here').refused
}

/** Oldest first. */
export function readHeldRoles(db: Reader, { propertyId, actor }: CommandContext): Promise<HeldRole[]> {
  return db.query<HeldRole>(
    `SELECT role, display_name AS person, granted_at AS "grantedAt", ended_at AS "endedAt",
       CASE WHEN pin_must_change THEN coalesce(pin_set_at, granted_at) END AS "renewsPinSince"
     FROM shared.user_property_roles WHERE user_id = $2 AND property_id = $1 AND deleted_at IS NULL ORDER BY granted_at`,
    [propertyId, actor],
  )
}

/** Of the person who gives the command, and has or had these roles. Throws where the command's clock cannot be read. */
export function actorVerdict(
  access: CommandAccess | undefined,
  args: unknown,
  held: readonly HeldRole[],
  context: CommandContext,
): ActorVerdict {
  const given = typeof args === 'object' && args !== null ? (args as CommandArgs) : {}
  return judgeActor(access, given, held, hlcInstant(context.occurredAt))
}

/** Where a command is given: the refusal that stands in its way. */
export async function refuseActor(
  db: Reader,
  access: CommandAccess | undefined,
  args: unknown,
  context: CommandContext,
): Promise<Refusal | undefined> {
  const verdict = actorVerdict(access, args, await readHeldRoles(db, context), context)
  if (verdict.kind !== 'permitted') return verdict.refusal
  if (!verdict.own || !access?.isOwn || (await access.isOwn(db, args as CommandArgs, context))) return undefined
  return no('not_own').refused
}
