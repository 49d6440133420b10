import { expect, it } from 'vitest'
import { takeTurns } from './take-turns.ts'

/** As PGlite does: it keeps the thread, then resolves without leaving it to anybody. */
async function work(ms: number): Promise<void> {
  for (const end = performance.now() + ms; performance.now() < end;);
  await Promise.resolve()
}

async function turnsOfOthers(steps: number, breathe: () => Promise<void>): Promise<number> {
  let turns = 0
  let running = true
  const count = () => {
    turns++
    if (running) setImmediate(count)
  }
  setImmediate(count)
  for (let n = 0; n < steps; n++) {
    await work(2)
    await breathe()
  }
  running = false
  return turns
}

it('L4: leaves the thread to others once its turn was long enough, and not before', async () => {
  expect(await turnsOfOthers(30, takeTurns(10))).toBeGreaterThanOrEqual(3)
  expect(await turnsOfOthers(5, takeTurns(60_000))).toBe(0)
})
