import fs, { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { anotherId, PROPERTY, TERMINAL } from '../testing/hotel.ts'
import { temporaryFolder } from '../testing/folders.ts'
import { NO_NUMBERS } from '../commands/numbers.ts'
import { Journal, type JournalEntry } from './journal.ts'

const entry = (seq: number): JournalEntry => ({
  command: {
    id: anotherId(),
    name: 'v1.test.noteUnit',
    args: { note: `note ${seq}` },
    terminal: TERMINAL,
    incarnation: 1,
    seq,
    actor: TERMINAL,
    property: PROPERTY,
    businessDate: '2026-11-23',
    occurredAt: `2026-11-23T19:00:00.000Z/0000/${TERMINAL}`,
    basedOn: {},
  },
  keys: ['unit:1'],
})
const numbers = (nextSeq: number) => ({ ...NO_NUMBERS, incarnation: 1, nextSeq, counters: { confirmation: nextSeq } })

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => (folder = temporaryFolder()))
afterEach(() => folder.remove())

describe('Journal', () => {
  const written = (count: number) => {
    const journal = Journal.open(folder.path)
    const entries = Array.from({ length: count }, (_, i) => entry(i + 1))
    for (const each of entries) journal.append(each, numbers(each.command.seq + 1))
    journal.close()
    return entries
  }
  const reopened = () => {
    const journal = Journal.open(folder.path)
    journal.close()
    return journal
  }

  it('J1: holds after opening again what was appended', () => {
    const entries = written(3)
    expect(reopened().entries).toEqual(entries)
    expect(reopened().numbers).toEqual(numbers(4))
  })

  it('J2: cuts a torn tail and goes on behind the last whole record', () => {
    const entries = written(2)
    const path = join(folder.path, 'outbox.journal')
    truncateSync(path, statSync(path).size - 3)
    const journal = Journal.open(folder.path)
    expect(journal.entries).toEqual(entries.slice(0, 1))
    const next = entry(2)
    journal.append(next, numbers(3))
    journal.close()
    expect(reopened().entries).toEqual([entries[0], next])
    expect(readdirSync(folder.path).some((name) => name.includes('damaged'))).toBe(false)
  })

  it('J2: keeps a copy of a file that is damaged before its tail', () => {
    const entries = written(3)
    const path = join(folder.path, 'outbox.journal')
    const bytes = readFileSync(path)
    const second = 8 + 8 + bytes.readUInt32BE(8) + 20
    bytes[second] = (bytes[second] ?? 0) ^ 1
    writeFileSync(path, bytes)
    expect(reopened().entries).toEqual(entries.slice(0, 1))
    expect(readdirSync(folder.path).some((name) => name.includes('damaged'))).toBe(true)
  })

  it('J6: catches up what the disk did not take, in order, and not what was rewritten meanwhile', () => {
    const entries = written(1)
    const journal = Journal.open(folder.path)
    const [second, third] = [entry(2), entry(3)]
    const write = vi.spyOn(fs, 'writeSync').mockImplementation(() => {
      throw new Error('ENOSPC: no space left on device')
    })
    syncBuiltinESMExports()
    expect(() => journal.append(second, numbers(3))).toThrow('ENOSPC')
    expect(() => journal.append(third, numbers(4))).toThrow('ENOSPC')
    write.mockRestore()
    syncBuiltinESMExports()
    journal.rewrite([...entries, second], numbers(3))
    journal.catchUp()
    journal.catchUp()
    journal.close()
    expect(reopened().entries).toEqual([...entries, second, third])
    expect(reopened().numbers).toEqual(numbers(4))
  })

  it('J4: is replaced whole, and carries its numbers over', () => {
    written(3)
    const journal = Journal.open(folder.path)
    const before = journal.bytes
    journal.rewrite([], journal.numbers)
    journal.close()
    expect(journal.bytes).toBeLessThan(before)
    expect(reopened().entries).toEqual([])
    expect(reopened().numbers).toEqual(numbers(4))
  })

  it.skipIf(process.platform === 'win32')('J5: leaves its key to the owner alone', () => {
    written(1)
    expect(statSync(join(folder.path, 'outbox.key')).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder.path, 'outbox.journal')).mode & 0o777).toBe(0o600)
  })

  it('J5: does not open with a key that was cut', () => {
    written(1)
    writeFileSync(join(folder.path, 'outbox.key'), 'short')
    expect(() => Journal.open(folder.path)).toThrow('outbox.key is no key of 32 bytes')
  })
})
