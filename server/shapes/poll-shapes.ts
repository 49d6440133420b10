import { type PollHead, pollRequest, type PollRequest } from '../../shared/protocol/shapes.ts'
import { answer, clientGone, failure } from './answers.ts'
import { schemaHeader } from './catalog.ts'
import {
  canResume,
  ownPartitions,
  serveShape,
  type ShapeContext,
  waitForFence,
  wakeNames,
  withSnapshot,
} from './context.ts'
import { lineBlocks, parseCopyBlock } from './copy-text.ts'
import { type HandleIssue, issueHandle, readHandle } from './handles.ts'
import { MUST_REFETCH, type ServedShape, snapshotInsert, upToDate } from './messages.ts'
import { formatOffset, parseOffset } from './offset.ts'
import type { Scope } from './scope.ts'
import type { Snapshot } from './snapshot.ts'
import { shapeTransactions, snapshotTail } from './stitch.ts'

/*
 * POST /v1/shapes/poll: all shapes of one terminal in one held request.
 * Every part of an answer is complete up to the same position g, and so is every shape that has no part.
 */

type Part = PollHead['parts'][number]

interface Entry {
  readonly index: number
  readonly served: ServedShape
  readonly handle: string | undefined
  /** Read once: a held request is looked at again with every commit that may concern it. */
  readonly issue: HandleIssue | undefined
  /** `ownPartitions` */
  readonly partitions: readonly string[] | undefined
  readonly live: boolean
  /** Undefined starts anew, by a snapshot. */
  readonly after: bigint | undefined
  /** Stands inside a transaction: a plain request, which brought it there, has to bring it out. */
  readonly inside: boolean
}

interface Answered {
  readonly part: Part
  readonly messages: readonly string[]
}

/** What the log holds for the entries that resume. */
interface Backlog {
  readonly g: bigint
  readonly cut: boolean
  readonly messagesByIndex: ReadonlyMap<number, readonly string[]>
}

export async function pollShapes(context: ShapeContext, request: Request, scope: Scope): Promise<Response> {
  const body = pollRequest.safeParse(await request.json().catch(() => undefined))
  if (!body.success)
    return failure(400, 'invalid_request', `The poll is malformed: ${body.error.issues[0]?.message ?? ''}`)
  const entries = parseEntries(context, body.data, scope)
  if (entries instanceof Response) return entries
  // Who does not wait asks what is: also what was committed a moment ago, and is on its way to the log.
  if (body.data.wait === 0) await waitForFence(context, context.snapshots.fence())
  // A newcomer or a resumed shape wants to know where it stands: such a request is not held.
  const heldUntil = entries.some((entry) => !entry.live) ? 0 : Date.now() + Math.min(body.data.wait, context.longPollMs)
  for (;;) {
    const { g, answered } = await answerNow(context, entries, scope)
    const left = heldUntil - Date.now()
    if (answered.length > 0 || left <= 0 || context.waiters.isClosed) return write(context, request, g, answered)
    const names = new Set(entries.flatMap(({ served, partitions }) => wakeNames(served, partitions)))
    await context.waiters.wait(names, left, request.signal)
    if (request.signal.aborted) return clientGone()
  }
}

function parseEntries(context: ShapeContext, body: PollRequest, scope: Scope): Entry[] | Response {
  const entries: Entry[] = []
  for (const [index, wanted] of body.shapes.entries()) {
    const served = serveShape(context, wanted.table, undefined, scope)
    const offset = parseOffset(wanted.offset)
    if (offset?.kind !== 'start' && offset?.kind !== 'log') {
      return failure(400, 'invalid_request', `The offset "${wanted.offset}" of ${wanted.table} cannot be polled.`)
    }
    const after = offset.kind === 'log' ? offset.lsn : undefined
    const inside = offset.kind === 'log' && offset.op !== undefined
    entries.push({
      ...{ index, served, handle: wanted.handle, issue: readHandle(served.shape, wanted.handle) },
      partitions: ownPartitions(context.log, served),
      ...{ live: wanted.live && after !== undefined, after, inside },
    })
  }
  return entries
}

async function answerNow(
  context: ShapeContext,
  entries: readonly Entry[],
  scope: Scope,
): Promise<{ g: bigint; answered: Answered[] }> {
  const starting = entries.filter((entry) => entry.after === undefined)
  if (starting.length === 0) {
    const backlog = readBacklog(context, entries)
    return { g: backlog.g, answered: resumed(context, entries, backlog) }
  }
  // Shapes that start would hold everybody at their snapshot's position: a backlog that does not fit goes first, without them.
  const before = readBacklog(context, entries)
  if (before.cut) {
    const parts = starting.map((entry) => plain(entry))
    return { g: before.g, answered: [...resumed(context, entries, before), ...parts] }
  }
  const started = await withSnapshot(
    context,
    scope,
    starting.map((entry) => entry.served),
    (snapshot, handles) => readStarting(context, starting, snapshot, handles),
  )
  // From here on nothing waits: the tails, the backlog and g belong to one moment.
  const g = context.log.position
  const answered = started.map(({ entry, handle, rows, visibility }) => {
    if (rows === undefined) return plain(entry)
    const tail = snapshotTail(context.log, entry.served, visibility, g)
    return complete(entry, handle, g, [...rows, ...tail])
  })
  return { g, answered: [...resumed(context, entries, readBacklog(context, entries, Infinity)), ...answered] }
}

