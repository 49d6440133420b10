import { answer, clientGone, invalidRequest } from './answers.ts'
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
import { type HandleIssue, issueHandle, isValidHandle, readHandle, stillStands } from './handles.ts'
import { readLogPage } from './log-page.ts'
import { MUST_REFETCH, type ServedShape, snapshotEnd, snapshotInsert, upToDate } from './messages.ts'
import { delivered, formatNumericOffset, type LogOffset, type Offset, parseOffset } from './offset.ts'
import type { Scope } from './scope.ts'
import type { Snapshot } from './snapshot.ts'
import type { SpooledSnapshot } from './spool.ts'
import { eventStream } from './sse.ts'
import { SnapshotOverrun, snapshotTail } from './stitch.ts'

/*
 * GET /v1/shape: one shape by the protocol of Electric.
 *   -1 -> chunk 0 of a snapshot, at 0_0 -> 0_1 ... -> last chunk, snapshot-end, tail, up-to-date at G_0 -> live requests from there
 * Where one chunk is all, its snapshot-end comes with it.
 */

interface ShapeRequest {
  readonly request: Request
  readonly served: ServedShape
  readonly scope: Scope
  readonly offset: Offset
  readonly offsetText: string
  readonly handle: string | undefined
  readonly issue: HandleIssue | undefined
  readonly live: 'no' | 'poll' | 'events'
  readonly changesOnly: boolean
  readonly cursor: string | null
}

interface Page {
  readonly handle: string
  readonly offset: string
  readonly messages: readonly string[]
  readonly upToDate: boolean
  /** Has no change in it. */
  readonly empty: boolean
}

export async function getShape(context: ShapeContext, request: Request, scope: Scope): Promise<Response> {
  const parsed = parseRequest(context, request, scope)
  if (parsed instanceof Response) return parsed
  const { served, offset, issue } = parsed
  switch (offset.kind) {
    case 'start':
      return page(parsed, await startSnapshot(context, parsed), context)
    case 'now':
      return page(parsed, await startNow(context, served), context)
    case 'snapshot':
      return continueSnapshot(context, parsed, offset.chunk)
    case 'log':
      if (!canResume(context, served, issue, delivered(offset))) return refetch(context, parsed)
      if (parsed.live === 'events') return streamEvents(context, parsed, offset)
      if (parsed.live === 'poll') return hold(context, parsed, offset)
      return page(parsed, readLog(context, parsed, offset), context)
  }
}

function parseRequest(context: ShapeContext, request: Request, scope: Scope): ShapeRequest | Response {
  const params = new URL(request.url).searchParams
  const served = serveShape(context, params.get('table') ?? '', params, scope)
  const offsetText = params.get('offset') ?? ''
  const offset = parseOffset(offsetText)
  if (!offset) return invalidRequest({ offset: params.has('offset') ? 'has invalid format' : "can't be blank" })
  const live = params.has('live') && params.get('live') !== 'false'
  const starting = offset.kind === 'start' || offset.kind === 'now'
  if (starting && live) return invalidRequest({ live: "can't be true when offset is -1 or now" })
  const sse = ['live_sse', 'experimental_live_sse'].some((name) => params.get(name) === 'true')
  if (sse && !live) return invalidRequest({ live_sse: "can't be true unless live is also true" })
  const handle = params.get('handle') ?? undefined
  if (!starting && handle === undefined) return invalidRequest({ handle: "can't be blank when offset != -1" })
  return {
    ...{ request, served, scope, offset, offsetText, cursor: params.get('cursor') },
    ...{ handle, issue: readHandle(served.shape, handle) },
    live: live ? (sse ? 'events' : 'poll') : 'no',
    changesOnly: params.get('log') === 'changes_only',
  }
}

