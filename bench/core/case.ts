import type { Result } from '../measure/result.ts'
import type { Rounds } from '../measure/series.ts'
import type { World } from '../world/world.ts'

/** How much of everything; the short form proves only that it runs. */
export interface Sizes extends Rounds {
  readonly units: number
  /** Of seeded past. */
  readonly days: number
  readonly reservations: number
  readonly catchUpRows: number
  readonly queued: number
  /** How often that queue is drained. */
  readonly drains: number
  readonly loads: number
  readonly rackUnits: number
  readonly frames: number
}

export const SIZES: Sizes = {
  units: 100,
  days: 30,
  reservations: 100_000,
  catchUpRows: 10_000,
  queued: 1000,
  drains: 3,
  warmUp: 50,
  repeats: 200,
  loads: 3,
  rackUnits: 300,
  frames: 600,
}
export const SHORT: Sizes = {
  units: 12,
  days: 5,
  reservations: 500,
  catchUpRows: 50,
  queued: 20,
  drains: 1,
  warmUp: 1,
  repeats: 4,
  loads: 1,
  rackUnits: 12,
  frames: 20,
}

export interface CoreCase {
  readonly name: string
  /** Of the hotel's own screens: no other workload has them. */
  readonly hotelOnly?: true
  run(world: World, sizes: Sizes): Promise<readonly Result[]>
}
