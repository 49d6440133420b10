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

/** When a handle of this shape was given out. */
export interface HandleIssue {
  readonly epoch: string
  readonly number: number
}

/** Undefined: it is none, or of another shape. */
export function readHandle(shape: ResolvedShape, handle: string | undefined): HandleIssue | undefined {
  const [, epoch, number, binding] = PATTERN.exec(handle ?? '') ?? []
  return epoch !== undefined && binding === bindingOf(shape) ? { epoch, number: Number(number) } : undefined
}

export function stillStands(source: HandleSource, { table }: ResolvedShape, issue: HandleIssue | undefined): boolean {
  return issue !== undefined && issue.epoch === source.epoch && issue.number > source.rotationMark(table)
}

export function isValidHandle(source: HandleSource, shape: ResolvedShape, handle: string | undefined): boolean {
  return stillStands(source, shape, readHandle(shape, handle))
}

const bindings = new WeakMap<ResolvedShape, string>()

function bindingOf(shape: ResolvedShape): string {
  const known = bindings.get(shape)
  if (known !== undefined) return known
  const binding = createHash('sha256').update(shape.identity).digest('hex').slice(0, 16)
  bindings.set(shape, binding)
  return binding
}
