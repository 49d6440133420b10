import type { BackupProgress } from '../../server/backup/backup.ts'
import { JobProblem } from '../../server/jobs/problem.ts'

const WORDS: Readonly<Record<BackupProgress['phase'], string>> = {
  counting: 'Counting rows',
  dumping: 'Writing the backup',
  restoring: 'Restoring',
  verifying: 'Verifying',
}
const LINE_EVERY_MS = 5000

/** A line that changes on a terminal; elsewhere a line where a phase begins, and now and then. */
export function progressLines(out: NodeJS.WriteStream): (progress: BackupProgress) => void {
  let phase: BackupProgress['phase'] | undefined
  let last = 0
  return (progress) => {
    const begins = progress.phase !== phase
    if (!out.isTTY && !begins && performance.now() - last < LINE_EVERY_MS) return
    phase = progress.phase
    last = performance.now()
    const line = `${WORDS[progress.phase]}: table ${progress.done + 1} of ${progress.total}, ${progress.table}`
    if (out.isTTY) out.write(`\r\u001b[2K${line}`)
    else out.write(`${line}\n`)
  }
}

/** Ends a line that was changing. */
export function endLine(out: NodeJS.WriteStream): void {
  if (out.isTTY) out.write('\r\u001b[2K')
}

/** What went wrong and what to do; the exit code is its. */
export function tellFailure(error: unknown, signal: AbortSignal): number {
  if (signal.aborted) {
    console.error('Stopped. Nothing was kept of it.')
    return 130
  }
  if (error instanceof JobProblem) console.error(`${error.message}\n${error.whatToDo}`)
  else console.error(error instanceof Error ? error.message : error)
  return 1
}

export const inMegabytes = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MB`