/** Reads the log for every entry that resumes, in commit order over all of them, up to the budget. */
function readBacklog(context: ShapeContext, entries: readonly Entry[], budget = context.budgetBytes): Backlog {
  const g = context.log.position
  const messagesByIndex = new Map<number, string[]>()
  const heads = entries.flatMap((entry) => {
    const { after, served, issue, inside, partitions } = entry
    if (after === undefined || inside || !canResume(context, served, issue, after)) return []
    if (partitions?.every((partition) => !context.log.hasChanges(partition, after))) return []
    const source = shapeTransactions(context.log, served, after, g)
    const first = source.next()
    return first.done ? [] : [{ index: entry.index, source, transaction: first.value }]
  })
  let bytes = 0
  while (heads.length > 0) {
    const lsn = heads.reduce(
      (least, head) => (head.transaction.lsn < least ? head.transaction.lsn : least),
      heads[0]?.transaction.lsn ?? g,
    )
    for (const head of heads.filter((each) => each.transaction.lsn === lsn)) {
      const messages = messagesByIndex.get(head.index) ?? []
      messagesByIndex.set(head.index, messages)
      for (const { text } of head.transaction.messages) messages.push(text)
      bytes += head.transaction.bytes
      const next = head.source.next()
      if (next.done) heads.splice(heads.indexOf(head), 1)
      else head.transaction = next.value
    }
    // Only here, at the end of a transaction, is every shape complete.
    if (bytes > budget && heads.length > 0) return { g: lsn, cut: true, messagesByIndex }
  }
  return { g, cut: false, messagesByIndex }
}

function resumed(context: ShapeContext, entries: readonly Entry[], { g, messagesByIndex }: Backlog): Answered[] {
  return entries.flatMap((entry) => {
    const { after, served, handle, issue, index, live } = entry
    if (after === undefined) return []
    if (handle === undefined || !canResume(context, served, issue, after)) {
      return [{ part: { i: index, status: 409, handle: issueHandle(context.log, served.shape) }, messages: [] }]
    }
    if (entry.inside) return [plain(entry)]
    const messages = messagesByIndex.get(index)
    if (live && !messages) return []
    return [complete(entry, handle, g, messages ?? [])]
  })
}

function complete(entry: Entry, handle: string, g: bigint, messages: readonly string[]): Answered {
  const { served, live, index, after = 0n } = entry
  const offset = formatOffset(g > after ? g : after)
  const schema = live ? {} : { schema: schemaHeader(served.table, served.shape.columns) }
  return { part: { i: index, status: 200, handle, offset, ...schema }, messages: [...messages, upToDate(g)] }
}

const plain = (entry: Entry): Answered => ({ part: { i: entry.index, status: 200, plain: true }, messages: [] })

interface Started {
  readonly entry: Entry
  readonly handle: string
  readonly visibility: Snapshot['visibility']
  /** Undefined: too large for this answer. */
  readonly rows: readonly string[] | undefined
}

async function readStarting(
  context: ShapeContext,
  entries: readonly Entry[],
  snapshot: Snapshot,
  handles: readonly string[],
): Promise<Started[]> {
  const started: Started[] = []
  let left = context.budgetBytes
  for (const [i, entry] of entries.entries()) {
    const rows = await readRows(context, entry.served, snapshot, left)
    left -= rows?.reduce((sum, row) => sum + row.length, 0) ?? 0
    started.push({ entry, handle: handles[i] ?? '', visibility: snapshot.visibility, rows })
  }
  await waitForFence(context, snapshot.fence)
  const { position } = context.log
  for (const { entry } of started) snapshotTail(context.log, entry.served, snapshot.visibility, position)
  return started
}

async function readRows(
  context: ShapeContext,
  served: ServedShape,
  snapshot: Snapshot,
  budget: number,
): Promise<string[] | undefined> {
  const rows: string[] = []
  let bytes = 0
  for await (const block of lineBlocks(snapshot.copy(served.shape), context.chunkBytes)) {
    // Too large: what is left is read and dropped, since the other shapes need this very snapshot.
    if (bytes > budget) continue
    for (const row of parseCopyBlock(block)) {
      const text = snapshotInsert(served, row)
      rows.push(text)
      bytes += text.length
    }
  }
  return bytes > budget ? undefined : rows
}

function write(context: ShapeContext, request: Request, g: bigint, answered: readonly Answered[]): Promise<Response> {
  const head: PollHead = { g: String(g), epoch: context.log.epoch, parts: answered.map(({ part }) => part) }
  const lines = answered.map(({ part, messages }) => (part.status === 409 ? MUST_REFETCH : `[${messages.join(',')}]`))
  return answer(
    request,
    200,
    { 'content-type': 'text/plain; charset=utf-8' },
    [JSON.stringify(head), ...lines, 'end'].join('\n'),
  )
}
