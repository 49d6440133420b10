import { z } from 'zod'

/** What bcrypt makes of a PIN: 'shared.user_property_roles.pin_hash'. */
export const pinHash = z.string().regex(/^\$2[aby]\$\d\d\$.{53}$/)

export const PIN_LENGTH = { least: 4, most: 8 } as const

export type PinFault = 'pin_malformed' | 'pin_too_simple'

/** Why these digits are no PIN; null where they are one. */
export function faultOfPin(pin: string): PinFault | null {
  const { least, most } = PIN_LENGTH
  if (!/^\d+$/.test(pin) || pin.length < least || pin.length > most) return 'pin_malformed'
  return isRun(pin) ? 'pin_too_simple' : null
}

/** 1111, 1234, 8765: what is tried first. */
function isRun(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, i) => Number(digit) - Number(pin[i])))
  const [step = 0] = steps
  return steps.size === 1 && Math.abs(step) <= 1
}
