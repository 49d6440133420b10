import { createHash } from 'node:crypto'
import type { ResolvedShape } from './resolved-shape.ts'

/** What handles are judged by. */
export interface HandleSource {
  readonly epoch: string
  issueNumber(): number
  rotationMark(table: string): number
}

const PATTERN = /^([0-9a-f]+)-(\d{1,15})-([0-9a-f]{16})$/

/** `epoch-n-binding`: says when it was given out and for which rows, so that nothing needs to be remembered of it. */
export function issueHandle(source: HandleSource, shape: ResolvedShape): string {
  return `${source.epoch}-${source.issueNumber()}-${bindingOf(shape)}`
}

export function isValidHandle(source: HandleSource, shape: ResolvedShape, handle: string | undefined): boolean {
  const [, epoch, number, binding] = PATTERN.exec(handle ?? '') ?? []
  if (epoch === undefined || epoch !== source.epoch) return false
  return Number(number) > source.rotationMark(shape.table) && binding === bindingOf(shape)
}

const bindings = new WeakMap<ResolvedShape, string>()

function bindingOf(shape: ResolvedShape): string {
  const known = bindings.get(shape)
  if (known !== undefined) return known
  const binding = createHash('sha256').update(shape.identity).digest('hex').slice(0, 16)
  bindings.set(shape, binding)
  return binding
}