async function startSnapshot(context: ShapeContext, request: ShapeRequest): Promise<Page> {
  const { served, changesOnly } = request
  const identity = `${served.shape.identity}${changesOnly ? ' changes only' : ''}`
  const shared = context.spool.find(identity)
  const snapshot =
    shared && isComplete(context, served, shared)
      ? shared
      : await context.spool.once(identity, () => takeSnapshot(context, request, identity))
  return firstPage(snapshot, await snapshot.chunk(0))
}

function takeSnapshot(context: ShapeContext, request: ShapeRequest, identity: string): Promise<SpooledSnapshot> {
  const { served, scope, changesOnly } = request
  return withSnapshot(context, scope, [served], async (snapshot, [handle = '']) => {
    const writer = context.spool.write(handle, identity)
    try {
      const source = changesOnly ? [] : chunks(context, served, snapshot)
      for await (const chunk of source) await writer.add(chunk)
      await waitForFence(context, snapshot.fence)
      snapshotTail(context.log, served, snapshot.visibility, context.log.position) // throws now rather than at the last chunk
      return await writer.finish(snapshot.visibility)
    } catch (error) {
      await writer.abandon()
      throw error
    }
  })
}

function firstPage({ handle, chunks, visibility }: SpooledSnapshot, rows: string): Page {
  const messages = [...(rows === '' ? [] : [rows]), ...(chunks === 1 ? [snapshotEnd(visibility)] : [])]
  return { handle, offset: '0_0', messages, upToDate: false, empty: rows === '' }
}

/** Whether the log still holds all that completes the snapshot. */
function isComplete(context: ShapeContext, served: ServedShape, { handle, visibility }: SpooledSnapshot): boolean {
  if (!isValidHandle(context.log, served.shape, handle)) return false
  try {
    snapshotTail(context.log, served, visibility, context.log.position)
    return true
  } catch (error) {
    if (error instanceof SnapshotOverrun) return false
    throw error
  }
}

async function* chunks(context: ShapeContext, served: ServedShape, snapshot: Snapshot): AsyncGenerator<string> {
  for await (const block of lineBlocks(snapshot.copy(served.shape), context.chunkBytes)) {
    yield parseCopyBlock(block)
      .map((row) => snapshotInsert(served, row))
      .join(',')
  }
}

/** Of rows that are there already nothing is sent. */
async function startNow(context: ShapeContext, { shape }: ServedShape): Promise<Page> {
  const { position } = context.log
  const handle = issueHandle(context.log, shape)
  return { handle, offset: formatNumericOffset(position), messages: [upToDate(position)], upToDate: true, empty: true }
}

async function continueSnapshot(context: ShapeContext, request: ShapeRequest, chunk: number): Promise<Response> {
  const { served, handle = '', issue } = request
  const spooled = context.spool.get(handle)
  if (!spooled || !stillStands(context.log, served.shape, issue)) return refetch(context, request)
  const index = Math.min(chunk + 1, spooled.chunks)
  const rows = index < spooled.chunks ? [await spooled.chunk(index)] : []
  if (index < spooled.chunks - 1) {
    return page(request, { handle, offset: `0_${index}`, messages: rows, upToDate: false, empty: false }, context)
  }
  // Read after the last wait: what follows stands at one position.
  if (!stillStands(context.log, served.shape, issue)) return refetch(context, request)
  const { position } = context.log
  try {
    const tail = snapshotTail(context.log, served, spooled.visibility, position)
    const end = spooled.chunks > 1 ? [snapshotEnd(spooled.visibility)] : []
    const messages = [...rows, ...end, ...tail, upToDate(position)]
    const offset = formatNumericOffset(position)
    return page(request, { handle, offset, messages, upToDate: true, empty: messages.length === 1 }, context)
  } catch (error) {
    if (error instanceof SnapshotOverrun) return refetch(context, request)
    throw error
  }
}

