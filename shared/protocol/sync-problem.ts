import { z } from 'zod'

const plain = <C extends string>(code: C) => z.strictObject({ code: z.literal(code) })
/** `reason`: what a library or the system said, in its own English words. */
const because = <C extends string>(code: C) => z.strictObject({ code: z.literal(code), reason: z.string() })
const at = <C extends string>(code: C) => z.strictObject({ code: z.literal(code), address: z.string() })

/**
 * What is wrong with a desk, or to be known of it while it works: a code, and the facts of its sentence. Whoever shows it words it in the
 * language of the screen (domains/sync/problem-words.ts).
 */
export const syncProblem = z.discriminatedUnion('code', [
  plain('not_enrolled'),
  plain('not_enrolled_yet'),
  plain('no_business_day'),
  plain('locked_out'),
  plain('scope_changed'),
  plain('numbering_refused'),
  z.strictObject({
    code: z.literal('clock_wrong'),
    way: z.enum(['ahead', 'behind']),
    count: z.int(),
    unit: z.enum(['minutes', 'hours', 'days']),
  }),
  /** `restored`: how many commands that wait were brought over. */
  z.strictObject({ code: z.literal('rebuilt'), restored: z.int() }),
  because('no_safety_copy'),
  because('fault'),
  because('database_died'),
  because('disk_full'),
  z.strictObject({ code: z.literal('folder_removed'), folder: z.string() }),
  because('cannot_store'),
  at('no_line'),
  at('not_the_centre'),
  z.strictObject({ code: z.literal('status'), status: z.int() }),
  because('no_answer'),
  plain('load_empty'),
  plain('load_damaged'),
  because('load_cut'),
  plain('load_unfinished'),
  z.strictObject({ code: z.literal('no_rows'), table: z.string() }),
  z.strictObject({ code: z.literal('centre_newer'), what: z.string() }),
  /** An error of the centre: its own code, and what it says of it in English. */
  z.strictObject({ code: z.literal('told'), error: z.string(), message: z.string() }),
])
export type SyncProblem = z.infer<typeof syncProblem>
