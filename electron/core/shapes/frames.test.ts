import { expect, test } from 'vitest'
import { BINARY_HEADER, BINARY_TRAILER } from '../../../shared/protocol/copy-rows.ts'
import { type Frame, readFrames, rowPieces, textOf } from './frames.ts'

const ROWS = '{"table":"s.a","columns":["id"],"rows":2,"n":9,"crc":0}\nab\ncd\n\n\n\n'
const END = '{"end":true,"g":"120","shapes":{"s.a":{"handle":"h"}},"n":2}\n{}'

/** The same bytes in pieces of this size. */
function streamOf(text: string, size: number): ReadableStream<Uint8Array> {
  const bytes = Buffer.from(text)
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(new Uint8Array(bytes.subarray(at, at + size)))
      controller.close()
    },
  })
}

async function collect(body: ReadableStream<Uint8Array>, stallMs?: number): Promise<string[]> {
  const frames: string[] = []
  for await (const frame of readFrames(body, stallMs))
    frames.push(`${'table' in frame.head ? frame.head.table : 'end'}:${textOf(frame)}`)
  return frames
}

test.each([1, 2, 7, 50, 1000])('L8 frames come out the same in pieces of %i bytes', async (size) => {
  expect(await collect(streamOf(ROWS + ROWS + END, size))).toEqual([
    's.a:ab\ncd\n\n\n\n',
    's.a:ab\ncd\n\n\n\n',
    'end:{}',
  ])
})

test('L8 what follows the end is left alone', async () => {
  expect(await collect(streamOf(`${END}more`, 1000))).toEqual(['end:{}'])
})

test.each([
  ['before its end', ROWS],
  ['in a head', ROWS + END.slice(0, 20)],
  ['in the bytes of a frame', ROWS.slice(0, -3)],
  ['at once', ''],
])('L9 a body that ends %s is a cut', async (_where, text) => {
  await expect(collect(streamOf(text, 8))).rejects.toMatchObject({ kind: 'unreachable' })
})

test.each([
  ['a page of somebody else', '<html>Sign in</html>\n'],
  ['a frame that is none of ours', '{"table":5}\n'],
  ['a frame too large to take', '{"table":"s.a","columns":[],"rows":1,"n":999999999,"crc":0}\n'],
])('L9 %s is told apart from a load', async (_what, text) => {
  await expect(collect(streamOf(text, 8))).rejects.toMatchObject({ kind: 'unreachable' })
})

test('L9 a body that stalls is given up', async () => {
  const silent = new ReadableStream<Uint8Array>({ start: () => undefined })
  await expect(collect(silent, 20)).rejects.toThrow('nothing came for too long')
})

/** What COPY is given of a frame, piece by piece. */
async function pieces(head: object, parts: Buffer[], size: number): Promise<Buffer[]> {
  const line = JSON.stringify({ table: 's.a', columns: [], rows: 1, n: 1, crc: 0, ...head })
  const bytes = parts.map((part) => new Uint8Array(part))
  const blobs = rowPieces({ head: JSON.parse(line) as Frame['head'], line, bytes }, size)
  return Promise.all(blobs.map(async (blob) => Buffer.from(await blob.arrayBuffer())))
}

test('L8 the rows of a frame are copied in pieces of whole lines, so that none keeps the thread for long', async () => {
  const texts = async (parts: string[], size: number) =>
    (
      await pieces(
        {},
        parts.map((part) => Buffer.from(part)),
        size,
      )
    ).map(String)
  expect(await texts(['a\tb', '\nc\n', 'd\n'], 4)).toEqual(['a\tb\n', 'c\nd\n'])
  expect(await texts(['a\tb', '\nc\n', 'd\n'], 1)).toEqual(['a\tb\n', 'c\n', 'd\n'])
  expect(await texts(['a long line\n'], 100)).toEqual(['a long line\n'])
  expect(await texts([], 100)).toEqual([])
})

test('L12 binary rows too are copied in pieces of whole rows, each a COPY of its own', async () => {
  const row = (...values: (string | null)[]) =>
    Buffer.concat([
      int16(values.length),
      ...values.flatMap((value) => (value === null ? [int32(-1)] : [int32(value.length), Buffer.from(value)])),
    ])
  const rows = [row('a', null), row('', 'bcd'), row(null, null)]
  const bytes = Buffer.concat(rows)
  const whole = (...some: Buffer[]) => Buffer.concat([BINARY_HEADER, ...some, BINARY_TRAILER])
  const binary = (size: number) => pieces({ binary: true }, [bytes.subarray(0, 5), bytes.subarray(5)], size)
  expect(await binary(1)).toEqual(rows.map((each) => whole(each)))
  expect(await binary(12)).toEqual([whole(...rows.slice(0, 2)), whole(...rows.slice(2))])
  expect(await binary(100)).toEqual([whole(...rows)])
  await expect(pieces({ binary: true }, [bytes.subarray(0, bytes.length - 1)], 100)).rejects.toThrow(
    'ends within a row',
  )
})

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeInt16BE(value)
  return bytes
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}
