import { describe, expect, it } from 'vitest'
import { cutPower } from './cuts.ts'

const cuts = Number(process.env.STAYOS_CUTS ?? 50)
const first = Number(process.env.STAYOS_SEED ?? 1)
const CUTS_OF_A_NIGHT = 100
const nights = Array.from({ length: Math.ceil(cuts / CUTS_OF_A_NIGHT) }, (_, i) => ({
  seed: first + i,
  count: Math.min(CUTS_OF_A_NIGHT, cuts - i * CUTS_OF_A_NIGHT),
}))

describe('D1, D4, J1: power cuts lose no acknowledged command', () => {
  it.each(nights)('$count of them (STAYOS_SEED=$seed)', { timeout: 3_600_000 }, async ({ seed, count }) => {
    const report = await cutPower(seed, count, 8)
    expect(report.problems).toEqual([])
    expect(report.rebuilt).toEqual([])
    expect(report.cuts).toBeGreaterThanOrEqual(count - 2)
    expect(report.done).toBeGreaterThan(30)
    expect(report.isLoadRecorded).toBe(true)
    expect(report.byPhase).toHaveProperty('load')
    expect(report.harmOnALyingDisk).toBeGreaterThan(0)
  })
})
