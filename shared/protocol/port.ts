import { z } from 'zod'
import { revealIdentityInput } from '../domains/guest/identity-inputs.ts'
import { refusalSchema } from './push.ts'
import { syncProblem } from './sync-problem.ts'

/**
 * Between a page and the core: JSON text, the same over MessagePort and WebSocket. `id` is the page's own number for a call or a
 * subscription. Over WebSocket the first message is `hello` with the token.
 */
export const pageMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), token: z.string() }),
  z.strictObject({ type: z.literal('run'), id: z.int(), name: z.string(), input: z.unknown() }),
  /** As `run`, with the PIN of whoever is signed in: for a command that asks for it again. */
  z.strictObject({
    ...{ type: z.literal('runWithPin'), id: z.int(), name: z.string(), input: z.unknown(), pin: z.string().max(20) },
  }),
  z.strictObject({ type: z.literal('query'), id: z.int(), name: z.string(), args: z.unknown() }),
  z.strictObject({ type: z.literal('subscribe'), id: z.int(), name: z.string(), args: z.unknown() }),
  z.strictObject({ type: z.literal('unsubscribe'), id: z.int() }),
  /** Work without the line on purpose, or take it up again. */
  z.strictObject({ type: z.literal('line'), connected: z.boolean() }),
  /** Opens this page to somebody, or again to whom it was locked. PINs travel here, between a page and its own core, and nowhere else. */
  z.strictObject({ type: z.literal('signIn'), id: z.int(), userId: z.uuid(), pin: z.string().max(20) }),
  z.strictObject({ type: z.literal('signOut') }),
  /** Asks for the PIN again; whatever stands half entered on the page may stay there. */
  z.strictObject({ type: z.literal('lock') }),
  /** A person is there: told now and then while they type, click or touch. */
  z.strictObject({ type: z.literal('active') }),
  z.strictObject({ type: z.literal('changePin'), id: z.int(), oldPin: z.string().max(20), newPin: z.string().max(20) }),
  /** One's own PIN instead of the one that somebody else gave, which was just asked for. */
  z.strictObject({ type: z.literal('renewPin'), id: z.int(), newPin: z.string().max(20) }),
  /** A new PIN for a colleague who has forgotten theirs. */
  z.strictObject({ type: z.literal('resetPin'), id: z.int(), userId: z.uuid(), newPin: z.string().max(20) }),
  /** Uncovers the identity of a guest; that it was done is recorded before the answer. */
  z.strictObject({ type: z.literal('revealIdentity'), id: z.int(), asked: revealIdentityInput }),
])
export type PageMessage = z.infer<typeof pageMessage>

export const syncStatus = z.strictObject({
  /** 'loading': first load; 'online'; 'offline': no line; 'paused': by a person; 'stopped': needs a person, see `problem`. */
  state: z.enum(['loading', 'online', 'offline', 'paused', 'stopped']),
  /** ISO 8601; when the present state began. */
  since: z.iso.datetime(),
  /** Commands that the centre has not confirmed. */
  queued: z.int(),
  /** First load: tables done of all; rows, of how many and how long still, as far as that is known. */
  progress: z
    .strictObject({
      done: z.int(),
      of: z.int(),
      rows: z.int(),
      ofRows: z.int().nullable(),
      secondsLeft: z.int().nullable(),
    })
    .nullable(),
  /** What is wrong, or to be known; what needs a person first. */
  problems: z.array(syncProblem),
})
export type SyncStatus = z.infer<typeof syncStatus>

/** Who and where this desk is. */
export const deskInfo = z.strictObject({
  terminal: z.uuid(),
  terminalName: z.string(),
  property: z.uuid(),
  propertyName: z.string(),
  currency: z.string(),
  businessDate: z.iso.date(),
  /** Of invented people, whose PINs whoever started it was told. */
  demo: z.boolean(),
})
export type DeskInfo = z.infer<typeof deskInfo>

const person = z.strictObject({ userId: z.uuid(), name: z.string(), role: z.string() })

/** Who this page is open to, and who could be let in. */
export const sessionInfo = z.strictObject({
  /**
   * 'out': nothing is answered but this. 'locked': the same, and `person` is asked for their PIN again. 'renewing': the same, and `person`
   * chooses a PIN of their own. 'in': `person` works.
   */
  state: z.enum(['out', 'locked', 'renewing', 'in']),
  person: person.nullable(),
  /** Why it is no longer open, where it was not the person's own wish. */
  ended: z.enum(['idle', 'role_ended']).nullable(),
  /** Whoever works here and has a PIN: those who were here last come first. */
  people: z.array(person.extend({ lockedOut: z.boolean() })),
  /** Whether this terminal has got what it needs to know a PIN. */
  ready: z.boolean(),
  /** This terminal has not heard from the centre for longer than head office allows: a manager must sign in first. */
  managerFirst: z.boolean(),
})
export type SessionInfo = z.infer<typeof sessionInfo>
export type SignedInPerson = z.infer<typeof person>

/** Of a guest, in clear: on the screen of whoever asked, and nowhere else. */
export const plainIdentity = z.strictObject({
  documentNumber: z.string().nullable(),
  dateOfBirth: z.string().nullable(),
})
export type PlainIdentity = z.infer<typeof plainIdentity>

const row = z.record(z.string(), z.unknown())

/** done: on disk here and queued for the centre. refused: nothing was changed, nothing is queued. */
export const runOutcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), commandId: z.uuid(), args: z.unknown() }),
  z.strictObject({ kind: z.literal('refused'), refusal: refusalSchema }),
])
export type RunOutcome = z.infer<typeof runOutcome>

export const coreMessage = z.discriminatedUnion('type', [
  z.strictObject({
    ...{ type: z.literal('ready'), desk: deskInfo.nullable(), status: syncStatus, session: sessionInfo },
  }),
  /** After a change away from 'in' every subscription of the page has ended. */
  z.strictObject({ type: z.literal('session'), session: sessionInfo }),
  /** Answers signIn, changePin, renewPin and resetPin; null where it was done. */
  z.strictObject({ type: z.literal('judgedPin'), id: z.int(), refusal: refusalSchema.nullable() }),
  z.strictObject({
    ...{
      type: z.literal('revealed'),
      id: z.int(),
      refusal: refusalSchema.nullable(),
      identity: plainIdentity.nullable(),
    },
  }),
  z.strictObject({ type: z.literal('desk'), desk: deskInfo }),
  z.strictObject({ type: z.literal('status'), status: syncStatus }),
  z.strictObject({ type: z.literal('ran'), id: z.int(), outcome: runOutcome }),
  z.strictObject({ type: z.literal('answer'), id: z.int(), rows: z.array(row) }),
  z.strictObject({ type: z.literal('snapshot'), id: z.int(), rev: z.int(), rows: z.array(row) }),
  /** Applies to `rev - 1` only; on a gap the page subscribes again. `order` is every key in its new place. */
  z.strictObject({
    type: z.literal('diff'),
    id: z.int(),
    rev: z.int(),
    upserts: z.array(row),
    order: z.array(z.string()),
  }),
  /** The call failed as a program, not as a hotel: bad arguments, an unknown name, a fault. `id` is null where none was given. */
  z.strictObject({
    type: z.literal('fault'),
    id: z.int().nullable(),
    /** Where it is one that a person can do something about. */
    problem: syncProblem.nullable(),
    /** In English, for support. */
    message: z.string(),
  }),
])
export type CoreMessage = z.infer<typeof coreMessage>
