import { z } from 'zod'
import { queuedCommand } from './push.ts'

/**
 * POST /v1/quarantine: what a terminal that was locked out (403 `terminal_revoked`) has not sent yet. It has no token any more; the proof is the
 * assertion that it would ask for one with, a new one for each request. Nothing of it is judged: it is kept for a person.
 */
export const quarantineRequest = z.strictObject({
  assertion: z.string().max(4000),
  commands: z.array(queuedCommand).max(200),
  /** Nothing follows: the terminal is told to wipe itself, and nothing more is taken. */
  last: z.boolean(),
})
export type QuarantineRequest = z.infer<typeof quarantineRequest>

/** `wipe`: all is kept, and this terminal has to remove what it holds. Sent again after a lost answer it is the same. */
export const quarantineAnswer = z.strictObject({ kept: z.int(), wipe: z.boolean() })
export type QuarantineAnswer = z.infer<typeof quarantineAnswer>
