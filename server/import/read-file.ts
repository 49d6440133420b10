import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline, Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { CsvError, parse } from 'csv-parse'
import { type BookingRecord, findHeaderFault, recordOf } from './columns.ts'
import { JobProblem } from '../jobs/problem.ts'
import { ImportStopped } from './problem.ts'

export interface FileLine {
  readonly line: number
  /** The fields as they stand in the file. */
  readonly fields: readonly string[]
  /** Undefined where the line has more or fewer fields than the header. */
  readonly record: BookingRecord | undefined
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined
  /** Told how many bytes of the file have been read since the last call. */
  onBytes?(bytes: number): void
  /** Told once, after the last line: the SHA-256 of the text, unpacked. */
  onDigest?(digest: string): void
}

const DATASET =
  'Give the CSV file of the hotel booking demand dataset (hotel_bookings.csv), as it is or packed with gzip.'
const LONGEST_LINE = 100_000

/** Streams the lines of a CSV file, packed with gzip or not. What makes the whole file unusable is thrown as `JobProblem`. */
export async function* readBookingFile(path: string, options: ReadOptions = {}): AsyncGenerator<FileLine> {
  const packed = await isGzip(path)
  const watch = new TextWatch(path)
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_LINE,
  })
  const bytes = createReadStream(path, { highWaterMark: 32 * 1024 })
  if (options.onBytes) bytes.on('data', (chunk) => options.onBytes?.(chunk.length))
  const steps = [bytes, ...(packed ? [createGunzip()] : []), watch, parser]
  let failure: Error | undefined
  pipeline(steps, (error) => (failure = error ?? undefined))
  let header: readonly string[] | undefined
  let last: FileLine | undefined
  try {
    for await (const entry of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (options.signal?.aborted) throw new ImportStopped()
      if (header === undefined) {
        header = checkedHeader(path, entry.record)
        continue
      }
      if (last) yield last
      last = lineOf(header, entry.record, entry.info.lines)
    }
  } catch (error) {
    throw isOurs(error) ? error : asJobProblem(path, failure ?? error)
  } finally {
    bytes.destroy()
  }
  if (header === undefined) throw new JobProblem(`${path} is empty.`, DATASET)
  if (last && !last.record && last.fields.length < header.length && !watch.endedWithNewline)
    throw cutOff(path, last.line)
  if (last) yield last
  options.onDigest?.(watch.digest())
}

function lineOf(header: readonly string[], fields: readonly string[], line: number): FileLine {
  return { line, fields, record: fields.length === header.length ? recordOf(header, fields) : undefined }
}

function checkedHeader(path: string, header: readonly string[]): readonly string[] {
  const names = header.map((name) => name.trim())
  const fault = findHeaderFault(names)
  if (fault) throw new JobProblem(`${path} cannot be imported: ${fault}.`, DATASET)
  return names
}

function cutOff(path: string, line: number): JobProblem {
  return new JobProblem(
    `${path} is cut off in line ${line}: the end is missing.`,
    'Copy or download the file again. Nothing was imported.',
  )
}

async function isGzip(path: string): Promise<boolean> {
  try {
    const file = await open(path)
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
      if (bytesRead === 4 && buffer.readUInt32BE() === 0x504b0304) {
        throw new JobProblem(`${path} is a zip archive.`, 'Unpack it, and give the CSV file that is in it.')
      }
      return bytesRead >= 2 && buffer.readUInt16BE() === 0x1f8b
    } finally {
      await file.close()
    }
  } catch (error) {
    throw asJobProblem(path, error)
  }
}

const ADVICE: Readonly<Record<string, readonly [what: string, whatToDo: string]>> = {
  ENOENT: ['is not there', 'Check the path.'],
  EISDIR: ['is a folder', 'Give the CSV file in it.'],
  EACCES: ['may not be read by this account', 'Change its permissions, or start as another user.'],
  Z_BUF_ERROR: [
    'is cut off: the end of its gzip data is missing',
    'Copy or download the file again. Nothing was imported.',
  ],
  Z_DATA_ERROR: [
    'is damaged: its gzip data cannot be unpacked',
    'Copy or download the file again. Nothing was imported.',
  ],
}

const isOurs = (error: unknown) => error instanceof JobProblem || error instanceof ImportStopped

function asJobProblem(path: string, error: unknown): unknown {
  if (error instanceof CsvError) {
    const where = typeof error['lines'] === 'number' ? ` near line ${error['lines']}` : ''
    return new JobProblem(`${path} is not readable as CSV${where}: ${error.message}.`, DATASET, { cause: error })
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const [what, whatToDo] = ADVICE[code] ?? []
  return what && whatToDo ? new JobProblem(`${path} ${what}.`, whatToDo, { cause: error }) : error
}

/** Sees the text on its way: refuses what is no text, and takes its digest. */
class TextWatch extends Transform {
  endedWithNewline = false
  readonly #hash = createHash('sha256')

  constructor(readonly path: string) {
    super()
  }

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: (error?: Error | null, data?: Buffer) => void,
  ): void {
    if (chunk.includes(0)) return done(new JobProblem(`${this.path} is not a text file.`, DATASET))
    this.#hash.update(chunk)
    this.endedWithNewline = chunk.at(-1) === 10
    done(null, chunk)
  }

  digest(): string {
    return this.#hash.digest('hex')
  }
}
