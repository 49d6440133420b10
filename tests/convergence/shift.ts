import { setTimeout as sleep } from 'node:timers/promises'
import { makeRandom, type Random } from '../../server/seed/random.ts'
import { describeCommand } from '../../shared/domains/resolution/words.ts'
import { furnishForShift } from './furnish.ts'
import { nextWish } from './generator.ts'
import { type Ground, type Hazards, House, LOOPBACK, type ShiftDesk } from './house.ts'
import { findProblems } from './truths.ts'

export interface ShiftReport {
  readonly given: number
  readonly refusedAtOnce: number
  /** Empty where all is well. */
  readonly problems: readonly string[]
  /** What happened, in order. */
  readonly trace: readonly string[]
}

/** Where a shift is worked, and how fast. */
export interface ShiftOptions {
  readonly ground: Ground
  /** The longest pause between two steps of a desk. */
  readonly pauseMs: number
  /** How long it takes at most until something happens to everybody. */
  readonly fateMs: number
}

const QUICKLY: ShiftOptions = { ground: LOOPBACK, pauseMs: 40, fateMs: 6000 }

export const DESKS = ['North', 'South', 'Bar']
/** Long, since three databases and the centre share one thread here. */
const SETTLE_MS = 180_000

/**
 * One shift at three desks of one hotel: random commands while lines are cut, desks are closed and the centre is restarted; then everything
 * is mended, and what must be true is looked for. The same seed gives the same choices, though not the same timing.
 */
export async function workShift(seed: number, steps: number, options = QUICKLY): Promise<ShiftReport> {
  const house = await House.open(DESKS, options.ground, furnishForShift)
  const trace: string[] = []
  const begun = performance.now()
  const tell = (line: string) => void trace.push(`${((performance.now() - begun) / 1000).toFixed(2)} ${line}`)
  try {
    const random = makeRandom(seed)
    const over = new AbortController()
    const fate = tempt(house, random.fork('fate'), options, tell, over.signal)
    const share = steps / DESKS.length
    const shares = house.desks.map((desk) => workDesk(house, desk, random.fork(desk.name), { share, ...options }, tell))
    const refused = await Promise.all(shares).finally(() => over.abort())
    await fate
    tell('-- all is mended')
    const late = await settle(house, options.ground.hazards)
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
  { share, pauseMs, ground }: ShiftOptions & { readonly share: number },
  tell: (line: string) => void,
): Promise<number> {
  let whole = true
  let paused = false
  let refused = 0
  const work = async () => {
    const wish = await nextWish({ random, desk, hotel: house.hotel, outlet: house.outlet })
    const outcome = await desk.run(wish.name, wish.input)
    const words = outcome.kind === 'done' ? describeCommand(wish.name, outcome.args) : wish.name
    tell(`${desk.name}: ${words} ${JSON.stringify(wish.input)} -> ${outcome.kind === 'done' ? outcome.commandId : outcome.refusal.code}`) // prettier-ignore
    if (outcome.kind === 'refused') refused++
  }
  const cutOrMend = () => {
    whole = !whole
    if (whole) desk.line.mend()
    else desk.line.cut()
    tell(`${desk.name}: line ${whole ? 'mended' : 'cut'}`)
  }
  const pauseOrResume = async () => {
    paused = !paused
    if (paused) await desk.terminal.sync.pause()
    else desk.terminal.sync.resume()
    tell(`${desk.name}: ${paused ? 'paused' : 'resumed'}`)
  }
  const reopen = async () => {
    await desk.reopen()
    paused = false
    tell(`${desk.name}: closed and opened again`)
  }
  const backUp = async () => tell(`${desk.name}: ${await desk.backUpOrRestore()}`)
  const catchUp = async () => {
    await Promise.race([desk.terminal.sync.caughtUp(), sleep(1500)])
    tell(`${desk.name}: looked up`)
  }
  const doom = () => tell(`${desk.name}: to be killed at ${ground.hazards?.doom(desk.name)}`)
  for (let i = 0; i < share; i++) {
    const step = random.weighted<() => Promise<void> | void>([
      [work, 100],
      [cutOrMend, whole ? 6 : 9],
      [pauseOrResume, paused ? 15 : 3],
      [reopen, 2],
      [catchUp, whole && !paused ? 4 : 0],
      [backUp, whole && !paused ? 2 : 0],
      [doom, ground.hazards ? 6 : 0],
    ])
    try {
      await step()
    } catch (error) {
      if (!desk.isKilled) throw error
    }
    if (random.chance(0.3)) await sleep(random.between(1, pauseMs))
    if (!desk.isKilled) continue
    await desk.recover()
    paused = false
    tell(`${desk.name}: killed, started again`)
  }
  return refused
}

/** What happens to everybody at once: the centre is restarted, and the night comes, once at most. */
async function tempt(
  house: House,
  random: Random,
  { fateMs, ground: { hazards } }: ShiftOptions,
  tell: (line: string) => void,
  over: AbortSignal,
): Promise<void> {
  let night = random.chance(0.6)
  const closeDay = async () => {
    night = false
    await house.closeDay()
    tell(`centre: it is ${house.businessDate}`)
  }
  const restart = async () => {
    tell('centre: stopped')
    await house.restartCentre()
    tell('centre: started')
  }
  const kill = async () => {
    tell('centre: killed')
    if (hazards) await house.killCentre(hazards)
    tell('centre: started')
  }
  const loseChangeLog = async () => {
    tell('centre: stopped')
    await house.loseChangeLog()
    tell('centre: started without its change log')
  }
  const remake = async () => tell(`centre: ${await house.remakeTable((tables) => random.pick(tables))} laid anew`)
  while (!over.aborted) {
    await sleep(random.between(fateMs / 4, fateMs), undefined, { signal: over }).catch(() => undefined)
    if (over.aborted) return
    const fate = random.weighted([
      [restart, 4],
      [closeDay, night ? 4 : 0],
      [kill, hazards ? 4 : 0],
      [loseChangeLog, hazards ? 1 : 0],
      [remake, 3],
    ])
    await fate()
  }
}

/** Twice: what one desk sends when it catches up concerns those that caught up before. */
async function settle(house: House, hazards: Hazards | undefined): Promise<string[]> {
  hazards?.calm()
  for (const desk of house.desks) {
    if (desk.isKilled) await desk.recover()
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
