import { describe, expect, it } from 'vitest'
import { workShift } from './shift.ts'

const given = process.env.STAYOS_SEED
const seeds = given === undefined ? [1, 2] : [Number(given)]
const STEPS = Number(process.env.STAYOS_STEPS ?? 120)

describe('three desks, one hotel, lines that fail', () => {
  it.each(seeds)('ends with one truth and nothing lost (STAYOS_SEED=%i)', { timeout: 400_000 }, async (seed) => {
    const report = await workShift(seed, STEPS)
    if (report.problems.length > 0) process.stderr.write(`${report.trace.join('\n')}\n`)
    expect(report.problems).toEqual([])
    expect(report.given).toBeGreaterThan(STEPS / 4)
  })
})
