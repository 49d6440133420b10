import { randomBytes } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type QueuedCommand, queuedCommand } from '../../../shared/protocol/push.ts'
import { mergeNumbers, NO_NUMBERS, type Numbers, numbersSchema } from '../commands/numbers.ts'
import { replaceFile } from '../database/files.ts'
import { encodeFrame, MAGIC, scanFrames } from './frames.ts'

export interface JournalEntry {
  readonly command: QueuedCommand
  readonly keys: readonly string[]
}

const journalRecord = z.object({
  numbers: numbersSchema,
  /** Absent in the first record of a file that was trimmed: it carries the numbers over. */
  entry: z.object({ command: queuedCommand, keys: z.array(z.string()) }).optional(),
})

/**
 * The outbox's copy outside the database, for the day when the database does not open: appended after each commit and before
 * the person hears "done". Encrypted: it holds names and notes of guests.
 */
export class Journal {
  readonly #path: string
  readonly #key: Buffer
  #file: number
  #size: number
  #entries: JournalEntry[]
  #numbers: Numbers
  /** What could not be written yet, oldest first. */
  #behind: { readonly entry: JournalEntry; readonly numbers: Numbers }[] = []

  private constructor(
    path: string,
    key: Buffer,
    file: number,
    size: number,
    entries: JournalEntry[],
    numbers: Numbers,
  ) {
    this.#path = path
    this.#key = key
    this.#file = file
    this.#size = size
    this.#entries = entries
    this.#numbers = numbers
  }

  /** Cuts a torn tail; a file that is damaged before its tail is copied aside first. */
  static open(dataDir: string): Journal {
    const path = join(dataDir, 'outbox.journal')
    const key = readOrMakeKey(join(dataDir, 'outbox.key'))
    if (!existsSync(path)) replaceFile(path, MAGIC)
    const bytes = readFileSync(path)
    const scan = scanFrames(bytes, key)
    if (scan.tail === 'damaged') copyFileSync(path, `${path}.damaged-${Date.now()}`)
    if (scan.end < MAGIC.length) replaceFile(path, MAGIC)
    const end = Math.max(scan.end, MAGIC.length)
    const file = openSync(path, 'r+')
    if (end < bytes.length) {
      ftruncateSync(file, end)
      fsyncSync(file)
    }
    const records = scan.texts.map((text) => journalRecord.parse(JSON.parse(text)))
    const entries = records.flatMap((record) => (record.entry ? [record.entry] : []))
    const numbers = records.reduce((last, record) => mergeNumbers(last, record.numbers), NO_NUMBERS)
    return new Journal(path, key, file, end, entries, numbers)
  }

  /** Everything appended and not trimmed, oldest first. */
  get entries(): readonly JournalEntry[] {
    return this.#entries
  }

  get numbers(): Numbers {
    return this.#numbers
  }

  get bytes(): number {
    return this.#size
  }

  /** On the disk when it returns. Written at a known place, so that a failed append is overwritten by the next one. */
  append(entry: JournalEntry, numbers: Numbers): void {
    this.#behind.push({ entry, numbers })
    this.catchUp()
  }

  /** Writes what an earlier append could not. Throws where it still cannot. */
  catchUp(): void {
    for (let next = this.#behind[0]; next; next = this.#behind[0]) {
      const frame = encodeFrame(JSON.stringify(next), this.#key)
      writeWhole(this.#file, frame, this.#size)
      fsyncSync(this.#file)
      this.#size += frame.length
      this.#entries.push(next.entry)
      this.#numbers = mergeNumbers(this.#numbers, next.numbers)
      this.#behind.shift()
    }
  }

  /** Replaces the whole file; numbers are carried over. */
  rewrite(entries: readonly JournalEntry[], numbers: Numbers): void {
    const merged = mergeNumbers(this.#numbers, numbers)
    const records = [{ numbers: merged }, ...entries.map((entry) => ({ numbers: merged, entry }))]
    const frames = records.map((record) => encodeFrame(JSON.stringify(record), this.#key))
    const bytes = Buffer.concat([MAGIC, ...frames])
    closeSync(this.#file)
    try {
      replaceFile(this.#path, bytes)
      this.#size = bytes.length
      this.#entries = [...entries]
      this.#numbers = merged
      const written = new Set(entries.map((entry) => entry.command.id))
      this.#behind = this.#behind.filter(({ entry }) => !written.has(entry.command.id))
    } finally {
      this.#file = openSync(this.#path, 'r+')
    }
  }

  close(): void {
    closeSync(this.#file)
  }
}

/** A disk that is nearly full takes a part and says so by its count alone. */
function writeWhole(file: number, bytes: Buffer, at: number): void {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, bytes.length - done, at + done)
  }
}

function readOrMakeKey(path: string): Buffer {
  if (!existsSync(path)) replaceFile(path, randomBytes(32))
  const key = readFileSync(path)
  if (key.length !== 32) throw new Error(`${path} is no key of 32 bytes: put the original file back.`)
  return key
}
