import { vi } from 'vitest'

/** Tries until it holds; patient, since a loaded machine is slow and not wrong. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 30_000, interval: 10 })
}
