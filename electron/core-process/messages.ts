import { z } from 'zod'

/** From the shell to the core's process; ports to pages travel beside 'port'. */
export const shellMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('open'),
    dataDir: z.string().min(1),
    serverUrl: z.url(),
    demo: z.boolean().optional(),
    enrolmentCode: z.string().min(1).optional(),
  }),
  z.strictObject({ type: z.literal('port') }),
  z.strictObject({ type: z.literal('stop') }),
])
export type ShellMessage = z.infer<typeof shellMessage>

/** `message` says what is wrong and what to do, in a hotel's words; another start would meet the same. */
export const coreProcessMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('opened') }),
  z.strictObject({ type: z.literal('failed'), message: z.string() }),
])
export type CoreProcessMessage = z.infer<typeof coreProcessMessage>
