import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isStale } from './build-page.ts'

let project: string
const touch = (path: string, second: number) => {
  mkdirSync(join(project, path, '..'), { recursive: true })
  writeFileSync(join(project, path), '')
  utimesSync(join(project, path), second, second)
}
beforeEach(() => (project = mkdtempSync(join(tmpdir(), 'stayos-build-'))))
afterEach(() => rmSync(project, { recursive: true, force: true }))

it('builds what was never built, and again after a change anywhere below', () => {
  const stale = () => isStale(project, 'dist/index.html', ['src', 'missing'])
  touch('src/a/deep.ts', 100)
  expect(stale()).toBe(true)
  touch('dist/index.html', 200)
  expect(stale()).toBe(false)
  touch('src/a/deeper/b.ts', 300)
  expect(stale()).toBe(true)
})
