import type {
  CommandContext,
  CommandDefinition,
  ExecuteResult,
  Refusal,
  Resolution,
} from '../../shared/command/command.ts'
import { type Database, DatabaseError } from '../../shared/command/database.ts'
import type { CommandAccess } from '../../shared/domains/access/command-access.ts'
import { actorVerdict, type HeldRole } from '../../shared/domains/access/judge-actor.ts'
import { isGivenAgain } from '../../shared/domains/resolution/given-again.ts'
import { entry, refusalEntry } from '../../shared/domains/resolution/reasons.ts'
import { allSent } from '../postgres/all-sent.ts'
import { classifyFailure } from '../postgres/failures.ts'
import type { HeldRoles } from './held-roles.ts'
import type { ReadCommand, ReadyCommand } from './read-command.ts'

/** What the centre knows how to do, and how it words a constraint's no. */
export interface CommandDomain {
  readonly commands: ReadonlyMap<string, CommandDefinition>
  /** What a person needs for each; a command without a line here can be given by nobody. */
  readonly access: Readonly<Record<string, CommandAccess>>
  /** Undefined where the error is a fault of the program. */
  refusalFromDatabaseError(error: DatabaseError): Refusal | undefined
}

/** What became of a command. */
export interface Judgement {
  readonly outcome: 'applied' | 'applied_with_changes' | 'refused'
  /** The refusal that stood, or that was re-planned. */
  readonly refusal: Refusal | null
  readonly resolutions: readonly Resolution[]
}

/** Takes its work back; nobody is told of it. */
const NOT_ITS_TURN: Refusal = { code: 'not_its_turn', facts: {} }

/** How the end of what a command did is met: awaited, or sent with what comes after it. `ended` fails where a deferred constraint is violated. */
export type EndAttempt = (ended: Promise<unknown>) => Promise<unknown>

export const awaitEnd: EndAttempt = (ended) => ended

/**
 * Runs a command inside the caller's transaction: execute, and where it refuses, reconcile, each in a savepoint of its own. The caller holds
 * its keys, or has sent for them; `turn` says whether it is to be judged at all, and where not, nothing of it is left, and there is no
 * judgement. Throws on faults and on conflicts that a new transaction may cure; then the whole transaction is to be rolled back.
 */
export async function judgeCommand(
  db: Database,
  domain: CommandDomain,
  read: ReadCommand,
  context: CommandContext,
  endAttempt: EndAttempt,
  turn: Promise<boolean>,
  heldRoles: HeldRoles,
): Promise<Judgement | undefined> {
  if (read.kind === 'unreadable') return (await turn) ? refuseForGood(read, read.refusal) : undefined
  const { definition, args } = read
  const access = domain.access[definition.name]
  const asked = heldRoles.of(context).then((held) => actorVerdict(access, args, held, context))
  // It begins before it is known whether it is its turn, and whether its giver may give it; where not, nothing of it is left.
  const working = attempt(db, domain, endAttempt, async () => {
    const [its, giver, work] = await Promise.allSettled([turn, asked, definition.execute(db, args, context)])
    if (its.status === 'rejected') throw its.reason
    if (!its.value) return { refused: NOT_ITS_TURN }
    if (giver.status === 'rejected') throw giver.reason
    if (giver.value.kind === 'refused') return { refused: giver.value.refusal }
    if (work.status === 'rejected') throw work.reason
    return work.value
  })
  const [isTurn, actor, result] = await allSent([turn, asked, working])
  if (!isTurn) return undefined
  if (actor.kind === 'refused') return refuseForGood(read, actor.refusal)
  const judgement = await judgementOf(db, domain, read, context, endAttempt, result)
  return actor.kind === 'lapsed' ? tellOfLapse(read, judgement, actor.was, actor.refusal) : judgement
}

/** What becomes of a command that the centre gives itself. The caller holds its keys. */
export async function judgeEffect(
  db: Database,
  domain: CommandDomain,
  read: ReadyCommand,
  context: CommandContext,
): Promise<Judgement> {
  const { definition, args } = read
  const result = await attempt(db, domain, awaitEnd, () => definition.execute(db, args, context))
  return judgementOf(db, domain, read, context, awaitEnd, result)
}

async function judgementOf(
  db: Database,
  domain: CommandDomain,
  read: ReadyCommand,
  context: CommandContext,
  endAttempt: EndAttempt,
  result: ExecuteResult,
): Promise<Judgement> {
  if (!('refused' in result)) return { outcome: 'applied', refusal: null, resolutions: result.resolutions }
  const replanned = await reconcile(db, domain, read, context, endAttempt, result.refused)
  if (replanned) return { outcome: 'applied_with_changes', refusal: result.refused, resolutions: replanned }
  return refuseForGood(read, result.refused)
}

