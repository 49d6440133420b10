import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isSameToken, keepToken, makeToken } from './token.ts'

let folder: string
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'stayos-token-'))))
afterEach(() => rm(folder, { recursive: true, force: true }))

it('has 256 bits', () => {
  expect(Buffer.from(makeToken(), 'base64url')).toHaveLength(32)
  expect(makeToken()).not.toBe(makeToken())
})

it('compares texts of any length', () => {
  const token = makeToken()
  expect(isSameToken(token, token)).toBe(true)
  expect(isSameToken('', token)).toBe(false)
  expect(isSameToken(token.slice(1), token)).toBe(false)
})

it('is kept for the next start, for its owner only', async () => {
  const first = await keepToken(folder)
  expect(await keepToken(folder)).toBe(first)
  expect((await stat(join(folder, 'station-token'))).mode & 0o777).toBe(0o600)
})

it('is made anew where the file holds none, and closed where it stood open', async () => {
  const path = join(folder, 'station-token')
  await writeFile(path, 'short', { mode: 0o644 })
  expect(await keepToken(folder)).toHaveLength(43)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})
