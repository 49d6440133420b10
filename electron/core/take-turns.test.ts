import { stat } from 'node:fs'
import { expect, it } from 'vitest'
import { breathe } from './take-turns.ts'

/** As PGlite does: it keeps the thread, then resolves without leaving it to anybody. */
async function work(ms: number): Promise<void> {
  for (const end = performance.now() + ms; performance.now() < end;);
  await Promise.resolve()
}

async function turnsOfOthers(work: () => Promise<void>): Promise<number> {
  let turns = 0
  let running = true
  const count = () => {
    turns++
    if (running) setImmediate(count)
  }
  setImmediate(count)
  await work()
  running = false
  return turns
}

async function run(steps: number, turnMs: number): Promise<void> {
  for (let n = 0; n < steps; n++) {
    await work(2)
    await breathe(turnMs)
  }
}

it('L4: leaves the thread to others once its turn was long enough, and not before', async () => {
  expect(await turnsOfOthers(() => run(30, 10))).toBeGreaterThanOrEqual(3)
  expect(await turnsOfOthers(() => run(5, 60_000))).toBe(0)
})

it('L4: counts a turn from its beginning, not from the end of its first statement', async () => {
  const long = async () => {
    for (let n = 0; n < 24; n++) {
      await work(12)
      await breathe(20)
    }
  }
  expect(await turnsOfOthers(long)).toBeGreaterThanOrEqual(11)
})

it('L4: others are timers too, wherever in a round of the event loop the work began', async () => {
  let fired = false
  await new Promise((resolve) => stat('.', resolve))
  setTimeout(() => (fired = true), 1)
  await breathe(10)
  await work(12)
  await breathe(10)
  expect(fired).toBe(true)
})

it('L4: short pieces of work that follow each other have one turn together', async () => {
  const short = async () => {
    for (let n = 0; n < 10; n++) await run(3, 10)
  }
  expect(await turnsOfOthers(short)).toBeGreaterThanOrEqual(3)
})