/** What has happened stands; a person is told that whoever told it had lost the role. */
function tellOfLapse(read: ReadyCommand, judgement: Judgement, was: HeldRole, refusal: Refusal): Judgement {
  if (judgement.outcome === 'refused') return judgement
  const { reservationId, unitId, profileId } = read.definition.onRefusal(read.args, refusal)
  const concerns = {
    ...(reservationId && { reservationId }),
    ...(unitId && { unitId }),
    ...(profileId && { profileId }),
  }
  const { person, role } = was
  const told =
    refusal.code === 'pin_must_change'
      ? entry('given_by_old_pin', { person }, concerns)
      : entry('given_without_role', { person, role }, concerns)
  return { ...judgement, resolutions: [...judgement.resolutions, told] }
}

/** The entry that tells a person of a refusal that stands; made by the command itself where it could be read, with what was entered where it may be given again. */
export function refuseForGood(read: ReadCommand, refusal: Refusal): Judgement {
  if (read.kind === 'unreadable')
    return { outcome: 'refused', refusal, resolutions: [refusalEntry(refusal, 'none', {})] }
  const { definition, args } = read
  const told = definition.onRefusal(args, refusal)
  const resolution = isGivenAgain(definition.name) ? { ...told, entered: args } : told
  return { outcome: 'refused', refusal, resolutions: [resolution] }
}

/** What nobody else may touch meanwhile; of the property, so that hotels never wait for each other. */
export function keysOf(read: ReadCommand | undefined, property: string): readonly string[] {
  return read?.kind === 'ready' ? read.definition.keys(read.args).map((key) => `${property}/${key}`) : []
}

/** Sorted, so that two transactions never wait for each other. */
export async function lockKeys(db: Database, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await db.query('SELECT pg_advisory_xact_lock(hashtextextended(key, 0)) FROM unnest($1::text[]) AS key', [
    sorted(keys),
  ])
}

/** Somebody holds a key: who wants many of them does not wait for it. */
export class KeyTakenError extends Error {
  override readonly name = 'KeyTakenError'
}

/** The same without waiting. Throws `KeyTakenError`. */
export async function tryKeys(db: Database, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  const [row] = await db.query<{ taken: number }>(
    `SELECT count(*) FILTER (WHERE NOT pg_try_advisory_xact_lock(hashtextextended(key, 0))) AS taken FROM unnest($1::text[]) AS key`,
    [sorted(keys)],
  )
  if (row?.taken !== 0) throw new KeyTakenError('a key is held by another transaction')
}

const sorted = (keys: readonly string[]) => [...new Set(keys)].sort()

async function reconcile(
  db: Database,
  domain: CommandDomain,
  read: ReadyCommand,
  context: CommandContext,
  endAttempt: EndAttempt,
  refusal: Refusal,
): Promise<readonly Resolution[] | undefined> {
  const { definition, args } = read
  if (!definition.reconcile) return undefined
  const everyNo = { ...domain, refusalFromDatabaseError: () => refusal }
  const result = await attempt(db, everyNo, endAttempt, async () => {
    const resolutions = await definition.reconcile?.(db, args, context, refusal)
    return resolutions ? { resolutions } : { refused: refusal }
  })
  return 'refused' in result ? undefined : result.resolutions
}

/** A deferred violation must surface where the attempt ends: at COMMIT it would take the record of the command along. */
async function attempt(
  db: Database,
  domain: CommandDomain,
  endAttempt: EndAttempt,
  work: () => Promise<ExecuteResult>,
): Promise<ExecuteResult> {
  // Sent with the first statement of the work: where it fails the transaction has failed.
  const [, result] = await allSent([db.execute('SAVEPOINT attempt'), tryWork(db, domain, endAttempt, work)])
  if ('refused' in result) await db.execute('ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt')
  return result
}

async function tryWork(
  db: Database,
  domain: CommandDomain,
  endAttempt: EndAttempt,
  work: () => Promise<ExecuteResult>,
): Promise<ExecuteResult> {
  return work()
    .then(async (result) => {
      if (!('refused' in result))
        await endAttempt(db.execute('SET CONSTRAINTS ALL IMMEDIATE; RELEASE SAVEPOINT attempt'))
      return result
    })
    .catch((error: unknown) => ({ refused: refusalOf(domain, error) }))
}

function refusalOf(domain: CommandDomain, error: unknown): Refusal {
  const refusal =
    error instanceof DatabaseError && classifyFailure(error) === 'bug'
      ? domain.refusalFromDatabaseError(error)
      : undefined
  if (!refusal) throw error
  return refusal
}
