import { answer, clientGone, invalidRequest } from './answers.ts'
import { schemaHeader } from './catalog.ts'
import { canResume, serveShape, type ShapeContext, waitForFence, wakeNames, withSnapshot } from './context.ts'
import { lineBlocks, parseCopyBlock } from './copy-text.ts'
import { isValidHandle, issueHandle } from './handles.ts'
import { MUST_REFETCH, type ServedShape, snapshotEnd, snapshotInsert, upToDate } from './messages.ts'
import { formatOffset, type Offset, parseOffset } from './offset.ts'
import type { Scope } from './scope.ts'
import type { Snapshot } from './snapshot.ts'
import { shapeTransactions, SnapshotOverrun, snapshotTail } from './stitch.ts'

/*
 * GET /v1/shape: one shape by the protocol of Electric.
 *   -1 -> chunk 0 of a snapshot, at 0_0 -> 0_1 ... -> last chunk, tail, up-to-date at G_inf -> live polls from there
 */

interface ShapeRequest {
  readonly request: Request
  readonly served: ServedShape
  readonly scope: Scope
  readonly offset: Offset
  readonly offsetText: string
  readonly handle: string | undefined
  readonly live: boolean
  readonly cursor: string | null
}

interface Page {
  readonly handle: string
  readonly offset: string
  readonly messages: readonly string[]
  readonly upToDate: boolean
}

export async function getShape(context: ShapeContext, request: Request, scope: Scope): Promise<Response> {
  const parsed = parseRequest(context, request, scope)
  if (parsed instanceof Response) return parsed
  const { served, offset, handle } = parsed
  switch (offset.kind) {
    case 'start':
      return page(parsed, await startSnapshot(context, parsed), context)
    case 'now':
      return page(parsed, await startNow(context, served), context)
    case 'snapshot':
      return continueSnapshot(context, parsed, offset.chunk)
    case 'log':
      if (!canResume(context, served, handle, offset.lsn)) return refetch(context, parsed)
      return parsed.live
        ? hold(context, parsed, offset.lsn)
        : page(parsed, readLog(context, parsed, offset.lsn), context)
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
  if (params.get('live_sse') === 'true') return invalidRequest({ live_sse: 'is not served here; use long polls' })
  const handle = params.get('handle') ?? undefined
  if (!starting && handle === undefined) return invalidRequest({ handle: "can't be blank when offset != -1" })
  return { request, served, scope, offset, offsetText, handle, live, cursor: params.get('cursor') }
}

async function startSnapshot(context: ShapeContext, { served, scope }: ShapeRequest): Promise<Page> {
  return withSnapshot(context, scope, [served], async (snapshot, [handle = '']) => {
    const writer = context.spool.write(handle)
    try {
      let first: string | undefined
      for await (const chunk of chunks(context, served, snapshot)) {
        if (first === undefined) first = chunk
        else await writer.add(chunk)
      }
      await waitForFence(context, snapshot.fence)
      snapshotTail(context.log, served, snapshot.visibility, context.log.position) // throws now rather than at the last chunk
      await writer.finish(snapshot.visibility)
      return { handle, offset: '0_0', messages: first === undefined ? [] : [first], upToDate: false }
    } catch (error) {
      await writer.abandon()
      throw error
    }
  })
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
  return { handle, offset: formatOffset(position), messages: [upToDate(position)], upToDate: true }
}

async function continueSnapshot(context: ShapeContext, request: ShapeRequest, chunk: number): Promise<Response> {
  const { served, handle = '' } = request
  const spooled = context.spool.get(handle)
  if (!spooled || !isValidHandle(context.log, served.shape, handle)) return refetch(context, request)
  const index = Math.min(chunk + 1, spooled.chunks)
  const rows = index < spooled.chunks ? [await spooled.chunk(index)] : []
  if (index < spooled.chunks - 1) {
    return page(request, { handle, offset: `0_${index}`, messages: rows, upToDate: false }, context)
  }
  // Read after the last wait: what follows stands at one position.
  if (!isValidHandle(context.log, served.shape, handle)) return refetch(context, request)
  const { position } = context.log
  try {
    const tail = snapshotTail(context.log, served, spooled.visibility, position)
    const messages = [...rows, snapshotEnd(spooled.visibility), ...tail, upToDate(position)]
    return page(request, { handle, offset: formatOffset(position), messages, upToDate: true }, context)
  } catch (error) {
    if (error instanceof SnapshotOverrun) return refetch(context, request)
    throw error
  }
}

/** Answers as soon as there is something, or at the end of the wait with a newer position. */
async function hold(context: ShapeContext, request: ShapeRequest, after: bigint): Promise<Response> {
  const { served, handle, request: raw } = request
  for (const until = Date.now() + context.longPollMs; ;) {
    if (!canResume(context, served, handle, after)) return refetch(context, request)
    const found = readLog(context, request, after)
    const left = until - Date.now()
    if (found.messages.length > 1 || left <= 0 || context.waiters.isClosed) return page(request, found, context)
    await context.waiters.wait(wakeNames(context.log, served), left, raw.signal)
    if (raw.signal.aborted) return clientGone()
  }
}

/** Changes after the position, cut at the end of a transaction where they are too many for one answer. */
function readLog(context: ShapeContext, { served, handle = '' }: ShapeRequest, after: bigint): Page {
  const { position } = context.log
  const messages: string[] = []
  let bytes = 0
  for (const transaction of shapeTransactions(context.log, served, after, position)) {
    messages.push(...transaction.messages)
    bytes += transaction.bytes
    if (bytes > context.budgetBytes) {
      return { handle, offset: formatOffset(transaction.lsn), messages, upToDate: false }
    }
  }
  const at = position > after ? position : after
  return { handle, offset: formatOffset(at), messages: [...messages, upToDate(position)], upToDate: true }
}

function refetch(context: ShapeContext, { request, served }: ShapeRequest): Promise<Response> {
  return answer(request, 409, { 'electric-handle': issueHandle(context.log, served.shape) }, MUST_REFETCH)
}

function page(
  parsed: ShapeRequest,
  { handle, offset, messages, upToDate: done }: Page,
  context: ShapeContext,
): Promise<Response> {
  const { request, served, live, cursor, offsetText } = parsed
  const empty = messages.length === (done ? 1 : 0)
  const headers = {
    'electric-handle': handle,
    'electric-offset': offset,
    'electric-has-data': String(!empty),
    etag: `"${handle}:${offsetText}:${offset}${empty ? `:${process.hrtime.bigint()}` : ''}"`,
    ...(done && { 'electric-up-to-date': '' }),
    // A cursor on an answer that is not live makes newer clients swallow its batch.
    ...(live
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
