import { z } from 'zod'
import { refusalSchema } from './push.ts'

/**
 * Between a page and the core: JSON text, the same over MessagePort and WebSocket. `id` is the page's own number for a call or a
 * subscription. Over WebSocket the first message is `hello` with the token.
 */
export const pageMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), token: z.string() }),
  z.strictObject({ type: z.literal('run'), id: z.int(), name: z.string(), input: z.unknown() }),
  z.strictObject({ type: z.literal('query'), id: z.int(), name: z.string(), args: z.unknown() }),
  z.strictObject({ type: z.literal('subscribe'), id: z.int(), name: z.string(), args: z.unknown() }),
  z.strictObject({ type: z.literal('unsubscribe'), id: z.int() }),
  /** Work without the line on purpose, or take it up again. */
  z.strictObject({ type: z.literal('line'), connected: z.boolean() }),
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
  /** In a hotel's words: what is wrong and what to do. */
  problem: z.string().nullable(),
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
  actor: z.uuid(),
  actorName: z.string(),
})
export type DeskInfo = z.infer<typeof deskInfo>

const row = z.record(z.string(), z.unknown())

/** done: on disk here and queued for the centre. refused: nothing was changed, nothing is queued. */
export const runOutcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), commandId: z.uuid(), args: z.unknown() }),
  z.strictObject({ kind: z.literal('refused'), refusal: refusalSchema }),
])
export type RunOutcome = z.infer<typeof runOutcome>

export const coreMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready'), desk: deskInfo.nullable(), status: syncStatus }),
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
  z.strictObject({ type: z.literal('fault'), id: z.int().nullable(), message: z.string() }),
])
export type CoreMessage = z.infer<typeof coreMessage>
