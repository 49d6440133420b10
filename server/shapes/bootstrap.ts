import { Readable } from 'node:stream'
import { createGzip, constants } from 'node:zlib'
import { type BootstrapFrame, bootstrapRequest } from '../../shared/protocol/shapes.ts'
import { acceptsGzip, failure } from './answers.ts'
import { serveShape, type ShapeContext, waitForFence, withSnapshot } from './context.ts'
import { countRows, lineBlocks } from './copy-text.ts'
import { isValidHandle } from './handles.ts'
import type { ServedShape } from './messages.ts'
import type { Scope } from './scope.ts'
import type { Snapshot } from './snapshot.ts'
import { SnapshotOverrun, snapshotTail } from './stitch.ts'

/*
 * POST /v1/bootstrap: the rows of many shapes as COPY text of ONE snapshot, then what committed meanwhile, up to g.
 * A body that does not close with its `end` frame was cut and counts for nothing.
 */

export async function bootstrapShapes(context: ShapeContext, request: Request, scope: Scope): Promise<Response> {
  const body = bootstrapRequest.safeParse(await request.json().catch(() => undefined))
  if (!body.success)
    return failure(400, 'invalid_request', `The request is malformed: ${body.error.issues[0]?.message ?? ''}`)
  const served = [...new Set(body.data.tables)].map((table) => serveShape(context, table, undefined, scope))
  const source = Readable.from(await begun(frames(context, scope, served)), {
    objectMode: false,
    highWaterMark: context.chunkBytes,
  })
  const zipped = acceptsGzip(request)
  const stream = zipped ? source.compose(createGzip({ level: constants.Z_BEST_SPEED })) : source
  request.signal.addEventListener('abort', () => source.destroy(), { once: true })
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
    status: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'cache-control': 'private, no-store',
      ...(zipped && { 'content-encoding': 'gzip' }),
    },
  })
}

/** Waits for the first frame: what fails before it is an answer of its own, not a cut body. */
async function begun(source: AsyncGenerator<Buffer>): Promise<AsyncGenerator<Buffer>> {
  const first = await source.next()
  return (async function* () {
    if (!first.done) yield first.value
    yield* source
  })()
}

async function* frames(context: ShapeContext, scope: Scope, shapes: readonly ServedShape[]): AsyncGenerator<Buffer> {
  // withSnapshot wants a callback, a body wants to be pulled: a channel of one stands between them.
  const channel = new Handover<Buffer>()
  const work = withSnapshot(context, scope, shapes, (snapshot, handles) =>
    writeFrames(context, shapes, snapshot, handles, (frame) => channel.put(frame)).catch(cutNotRepeat),
  ).then(
    () => channel.close(),
    (error: unknown) => channel.close(error),
  )
  try {
    yield* channel.take()
  } finally {
    channel.close()
    await work
  }
}

/** Another snapshot cannot take the place of one of which frames are on their way. */
function cutNotRepeat(error: unknown): never {
  throw error instanceof SnapshotOverrun ? new Error('the snapshot cannot be completed', { cause: error }) : error
}

async function writeFrames(
  context: ShapeContext,
  shapes: readonly ServedShape[],
  snapshot: Snapshot,
  handles: readonly string[],
  put: (frame: Buffer) => Promise<void>,
): Promise<void> {
  for (const { shape } of shapes) {
    const { table, columns } = shape
    let rows = 0
    for await (const block of lineBlocks(snapshot.copy(shape), context.chunkBytes)) {
      const count = countRows(block)
      rows += count
      await put(frameOf({ table, columns: [...columns], rows: count, n: block.length }, block))
    }
    if (rows === 0) await put(frameOf({ table, columns: [...columns], rows: 0, n: 0 }, Buffer.alloc(0)))
  }
  await waitForFence(context, snapshot.fence)
  const g = context.log.position
  const tail = shapes.flatMap((served) => {
    const messages = snapshotTail(context.log, served, snapshot.visibility, g)
    return messages.length > 0 ? [`${JSON.stringify(served.shape.table)}:[${messages.join(',')}]`] : []
  })
  const outdated = shapes.some(({ shape }, i) => !isValidHandle(context.log, shape, handles[i]))
  if (outdated) throw new Error('a table was rotated while it was read')
  const text = Buffer.from(`{${tail.join(',')}}`)
  const named = Object.fromEntries(shapes.map(({ shape }, i) => [shape.table, { handle: handles[i] ?? '' }]))
  await put(frameOf({ end: true, g: String(g), shapes: named, n: text.length }, text))
}

function frameOf(head: BootstrapFrame, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body])
}

/** One value passes from a writer to a reader; the writer waits until it is taken, or until nobody reads any more. */
class Handover<T> {
  private value: { readonly item: T } | undefined
  private state: { readonly error: unknown } | undefined
  private changed: () => void = () => undefined

  async put(item: T): Promise<void> {
    if (this.state) throw new Error('nobody reads any more')
    this.value = { item }
    this.changed()
    while (this.value && !this.state) await this.change()
    if (this.state) throw new Error('nobody reads any more')
  }

  async *take(): AsyncGenerator<T> {
    for (;;) {
      if (this.value) {
        const { item } = this.value
        this.value = undefined
        this.changed()
        yield item
      } else if (this.state) {
        if (this.state.error !== undefined) throw this.state.error
        return
      } else {
        await this.change()
      }
    }
  }

  close(error?: unknown): void {
    this.state ??= { error }
    this.changed()
  }

  /** Writer and reader never wait at the same time, so that one slot is enough. */
  private change(): Promise<void> {
    return new Promise((resolve) => (this.changed = resolve))
  }
}
