import { makeRandom } from '../../server/seed/random.ts'
import { examine } from './examine.ts'
import { type Night, recordNight } from './night.ts'

export interface CutReport {
  readonly cuts: number
  readonly byPhase: Readonly<Record<string, number>>
  readonly done: number
  /** Whether the file of a first load was on the recorded disk. */
  readonly isLoadRecorded: boolean
  /** Databases that had to be made anew. */
  readonly rebuilt: readonly string[]
  /** What a cut does where the disk only says that it has flushed: proof that a loss would be seen. */
  readonly harmOnALyingDisk: number
  /** Each begins with what it takes to see it again. */
  readonly problems: readonly string[]
}

/** Most of a night is work; the rest is rare in a hotel, and where a cut is worst. */
const SHARES = { install: 0.1, load: 0.1, work: 0.6, update: 0.2 } as const
/** Each so many cuts, what is left is also brought level with the centre and compared row by row. */
const COMPARE_EVERY = 10

/** Records one night and cuts the power many times at random moments of it. */
export async function cutPower(seed: number, cuts: number, rounds: number): Promise<CutReport> {
  const night = await recordNight(seed, rounds)
  const rebuilt: string[] = []
  const problems: string[] = []
  const byPhase: Record<string, number> = {}
  let done = 0
  try {
    const random = makeRandom(seed).fork('cuts')
    const moments = night.recording.phases().flatMap(({ name, from, to }) => {
      const count = Math.round(cuts * (SHARES[name as keyof typeof SHARES] ?? 0))
      byPhase[name] = count
      return Array.from({ length: count }, () => random.between(from, to))
    })
    let n = 0
    for (const moment of night.recording.replay(moments)) {
      const ownSeed = random.between(1, 2 ** 30)
      const finding = await examine(night, moment, ownSeed, ++n % COMPARE_EVERY === 0)
      const place = `seed ${seed}, cut ${moment.cut} of ${night.recording.length}`
      done = Math.max(done, moment.done.length)
      if (finding.rebuilt !== null) rebuilt.push(`${place}: ${finding.rebuilt}`)
      problems.push(...finding.problems.map((problem) => `${place}: ${problem}`))
    }
    const isLoadRecorded = night.recording.hasWritten('first-load.part')
    return {
      cuts: n,
      byPhase,
      done,
      isLoadRecorded,
      rebuilt,
      problems,
      harmOnALyingDisk: await harmOnALyingDisk(night, seed),
    }
  } finally {
    await night.end()
  }
}

async function harmOnALyingDisk(night: Night, seed: number): Promise<number> {
  for (const moment of night.recording.replay([night.recording.length], false)) {
    return (await examine(night, moment, seed, false)).problems.length
  }
  return 0
}
