import { z } from 'zod'

const uuid = z.uuid()

/** The way of one command to the centre; also what the outbox and the journal keep. */
export const queuedCommand = z.strictObject({
  id: uuid,
  name: z.string().min(1).max(100),
  args: z.unknown(),
  terminal: uuid,
  /** Raised when the centre has seen one of our numbers under another id (a restored folder): the same commands under a new count. */
  incarnation: z.int().min(1),
  /** 1, 2, 3 ... within the incarnation. */
  seq: z.int().min(1),
  actor: uuid,
  property: uuid,
  businessDate: z.iso.date(),
  occurredAt: z.string().max(120),
  /** Confirmed versions that the person saw, by 'schema.table/id'. */
  basedOn: z.record(z.string(), z.int()),
})
export type QueuedCommand = z.infer<typeof queuedCommand>

export const pushRequest = z.strictObject({
  schemaVersion: z.int(),
  commands: z.array(queuedCommand).min(1).max(200),
})
export type PushRequest = z.infer<typeof pushRequest>

export const refusalSchema = z.strictObject({
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})

export const commandAnswer = z.strictObject({
  id: uuid,
  seq: z.int(),
  outcome: z.enum(['applied', 'applied_with_changes', 'refused']),
  refusal: refusalSchema.nullable(),
})
export type CommandAnswer = z.infer<typeof commandAnswer>

/**
 * 200: every command sent was judged, now or before. 409 with `gap`: the centre expects `expected` next and judged nothing after the gap.
 * 409 with `fork`: number `seq` is known under another id; the terminal must take the given incarnation and send again.
 */
export const pushAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('judged'), answers: z.array(commandAnswer), lastSeq: z.int() }),
  z.strictObject({ kind: z.literal('gap'), answers: z.array(commandAnswer), expected: z.int() }),
  z.strictObject({ kind: z.literal('fork'), answers: z.array(commandAnswer), seq: z.int(), incarnation: z.int() }),
])
export type PushAnswer = z.infer<typeof pushAnswer>

/** GET /v1/commands/progress: what the centre knows of this terminal; asked after an unknown outcome. */
export const progressAnswer = z.strictObject({ incarnation: z.int(), lastSeq: z.int(), lastId: uuid.nullable() })
export type ProgressAnswer = z.infer<typeof progressAnswer>
