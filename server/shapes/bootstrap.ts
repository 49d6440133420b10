import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { type BootstrapFrame, type BootstrapRequest, bootstrapRequest } from '../../shared/protocol/shapes.ts'
import { failure, packedStream, packingFor } from './answers.ts'
import { serveShape, type ShapeContext, waitForFence, withSnapshot } from './context.ts'
import { hasTypes, rowBlocks } from './copy-binary.ts'
import { textBlocks } from './copy-text.ts'
import { isValidHandle } from './handles.ts'
import type { Load } from './load-store.ts'
import type { ServedShape } from './messages.ts'
import type { Scope } from './scope.ts'
import type { Snapshot } from './snapshot.ts'
import { SnapshotOverrun, snapshotTail } from './stitch.ts'

/*
 * POST /v1/bootstrap: the rows of many shapes as COPY output of ONE snapshot, then what committed meanwhile, up to g.
 * A body that does not close with its `end` frame was cut; the terminal goes on from the frames that it has.
 */

export async function bootstrapShapes(context: ShapeContext, request: Request, scope: Scope): Promise<Response> {
  const body = bootstrapRequest.safeParse(await request.json().catch(() => undefined))
  if (!body.success)
    return failure(400, 'invalid_request', `The request is malformed: ${body.error.issues[0]?.message ?? ''}`)
  const { tables, types = {}, resume } = body.data
  const served = [...new Set(tables)].map((table) => serveShape(context, table, undefined, scope))
  const load = resume ? findLoad(context, resume.load, scope, served) : await beginLoad(context, scope, served, types)
  if (!load) return failure(409, 'load_gone', 'This first load cannot be continued. Begin it anew.')
  const frames = answerFrames(context, served, load, resume?.from ?? 0)
  return answerStream(request, Readable.from(frames, { objectMode: false, highWaterMark: context.chunkBytes }))
}

function answerStream(request: Request, source: Readable): Response {
  const packing = packingFor(request)
  request.signal.addEventListener('abort', () => source.destroy(), { once: true })
  const stream = packing ? packedStream(source) : (Readable.toWeb(source) as ReadableStream<Uint8Array>)
  return new Response(stream, {
    status: 200,
    headers: { 'content-type': 'application/octet-stream', 'cache-control': 'private, no-store', ...packing },
  })
}

function findLoad(context: ShapeContext, id: string, scope: Scope, served: readonly ServedShape[]): Load | undefined {
  const load = context.loads.find(id, scope.terminalId)
  return load && stands(context, load, served) ? load : undefined
}

/** Handles say for which rows they were given out: a load of another scope or of other tables does not stand. */
function stands(context: ShapeContext, load: Load, served: readonly ServedShape[]): boolean {
  const { handles } = load
  return (
    handles.length === served.length && served.every(({ shape }, i) => isValidHandle(context.log, shape, handles[i]))
  )
}

/** Resolves with its first frame: what fails before it is an answer of its own, not a cut body. */
function beginLoad(
  context: ShapeContext,
  scope: Scope,
  served: readonly ServedShape[],
  types: TypesByTable,
): Promise<Load> {
  return new Promise((resolve, reject) => {
    withSnapshot(context, scope, served, async (snapshot, handles) => {
      const { visibility, fence } = snapshot
      const load = context.loads.begin({ terminal: scope.terminalId, visibility, handles, fence })
      const filled = load.fill((put) => writeFrames(context, { served, types, snapshot, id: load.id }, put))
      await Promise.race([load.begun, filled])
      resolve(load)
      // Whoever reads it hears of a failure there.
      await filled.catch(() => context.loads.drop(load.id))
    }).catch(reject)
  })
}

type TypesByTable = NonNullable<BootstrapRequest['types']>

interface Loaded {
  readonly served: readonly ServedShape[]
  /** As the terminal has them. */
  readonly types: TypesByTable
  readonly snapshot: Snapshot
  readonly id: string
}

async function writeFrames(
  { chunkBytes }: ShapeContext,
  { served, types, snapshot, id }: Loaded,
  put: (frame: Buffer) => Promise<void>,
): Promise<void> {
  const counts = await snapshot.countRows(served.map(({ shape }) => shape))
  const counted = served.map((each, i) => ({ ...each, count: counts[i] ?? 0 }))
  const rowsByTable = Object.fromEntries(counted.map(({ shape, count }) => [shape.table, count]))
  await put(frameOf({ begin: id, rows: rowsByTable, n: 0 }))
  // The terminal is busy with the largest while the many small ones, each a question of its own, are read.
  for (const { shape, table } of counted.toSorted((a, b) => b.count - a.count)) {
    const isBinary = hasTypes(table, shape.columns, types[shape.table])
    const head = { table: shape.table, columns: [...shape.columns], ...(isBinary && { binary: true as const }) }
    const copied = snapshot.copy(shape, isBinary ? 'binary' : 'text')
    let isEmpty = true
    for await (const { bytes, rows } of (isBinary ? rowBlocks : textBlocks)(copied, chunkBytes)) {
      isEmpty = false
      await put(frameOf({ ...head, rows, n: bytes.length, crc: crc32(bytes) }, bytes))
    }
    if (isEmpty) await put(frameOf({ ...head, rows: 0, n: 0, crc: 0 }))
  }
}

/** What is stored from `from` on, and an end of this very moment. */
async function* answerFrames(
  context: ShapeContext,
  served: readonly ServedShape[],
  load: Load,
  from: number,
): AsyncGenerator<Buffer> {
  yield* load.read(from)
  await waitForFence(context, load.fence)
  try {
    yield endFrame(context, served, load)
  } catch (error) {
    context.loads.drop(load.id)
    throw error instanceof SnapshotOverrun ? new Error('the snapshot cannot be completed', { cause: error }) : error
  }
}

function endFrame(context: ShapeContext, served: readonly ServedShape[], load: Load): Buffer {
  const g = context.log.position
  const tail = served.flatMap((each) => {
    const messages = snapshotTail(context.log, each, load.visibility, g)
    return messages.length > 0 ? [`${JSON.stringify(each.shape.table)}:[${messages.join(',')}]`] : []
  })
  if (!stands(context, load, served)) throw new Error('a table was rotated while it was read')
  const text = Buffer.from(`{${tail.join(',')}}`)
  const shapes = Object.fromEntries(served.map(({ shape }, i) => [shape.table, { handle: load.handles[i] ?? '' }]))
  return frameOf({ end: true, g: String(g), shapes, n: text.length }, text)
}

function frameOf(head: BootstrapFrame, body: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body])
}
