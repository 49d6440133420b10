import { z } from 'zod'
import { uuid } from '../fields.ts'
import { pinHash } from './pin.ts'

/** Made by the core of a PIN that it has checked; the PIN itself goes no further than that. */
export const changePinInput = z.strictObject({ userId: uuid, pinHash })
export type ChangePinInput = z.input<typeof changePinInput>

export const resetPinInput = z.strictObject({ userId: uuid, pinHash })
export type ResetPinInput = z.input<typeof resetPinInput>

/** Wrong PINs in a row, as the core has counted them. */
export const tellLockOutInput = z.strictObject({ userId: uuid, attempts: z.int().min(1).max(1000) })
export type TellLockOutInput = z.input<typeof tellLockOutInput>

export const releaseLockOutInput = z.strictObject({ lockOutId: uuid })
export type ReleaseLockOutInput = z.input<typeof releaseLockOutInput>
