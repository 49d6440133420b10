import { setTimeout as sleep } from 'node:timers/promises'
import { failure, invalidRequest, Refused } from './answers.ts'
import type { Catalog } from './catalog.ts'
import { type HandleIssue, issueHandle, stillStands } from './handles.ts'
import type { DividedTransaction } from './log-page.ts'
import type { ShapeLog } from './log/shape-log.ts'
import type { ServedShape } from './messages.ts'
import type { ShapeResolver } from './resolved-shape.ts'
import type { Scope } from './scope.ts'
import type { Snapshot, Snapshots } from './snapshot.ts'
import type { LoadStore } from './load-store.ts'
import type { SnapshotSpool } from './spool.ts'
import { SnapshotOverrun } from './stitch.ts'
import type { Waiters } from './waiters.ts'

/** What the three kinds of requests share. */
export interface ShapeContext {
  readonly log: ShapeLog
  readonly catalog: Catalog
  readonly resolve: ShapeResolver
  readonly snapshots: Snapshots
  readonly spool: SnapshotSpool
  readonly loads: LoadStore
  readonly divided: DividedTransaction
  readonly waiters: Waiters
  /** Who waits for the global position rather than for rows. */
  readonly fences: Waiters
  readonly longPollMs: number
  readonly chunkBytes: number
  readonly budgetBytes: number
}

const FENCE_PATIENCE_MS = 20_000
const SNAPSHOT_QUEUE = 200
const SNAPSHOT_ATTEMPTS = 5

export function serveShape(
  context: ShapeContext,
  name: string,
  params: URLSearchParams | undefined,
  scope: Scope,
): ServedShape {
  const shape = context.resolve(name, params, scope)
  const table = shape && context.catalog.table(shape.table)
  if (!shape || !table) throw new Refused(invalidRequest({ table: `there is no shape "${name}" for this terminal` }))
  return { shape, table }
}

/** A handle stands while nothing has been lost behind it, and the log still reaches back to the position. */
export function canResume(
  context: ShapeContext,
  served: ServedShape,
  issue: HandleIssue | undefined,
  after: bigint,
): boolean {
  return stillStands(context.log, served.shape, issue) && after >= context.log.horizon
}

/** Where alone rows of the shape can be; undefined: all of its table, which may become more. */
export function ownPartitions(log: ShapeLog, { shape }: ServedShape): readonly string[] | undefined {
  return shape.properties && log.partitionsOf(shape.table, shape.properties)
}

/** The names under which a shape waits (`Waiters`): its partitions, and its table for rotations. */
export function wakeNames({ shape: { table } }: ServedShape, partitions: readonly string[] | undefined): string[] {
  return [table, ...(partitions ?? [`${table}|*`])]
}

export async function waitForFence(context: ShapeContext, fence: Promise<bigint>): Promise<void> {
  const lsn = await fence
  for (const until = Date.now() + FENCE_PATIENCE_MS; context.log.position < lsn;) {
    const left = until - Date.now()
    if (left <= 0 || context.fences.isClosed) throw new Refused(behind())
    await context.fences.wait([''], left)
  }
}

const behind = () => failure(503, 'behind', 'The centre is catching up with its database. Try again in a moment.')

/** Runs `read` over a snapshot, with handles given out before it was taken: what rotates a table from then on outdates them. */
export async function withSnapshot<T>(
  context: ShapeContext,
  scope: Scope,
  shapes: readonly ServedShape[],
  read: (snapshot: Snapshot, handles: readonly string[]) => Promise<T>,
): Promise<T> {
  if (context.snapshots.waiting > SNAPSHOT_QUEUE) throw new Refused(busy())
  for (let attempt = 1; ; attempt++) {
    const handles = shapes.map(({ shape }) => issueHandle(context.log, shape))
    const snapshot = await context.snapshots.open(scope)
    try {
      return await read(snapshot, handles)
    } catch (error) {
      if (!(error instanceof SnapshotOverrun)) throw error
      if (attempt === SNAPSHOT_ATTEMPTS) throw new Refused(busy())
      await sleep(20 * attempt)
    } finally {
      await snapshot.release()
    }
  }
}

const busy = () => failure(503, 'busy', 'Many terminals are loading at once. Try again in a moment.')