/** Answers as soon as there is something, or at the end of the wait with a newer position. */
async function hold(context: ShapeContext, request: ShapeRequest, offset: LogOffset): Promise<Response> {
  const { served, issue, request: raw } = request
  const names = wakeNames(served, ownPartitions(context.log, served))
  for (const until = Date.now() + context.longPollMs; ;) {
    if (!canResume(context, served, issue, delivered(offset))) return refetch(context, request)
    const found = readLog(context, request, offset)
    const left = until - Date.now()
    if (!found.empty || left <= 0 || context.waiters.isClosed) return page(request, found, context)
    await context.waiters.wait(names, left, raw.signal)
    if (raw.signal.aborted) return clientGone()
  }
}

/** The position in the head is the request's: a client takes it on when the stream opens, before anything has come. */
function streamEvents(context: ShapeContext, request: ShapeRequest, from: LogOffset): Response {
  const { served, handle = '', issue, cursor, offsetText, request: raw } = request
  let offset = from
  const body = eventStream({
    signal: raw.signal,
    waiters: context.waiters,
    names: wakeNames(served, ownPartitions(context.log, served)),
    next() {
      if (!canResume(context, served, issue, delivered(offset))) return 'ended'
      const found = readLog(context, request, offset)
      if (found.empty) return undefined
      offset = parseOffset(found.offset) as LogOffset
      return found
    },
  })
  const headers = {
    'content-type': 'text/event-stream',
    'cache-control': 'private, no-store',
    'x-accel-buffering': 'no',
    'electric-handle': handle,
    'electric-offset': offsetText,
    'electric-cursor': nextCursor(cursor, context.longPollMs),
  }
  return new Response(body, { status: 200, headers })
}

function readLog(context: ShapeContext, { served, handle = '' }: ShapeRequest, from: LogOffset): Page {
  const { log, budgetBytes, divided } = context
  const { lsn, op, messages, isWhole } = readLogPage(log, served, from, budgetBytes, divided)
  return {
    ...{ handle, offset: formatNumericOffset(lsn, op), upToDate: isWhole, empty: messages.length === 0 },
    messages: isWhole ? [...messages, upToDate(log.position)] : messages,
  }
}

function refetch(context: ShapeContext, { request, served }: ShapeRequest): Promise<Response> {
  return answer(request, 409, { 'electric-handle': issueHandle(context.log, served.shape) }, MUST_REFETCH)
}

function page(
  parsed: ShapeRequest,
  { handle, offset, messages, upToDate: done, empty }: Page,
  context: ShapeContext,
): Promise<Response> {
  const { request, served, live, cursor, offsetText } = parsed
  const isIdle = empty && done && (live !== 'no' || parsed.offset.kind === 'now')
  const headers = {
    'electric-handle': handle,
    'electric-offset': offset,
    'electric-has-data': String(!empty),
    // A cache that could revalidate the end of an idle wait would ask again at once, for ever.
    etag: `"${handle}:${offsetText}:${offset}${isIdle ? `:${process.hrtime.bigint()}` : ''}"`,
    ...(done && { 'electric-up-to-date': '' }),
    // A cursor on an answer that is not live makes newer clients swallow its batch.
    ...(live !== 'no'
      ? { 'electric-cursor': nextCursor(cursor, context.longPollMs) }
      : { 'electric-schema': schemaHeader(served.table, served.shape.columns) }),
  }
  return answer(request, 200, headers, `[${messages.join(',')}]`)
}

const CURSOR_EPOCH_MS = Date.UTC(2024, 9, 9)

/** Must differ from the one before: clients suppress an answer whose cursor they have seen. */
export function nextCursor(
  previous: string | null,
  longPollMs: number,
  now = Date.now(),
  random = Math.random(),
): string {
  const step = Math.max(1, Math.ceil(longPollMs / 1000))
  const cursor = Math.ceil((now - CURSOR_EPOCH_MS) / 1000 / step) * step
  const before = Number(previous)
  return String(Number.isSafeInteger(before) && cursor <= before ? before + 1 + Math.floor(random * 3600) : cursor)
}
