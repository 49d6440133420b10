import type { Series } from './series.ts'

/** What the measured thing may cost at most, as a multiple of its floor or in milliseconds above it. */
export type Aim = { readonly of: 'p50' | 'p95' } & ({ readonly ratio: number } | { readonly above: number })

export interface Result {
  readonly name: string
  readonly measured: Series
  /** The least that any program would need for it here and now, measured in the same run. */
  readonly floor?: { readonly name: string; readonly measured: Series }
  readonly aims?: readonly Aim[]
}

const round = (ms: number) => (ms < 100 ? Math.round(ms * 10) / 10 : Math.round(ms))

function sayAim({ measured, floor }: Result, aim: Aim): string {
  if (!floor) return ''
  const [it, least] = [measured[aim.of], floor.measured[aim.of]]
  const [said, held] =
    'ratio' in aim
      ? [`${aim.of} ${aim.ratio} x`, it <= least * aim.ratio]
      : [`${aim.of} +${aim.above} ms`, it <= least + aim.above]
  return `${said}: ${held ? 'held' : 'MISSED'}`
}

/** Markdown, for docs/performance.md as for the eye. */
export function tableOf(results: readonly Result[]): string {
  const head =
    '| what | n | p50 ms | p95 ms | floor | p50 | p95 | ratio p50 | aim |\n|---|---|---|---|---|---|---|---|---|'
  const lines = results.map((result) => {
    const { name, measured, floor, aims = [] } = result
    const least = floor
      ? [
          floor.name,
          round(floor.measured.p50),
          round(floor.measured.p95),
          `${(measured.p50 / floor.measured.p50).toFixed(2)} x`,
        ]
      : ['', '', '', '']
    const cells = [name, measured.count, round(measured.p50), round(measured.p95), ...least]
    return `| ${[...cells, aims.map((aim) => sayAim(result, aim)).join(', ')].join(' | ')} |`
  })
  return [head, ...lines].join('\n')
}
