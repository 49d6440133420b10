import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bookingRow, csvOf, HEADER, quirkyFile } from '../../tests/data/bookings-csv.ts'
import { JobProblem } from '../jobs/problem.ts'
import { ImportStopped } from './problem.ts'
import { type FileLine, readBookingFile } from './read-file.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'stayos-read-'))))
afterAll(() => rm(folder, { recursive: true }))

async function fileOf(content: string | Buffer, name = 'bookings.csv'): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

async function linesOf(path: string): Promise<FileLine[]> {
  const lines: FileLine[] = []
  for await (const line of readBookingFile(path)) lines.push(line)
  return lines
}

async function problemOf(path: string): Promise<string> {
  const error = await linesOf(path).catch((thrown: unknown) => thrown)
  if (!(error instanceof JobProblem)) throw new Error(`no JobProblem but ${String(error)}`)
  expect(error.message).toContain(path)
  expect(error.whatToDo).not.toBe('')
  return error.message.replace(path, 'FILE')
}

describe('reads', () => {
  it('the same lines from a plain and a packed file, whatever its name', async () => {
    const { csv, bookings, badLines } = quirkyFile()
    const plain = await linesOf(await fileOf(csv))
    const packed = await linesOf(await fileOf(gzipSync(csv), 'packed-without-ending'))
    expect(packed).toEqual(plain)
    expect(plain).toHaveLength(bookings + badLines.length)
    expect(plain.map(({ line }) => line)).toEqual(plain.map((_, i) => i + 2))
  })

  it('any order of columns, Windows line ends, a byte order mark and quotes', async () => {
    const swapped = csvOf([bookingRow({ customer_type: '"Transient"' })])
      .split('\n')
      .map((line) => line.split(',').reverse().join(','))
      .join('\r\n')
    const [line] = await linesOf(await fileOf(`\ufeff${swapped}`))
    expect(line?.record).toEqual(bookingRow())
  })

  it('a last line without its line end', async () => {
    expect(await linesOf(await fileOf(csvOf([bookingRow()]).trimEnd()))).toHaveLength(1)
  })

  it('a line with too few fields as a line without a record', async () => {
    const lines = await linesOf(await fileOf(csvOf(['Resort Hotel,0', bookingRow()])))
    expect(lines.map(({ record }) => record !== undefined)).toEqual([false, true])
  })

  it('tells the digest of the text, packed or not', async () => {
    const digests: string[] = []
    for (const path of [await fileOf(csvOf([bookingRow()])), await fileOf(gzipSync(csvOf([bookingRow()])), 'p.gz')]) {
      for await (const line of readBookingFile(path, { onDigest: (digest) => digests.push(digest) })) void line
    }
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/)
    expect(digests[1]).toBe(digests[0])
  })
})

describe('refuses the whole file, saying what is wrong with it', () => {
  it('not there', async () => {
    expect(await problemOf(join(folder, 'nowhere.csv'))).toBe('FILE is not there.')
  })

  it('a folder', async () => {
    expect(await problemOf(folder)).toBe('FILE is a folder.')
  })

  it('empty', async () => {
    expect(await problemOf(await fileOf(''))).toBe('FILE is empty.')
  })

  it('packed data that is cut off', async () => {
    const packed = gzipSync(csvOf(Array.from({ length: 500 }, (_, i) => bookingRow({ adr: String(i) }))))
    expect(await problemOf(await fileOf(packed.subarray(0, packed.length - 30)))).toBe(
      'FILE is cut off: the end of its gzip data is missing.',
    )
  })

  it('packed data that is damaged', async () => {
    const packed = gzipSync(csvOf(Array.from({ length: 500 }, (_, i) => bookingRow({ adr: String(i) }))))
    packed.fill(0x55, 60, 90)
    expect(await problemOf(await fileOf(packed))).toMatch(/^FILE is damaged: its gzip data cannot be unpacked\.$/)
  })

  it('a zip archive', async () => {
    expect(await problemOf(await fileOf(Buffer.from('504b030414000000', 'hex')))).toBe('FILE is a zip archive.')
  })

  it('text that is cut off in its last line', async () => {
    const csv = csvOf([bookingRow(), bookingRow()])
    expect(await problemOf(await fileOf(csv.slice(0, -40)))).toBe('FILE is cut off in line 3: the end is missing.')
  })

  it('no text', async () => {
    expect(
      await problemOf(await fileOf(await readFile(process.execPath).then((all) => all.subarray(0, 100_000)))),
    ).toBe('FILE is not a text file.')
  })

  it('another text', async () => {
    expect(await problemOf(await fileOf('# Notes\n\nBuy milk.\n'))).toBe(
      'FILE cannot be imported: its first line is "# Notes", not the header of the bookings.',
    )
  })

  it('an unknown column, a missing one, one twice', async () => {
    const header = HEADER.replace('adr', 'price').replace('babies', 'hotel')
    expect(await problemOf(await fileOf(`${header}\n`))).toBe(
      'FILE cannot be imported: it has no column "babies", "adr", and an unknown column "price", and twice the column "hotel".',
    )
  })

  it('a quoted field that never ends', async () => {
    const endless = csvOf([
      bookingRow({ customer_type: '"Transient' }),
      ...Array.from({ length: 2000 }, () => bookingRow()),
    ])
    expect(await problemOf(await fileOf(endless))).toMatch(/^FILE is not readable as CSV/)
  })
})

it('stops when it is told to', async () => {
  const path = await fileOf(csvOf(Array.from({ length: 100 }, () => bookingRow())))
  const stop = new AbortController()
  const reading = (async () => {
    for await (const { line } of readBookingFile(path, { signal: stop.signal })) if (line === 10) stop.abort()
  })()
  await expect(reading).rejects.toBeInstanceOf(ImportStopped)
})
