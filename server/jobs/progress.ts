import { Presets, SingleBar } from 'cli-progress'

const PHASES = { reading: 'Reading', writing: 'Writing' } as const
const PLAIN_LINE_EVERY_MS = 5000

export interface JobProgress {
  readonly phase: keyof typeof PHASES
  /** In whatever the job can foresee of its work. */
  readonly done: number
  readonly total: number
  readonly rows: number
}

export interface ProgressView {
  show(progress: JobProgress): void
  stop(): void
}

/** A bar on a terminal; elsewhere a plain line now and then. */
export function progressView(out: NodeJS.WriteStream): ProgressView {
  return out.isTTY ? barView(out) : lineView((line) => out.write(`${line}\n`))
}

function barView(stream: NodeJS.WriteStream): ProgressView {
  const rate = rateMeter()
  let bar: SingleBar | undefined
  let phase: JobProgress['phase'] | undefined
  const stop = () => bar?.stop()
  const show = (progress: JobProgress) => {
    const payload = { title: PHASES[progress.phase], rows: progress.rows, rate: rate(progress) }
    if (progress.phase !== phase) {
      stop()
      phase = progress.phase
      bar = new SingleBar(
        { stream, format: '{title} [{bar}] {percentage}% | {rows} rows | {rate} rows/s', hideCursor: true },
        Presets.shades_classic,
      )
      bar.start(progress.total, progress.done, payload)
    } else bar?.update(progress.done, payload)
  }
  return { show, stop }
}

export function lineView(write: (line: string) => void, now: () => number = () => performance.now()): ProgressView {
  const rate = rateMeter(now)
  let phase: JobProgress['phase'] | undefined
  let last = Number.NEGATIVE_INFINITY
  return {
    show(progress) {
      const { rows, done, total } = progress
      const due = progress.phase !== phase || now() - last >= PLAIN_LINE_EVERY_MS
      const perSecond = rate(progress)
      if (!due) return
      phase = progress.phase
      last = now()
      const percent = total === 0 ? 100 : Math.floor((done / total) * 100)
      write(`${PHASES[phase]}: ${percent} %, ${rows} rows, ${perSecond} rows/s`)
    },
    stop() {},
  }
}

/** Rows per second since the phase began. */
function rateMeter(now: () => number = () => performance.now()): (progress: JobProgress) => number {
  let phase: JobProgress['phase'] | undefined
  let started = 0
  return (progress) => {
    if (progress.phase !== phase) {
      phase = progress.phase
      started = now()
    }
    const seconds = (now() - started) / 1000
    return seconds > 0 ? Math.round(progress.rows / seconds) : 0
  }
}
