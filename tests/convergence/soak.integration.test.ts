import { randomInt } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { workShift } from './shift.ts'

const minutes = Number(process.env.STAYOS_SOAK_MINUTES ?? 0)
const STEPS = Number(process.env.STAYOS_STEPS ?? 150)

describe.skipIf(minutes === 0)('shifts with random seeds', () => {
  it('end with one truth, each', { timeout: (minutes + 5) * 60_000 }, async () => {
    const until = Date.now() + minutes * 60_000
    const failed: string[] = []
    for (let shifts = 1; Date.now() < until; shifts++) {
      const seed = randomInt(1, 1_000_000)
      const report = await workShift(seed, STEPS)
      process.stdout.write(
        `shift ${shifts}, seed ${seed}: ${report.given} done, ${report.refusedAtOnce} refused at once, ${report.problems.length} problems\n`,
      )
      if (report.problems.length === 0) continue
      process.stdout.write(`${report.trace.join('\n')}\n${report.problems.join('\n')}\n`)
      failed.push(`STAYOS_SEED=${seed}: ${report.problems[0]}`)
    }
    expect(failed).toEqual([])
  })
})
