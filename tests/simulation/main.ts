import { appendFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { installDisk } from './disk.ts'
import { installStandIns } from './stand-ins.ts'

/** One world; the images that it begins with have been made (prepare-images.ts). */
const { values } = parseArgs({
  options: { seed: { type: 'string' }, steps: { type: 'string' }, log: { type: 'string' } },
})
const seed = Number(values.seed)
installDisk()
const timeline = installStandIns(seed)
const { log } = values
if (log !== undefined) timeline.onNote = (line) => appendFileSync(log, line)
// Only now: whatever is loaded takes hold of the stand-ins.
const [{ World }, { workShift }] = await Promise.all([import('./world.ts'), import('../convergence/shift.ts')])
const world = new World(seed, timeline)
const shift = workShift(seed, Number(values.steps ?? 120), { ground: world, pauseMs: 4000, fateMs: 8_000 })
const report = await timeline.play(shift, 6 * 3_600_000)
process.stdout.write(
  `${JSON.stringify({ ...report, hash: timeline.traceHash, simulatedMs: timeline.nowMs, hazards: timeline.hazards, trace: report.trace })}\n`,
)
