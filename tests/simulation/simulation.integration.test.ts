import { describe, expect, it } from 'vitest'
import { readKeptSeeds } from './kept-seeds.ts'
import { runSeed } from './run-seed.ts'

const STEPS = 50
/** A shift that is long enough to run into most things. */
const MORE = 100
const PATIENCE_MS = 600_000

describe('three desks and their centre in a world of its own', { timeout: PATIENCE_MS }, () => {
  it('goes the same way for the same seed, and another way for another', async () => {
    const [once, again, other] = [await runSeed(2, STEPS), await runSeed(2, STEPS), await runSeed(3, MORE)]
    for (const { problems, given } of [once, again, other]) {
      expect(problems).toEqual([])
      expect(given).toBeGreaterThan(STEPS / 4)
    }
    expect(Object.keys({ ...once.hazards, ...other.hazards })).toEqual(
      expect.arrayContaining(['a transaction waits', 'a transaction fails', 'a desk lost power']),
    )
    expect(again).toEqual(once)
    expect(other.trace.slice(0, STEPS / 2)).not.toEqual(once.trace.slice(0, STEPS / 2))
  })

  it.each(readKeptSeeds())(
    'ends with one truth and nothing lost (npm run soak:simulation -- --seed $seed --steps $steps)',
    async ({ seed, steps }) => {
      const { problems, trace } = await runSeed(seed, steps)
      if (problems.length > 0) process.stderr.write(`${trace.join('\n')}\n`)
      expect(problems).toEqual([])
    },
  )
})
