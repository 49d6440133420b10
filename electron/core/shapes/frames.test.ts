import { expect, test } from 'vitest'
import { type Frame, linePieces, readFrames, textOf } from './frames.ts'

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

test('L8 the rows of a frame are copied in pieces of whole lines, so that none keeps the thread for long', () => {
  const [head] = ROWS.split('\n')
  const pieces = (texts: string[], size: number) => {
    const bytes = texts.map((text) => new Uint8Array(Buffer.from(text)))
    const frame = { head: JSON.parse(head ?? '') as Frame['head'], line: head ?? '', bytes }
    return linePieces(frame, size).map((piece) => Buffer.from(piece).toString())
  }
  expect(pieces(['a\tb', '\nc\n', 'd\n'], 4)).toEqual(['a\tb\n', 'c\nd\n'])
  expect(pieces(['a\tb', '\nc\n', 'd\n'], 1)).toEqual(['a\tb\n', 'c\n', 'd\n'])
  expect(pieces(['a long line\n'], 100)).toEqual(['a long line\n'])
  expect(pieces([], 100)).toEqual([])
})
