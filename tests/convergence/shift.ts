import { setTimeout as sleep } from 'node:timers/promises'
import { makeRandom, type Random } from '../../server/seed/random.ts'
import { describeCommand } from '../../shared/domains/resolution/words.ts'
import { nextWish } from './generator.ts'
import { House, type ShiftDesk } from './house.ts'
import { findProblems } from './truths.ts'

export interface ShiftReport {
  readonly given: number
  readonly refusedAtOnce: number
  /** Empty where all is well. */
  readonly problems: readonly string[]
  /** What happened, in order. */
  readonly trace: readonly string[]
}

const DESKS = ['North', 'South', 'Bar']
/** Long, since three databases and the centre share one thread here. */
const SETTLE_MS = 180_000

/**
 * One shift at three desks of one hotel: random commands while lines are cut, desks are closed and the centre is restarted; then everything
 * is mended, and what must be true is looked for. The same seed gives the same choices, though not the same timing.
 */
export async function workShift(seed: number, steps: number): Promise<ShiftReport> {
  const house = await House.open(DESKS)
  const trace: string[] = []
  const begun = performance.now()
  const tell = (line: string) => void trace.push(`${((performance.now() - begun) / 1000).toFixed(2)} ${line}`)
  try {
    const random = makeRandom(seed)
    const over = new AbortController()
    const fate = tempt(house, random.fork('fate'), tell, over.signal)
    const shares = house.desks.map((desk) => workDesk(house, desk, random.fork(desk.name), steps / DESKS.length, tell))
    const refused = await Promise.all(shares).finally(() => over.abort())
    await fate
    tell('-- all is mended')
    const late = await settle(house)
    return {
      given: house.desks.reduce((sum, desk) => sum + desk.done.length, 0),
      refusedAtOnce: refused.reduce((sum, count) => sum + count, 0),
      problems: [...late, ...house.complaints, ...(await findProblems(house))],
      trace,
    }
  } finally {
    await house.close()
  }
}

async function workDesk(
  house: House,
  desk: ShiftDesk,
  random: Random,
  steps: number,
  tell: (line: string) => void,
): Promise<number> {
  let whole = true
  let paused = false
  let refused = 0
  for (let i = 0; i < steps; i++) {
    const step = random.weighted([
      ['work', 100],
      ['line', whole ? 6 : 9],
      ['pause', paused ? 15 : 3],
      ['reopen', 2],
      ['catch up', whole && !paused ? 4 : 0],
      ['back up', whole && !paused ? 2 : 0],
    ])
    if (step === 'work') {
      const wish = await nextWish({ random, desk, hotel: house.hotel })
      const outcome = await desk.run(wish.name, wish.input)
      const words = outcome.kind === 'done' ? describeCommand(wish.name, outcome.args) : wish.name
      tell(`${desk.name}: ${words} ${JSON.stringify(wish.input)} -> ${outcome.kind === 'done' ? outcome.commandId : outcome.refusal.code}`) // prettier-ignore
      if (outcome.kind === 'refused') refused++
    } else if (step === 'line') {
      whole = !whole
      if (whole) desk.line.mend()
      else desk.line.cut()
      tell(`${desk.name}: line ${whole ? 'mended' : 'cut'}`)
    } else if (step === 'pause') {
      paused = !paused
      if (paused) await desk.terminal.sync.pause()
      else desk.terminal.sync.resume()
      tell(`${desk.name}: ${paused ? 'paused' : 'resumed'}`)
    } else if (step === 'reopen') {
      await desk.reopen()
      paused = false
      tell(`${desk.name}: closed and opened again`)
    } else if (step === 'back up') {
      tell(`${desk.name}: ${await desk.backUpOrRestore()}`)
    } else {
      await Promise.race([desk.terminal.sync.caughtUp(), sleep(1500)])
      tell(`${desk.name}: looked up`)
    }
    if (random.chance(0.3)) await sleep(random.between(1, 40))
  }
  return refused
}

/** What happens to everybody at once: the centre is restarted, and the night comes, once at most. */
async function tempt(house: House, random: Random, tell: (line: string) => void, over: AbortSignal): Promise<void> {
  let night = random.chance(0.6)
  while (!over.aborted) {
    await sleep(random.between(1500, 6000), undefined, { signal: over }).catch(() => undefined)
    if (over.aborted) return
    if (night && random.chance(0.5)) {
      night = false
      await house.closeDay()
      tell(`centre: it is ${house.businessDate}`)
    } else {
      tell('centre: stopped')
      await house.restartCentre()
      tell('centre: started')
    }
  }
}

/** Twice: what one desk sends when it catches up concerns those that caught up before. */
async function settle(house: House): Promise<string[]> {
  for (const desk of house.desks) {
    desk.line.mend()
    desk.terminal.sync.resume()
  }
  const problems: string[] = []
  for (let round = 0; round < 2; round++) {
    for (const desk of house.desks) {
      const caughtUp = desk.terminal.sync.caughtUp().then(() => 'caught up', String)
      const outcome = await Promise.race([caughtUp, sleep(SETTLE_MS, 'never')])
      if (outcome === 'caught up') continue
      problems.push(`${desk.name} does not catch up (${outcome}): ${JSON.stringify(desk.terminal.sync.status())}`)
    }
  }
  return problems
}
