import {
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { watchFolder } from './file-layer.ts'
import { VolatileDisk } from './volatile-disk.ts'

const KEEP = () => 0
const REVERT = () => 0.999
let home: string
let root: string
let disk: VolatileDisk
let stop: () => void

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'stayos-disk-'))
  root = join(home, 'root')
  mkdirSync(root)
  disk = new VolatileDisk(root)
  stop = watchFolder(root, (change) => disk.apply(change))
})
afterEach(() => {
  stop()
  rmSync(home, { recursive: true })
})

function write(name: string, text: string, at = 0, flush = true): void {
  const file = openSync(join(root, name), at === 0 ? 'w' : 'r+')
  writeSync(file, Buffer.from(text), 0, text.length, at)
  if (flush) fsyncSync(file)
  closeSync(file)
}

function after(chance: () => number): Record<string, string> {
  const left = join(home, 'left')
  disk.cutInto(left, chance)
  return Object.fromEntries(readdirSync(left).map((name) => [name, readFileSync(join(left, name), 'utf8')]))
}

it('keeps what was flushed, and of the rest what chance keeps, block by block', () => {
  write('a', 'x'.repeat(8192))
  write('a', 'y'.repeat(4096), 4096, false)
  expect(after(KEEP)).toEqual({ a: 'x'.repeat(4096) + 'y'.repeat(4096) })
  expect(after(REVERT)).toEqual({ a: 'x'.repeat(8192) })
  write('a', 'z'.repeat(4096), 8192, false)
  expect(after(REVERT)).toEqual({ a: 'x'.repeat(8192) })
})

it('loses a file that was never flushed, and a rename whose folder was not', () => {
  write('new', 'text', 0, false)
  expect(after(REVERT)).toEqual({})
  write('sure', 'text')
  renameSync(join(root, 'sure'), join(root, 'moved'))
  expect(Object.keys(after(REVERT))).toContain('sure')
  const folder = openSync(root, 'r')
  fsyncSync(folder)
  closeSync(folder)
  expect(Object.keys(after(REVERT))).toContain('moved')
  expect(Object.keys(after(REVERT))).not.toContain('sure')
})

it('brings a removed file back where its folder was not flushed', () => {
  write('gone', 'text')
  rmSync(join(root, 'gone'))
  expect(after(REVERT)).toHaveProperty('gone')
  expect(after(KEEP)).toEqual({})
})

it('sees what is written and flushed in the background', async () => {
  const file = await open(join(root, 'part'), 'w+')
  await file.write(Buffer.from('xxxx'), 0, 4, 0)
  expect(after(KEEP)).toEqual({ part: 'xxxx' })
  expect(after(REVERT)).toEqual({})
  await file.sync()
  await file.write(Buffer.from('yy'), 0, 2, 4)
  expect(after(REVERT)).toEqual({ part: 'xxxx' })
  await file.truncate(2)
  expect(after(KEEP)).toEqual({ part: 'xx' })
  await file.close()
})
