import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'

const simulationReport = z.object({
  /** Of all that happened, to the millisecond: the same for the same seed and program. */
  hash: z.string(),
  /** Commands that a desk took. */
  given: z.int(),
  /** Empty where all is well. */
  problems: z.array(z.string()),
  /** What else went wrong, and how often. */
  hazards: z.record(z.string(), z.int()),
  /** What happened, in order. */
  trace: z.array(z.string()),
})
export type SimulationReport = z.infer<typeof simulationReport>

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))
const PATIENCE_MS = 600_000
const MEMORY = '/dev/shm'
/** Four databases, and what a killed desk leaves. */
const ROOM_BYTES = 2 * 2 ** 30

/** Once: by a program of its own, since whoever makes them draws other numbers than whoever finds them made. */
let prepared: Promise<unknown> | undefined
const prepareImages = () =>
  (prepared ??= promisify(execFile)(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('prepare-images.ts', import.meta.url))])) // prettier-ignore

/** One world in a process of its own: nothing of another is left in it. */
export async function runSeed(seed: number, steps: number): Promise<SimulationReport> {
  await prepareImages()
  const home = mkdtempSync(join(hasRoom(MEMORY) ? MEMORY : tmpdir(), 'stayos-simulation-'))
  const args = ['--import', 'tsx', MAIN, '--seed', String(seed), '--steps', String(steps)]
  const options = { env: { ...process.env, TMPDIR: home }, maxBuffer: 2 ** 28, timeout: PATIENCE_MS }
  return new Promise<SimulationReport>((resolve) => {
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      const lastLine = stdout.trim().split('\n').at(-1) ?? ''
      if (!error) return resolve(simulationReport.parse(JSON.parse(lastLine)))
      resolve({
        hash: '',
        given: 0,
        problems: [`it ended before its end: ${stderr.trim() || error.message}`],
        hazards: {},
        trace: [],
      })
    })
  }).finally(() => rmSync(home, { recursive: true, force: true }))
}

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize > ROOM_BYTES
  } catch {
    return false
  }
}
