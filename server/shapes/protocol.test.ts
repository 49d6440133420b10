import { describe, expect, it } from 'vitest'
import type { ShapeDefinition } from '../../shared/command/shape.ts'
import { type Catalog, tablesOf } from './catalog.ts'
import { lineBlocks, parseCopyBlock, parseCopyLine } from './copy-text.ts'
import { nextCursor } from './get-shape.ts'
import { isValidHandle, issueHandle } from './handles.ts'
import { widenXid } from './log/records.ts'
import { rowKey } from './messages.ts'
import { createNamedShapeResolver, createRowFilter } from './named-shapes.ts'
import { parseOffset } from './offset.ts'
import type { Scope } from './scope.ts'
import { isVisible, parseVisibility } from './visibility.ts'
import { Waiters } from './waiters.ts'

const A = '0190a000-0000-7000-8000-00000000000a'
const B = '0190a000-0000-7000-8000-00000000000b'

const column = (relation: string, name: string, more = {}) => ({
  ...{ schema: 's', relation, name, type_oid: 25, type_name: 'text', type: 'text' },
  ...{ type_modifier: -1, dimensions: 0, not_null: false, generated: false, key_index: null, ...more },
})

const tables = tablesOf([
  column('t', 'id', { key_index: 0 }),
  column('t', 'property_id'),
  column('t', 'hot'),
  column('t', 'secret'),
  column('t', 'total', { generated: true }),
  column('keyless', 'property_id'),
  column('reference', 'code', { key_index: 0 }),
])
const catalog: Catalog = { table: (name) => tables.get(name), refresh: async () => undefined }
const shapes: ShapeDefinition[] = [
  { table: 's.t', scope: 'property_id', hot: true, withheld: { outlet: ['secret'] }, hiddenFrom: ['head_office'] },
  { table: 's.keyless', scope: 'property_id', hot: false },
  { table: 's.reference', scope: 'all', hot: false },
]
const resolve = createNamedShapeResolver(shapes, catalog)
const scope = (properties: string[], role: Scope['role'] = 'desk'): Scope => ({ terminalId: 'x', role, properties })
const row = (values: Record<string, string | null>) => (name: string) => values[name]

describe('createNamedShapeResolver', () => {
  it('N1 takes columns from the catalog, without generated and withheld ones', () => {
    expect(resolve('s.t', undefined, scope([A]))?.columns).toEqual(['id', 'property_id', 'hot', 'secret'])
    expect(resolve('s.t', undefined, scope([A], 'outlet'))?.columns).toEqual(['id', 'property_id', 'hot'])
  })

  it('N2 takes rows from the scope alone, alike in SQL and in the stream', () => {
    const shape = resolve('"s"."t"', new URLSearchParams({ log: 'full' }), scope([B, A, A]))
    expect(shape?.where).toBe(`"property_id" IN ('${A}', '${B}') AND "hot"`)
    expect(shape?.properties).toEqual([A, B])
    expect(shape?.matches(row({ property_id: B, hot: 't' }))).toBe(true)
    for (const values of [
      { property_id: A, hot: 'f' },
      { property_id: null, hot: 't' },
      { property_id: 'c', hot: 't' },
    ]) {
      expect(shape?.matches(row(values))).toBe(false)
    }
    expect(resolve('s.t', undefined, scope([]))?.where).toBe('false AND "hot"')
  })

  it('N3 refuses what is unknown, hidden, without key, narrowed, or under a scope that is no list of ids', () => {
    const parameters = (name: string) => new URLSearchParams({ [name]: 'x' })
    expect(resolve('s.other', undefined, scope([A]))).toBeUndefined()
    expect(resolve('s.t', undefined, scope([A], 'head_office'))).toBeUndefined()
    expect(resolve('s.keyless', undefined, scope([A]))).toBeUndefined()
    for (const name of ['where', 'columns', 'replica', 'subset__limit']) {
      expect(resolve('s.t', parameters(name), scope([A]))).toBeUndefined()
    }
    expect(resolve('s.t', undefined, scope([`${A}') OR true --`]))).toBeUndefined()
  })

  it('N4 gives each scope an identity of its own', () => {
    const identities = [scope([A]), scope([B]), scope([A, B]), scope([A], 'outlet')].map(
      (each) => resolve('s.t', undefined, each)?.identity,
    )
    expect(new Set(identities).size).toBe(4)
    expect(resolve('s.t', undefined, scope([B, A]))?.identity).toBe(identities[2])
  })

  it('N5 keeps for the log what a shape could hold', () => {
    const keep = createRowFilter(shapes)
    expect(keep('s.t', row({ hot: 't' }))).toBe(true)
    expect(keep('s.t', row({ hot: 'f' }))).toBe(false)
    expect(keep('s.reference', row({}))).toBe(true)
    expect(keep('s.other', row({}))).toBe(false)
  })
})

describe('handles', () => {
  it('H1 stand while epoch, binding and rotation mark allow, and are never issued twice', () => {
    let number = 0
    const source = { epoch: 'abc', issueNumber: () => ++number, rotationMark: () => 1 }
    const [own, other] = [resolve('s.t', undefined, scope([A])), resolve('s.t', undefined, scope([B]))]
    if (!own || !other) throw new Error('not resolved')
    const [first, second] = [issueHandle(source, own), issueHandle(source, own)]
    expect(first).not.toBe(second)
    expect(isValidHandle(source, own, first)).toBe(false) // at the mark
    expect(isValidHandle(source, own, second)).toBe(true)
    expect(isValidHandle(source, other, second)).toBe(false)
    expect(isValidHandle({ ...source, epoch: 'abd' }, own, second)).toBe(false)
    for (const junk of [undefined, '', 'null', second.slice(0, -1)])
      expect(isValidHandle(source, own, junk)).toBe(false)
  })
})

describe('positions', () => {
  it('O1 reads every form of offset', () => {
    expect(parseOffset('-1')).toEqual({ kind: 'start' })
    expect(parseOffset('now')).toEqual({ kind: 'now' })
    expect(parseOffset('0_3')).toEqual({ kind: 'snapshot', chunk: 3 })
    expect(parseOffset('0_inf')).toEqual({ kind: 'snapshot', chunk: Infinity })
    expect(parseOffset('18446744073709551615_inf')).toEqual({ kind: 'log', lsn: 18446744073709551615n })
    expect(parseOffset('42_6')).toEqual({ kind: 'log', lsn: 42n, op: 6 })
    expect(parseOffset('42_0')).toEqual({ kind: 'log', lsn: 42n })
    for (const junk of ['', '1', '-2', '1_', '_1', '1_-1', '1_inf ', 'inf_1', '0x1_0'])
      expect(parseOffset(junk)).toBeUndefined()
  })

  it('O2 never gives the same cursor twice in a row', () => {
    const now = Date.UTC(2026, 0, 1)
    const first = nextCursor(null, 20_000, now)
    expect(Number(first) % 20).toBe(0)
    expect(Number(nextCursor(first, 20_000, now, 0))).toBe(Number(first) + 1)
    expect(Number(nextCursor(first, 20_000, now, 0.999))).toBeLessThanOrEqual(Number(first) + 3600)
    expect(nextCursor('junk', 20_000, now)).toBe(first)
  })

  it('O3 a snapshot sees what had ended when it was taken', () => {
    const snapshot = parseVisibility('10:20:12,15')
    expect([9n, 11n, 19n].map((xid) => isVisible(xid, snapshot))).toEqual([true, true, true])
    expect([12n, 15n, 20n, 30n].map((xid) => isVisible(xid, snapshot))).toEqual([false, false, false, false])
  })

  it('O4 widens a transaction id to the nearest one, over the wrap', () => {
    const wrap = 2n ** 32n
    expect(widenXid(5, wrap - 3n)).toBe(wrap + 5n)
    expect(widenXid(0xfffffffe, wrap + 3n)).toBe(wrap - 2n)
    expect(widenXid(7, 3n * wrap + 9n)).toBe(3n * wrap + 7n)
  })
})

describe('COPY text', () => {
  it('C1 reads escapes, NULL and empty text', () => {
    expect(parseCopyLine('a\\tb\\n\t\\N\t\t\\\\N\t\\\\.\tx\\ry')).toEqual(['a\tb\n', null, '', '\\N', '\\.', 'x\ry'])
  })

  it('C2 cuts blocks at line ends only, whatever the chunks', async () => {
    const text = Array.from({ length: 50 }, (_, i) => `${i}\té${'x'.repeat(i % 7)}\n`).join('')
    for (const step of [1, 3, 16, 1_000]) {
      const source = (async function* () {
        const bytes = Buffer.from(text)
        for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step)
      })()
      const blocks: Buffer[] = []
      for await (const block of lineBlocks(source, 40)) blocks.push(block)
      expect(Buffer.concat(blocks).toString()).toBe(text)
      expect(blocks.length).toBeGreaterThan(5)
      expect(blocks.every((block) => block.at(-1) === 0x0a)).toBe(true)
      expect(blocks.flatMap(parseCopyBlock)).toHaveLength(50)
    }
  })
})

it('K1 a key escapes what would divide it', () => {
  const [table] = tablesOf([column('a/b.c', 'x', { key_index: 0 }), column('a/b.c', 'y', { key_index: 1 })]).values()
  if (!table) throw new Error('no table')
  expect(rowKey(table, row({ x: 'p/q', y: null }))).toBe('"s"."a//b..c"/"p//q"/_')
})

describe('Waiters', () => {
  it('W1 wakes whom a name concerns, once, and forgets who has left', async () => {
    const waiters = new Waiters()
    const woken: string[] = []
    const wait = (name: string, signal?: AbortSignal) =>
      waiters.wait([name, 'both'], 10_000, signal).then(() => woken.push(name))
    const aborter = new AbortController()
    const waits = [wait('a'), wait('b'), wait('c', aborter.signal)]
    expect(waiters.count).toBe(3)
    waiters.wake(['a', 'nobody'])
    await waits[0]
    expect(woken).toEqual(['a'])
    aborter.abort()
    await waits[2]
    waiters.wake(['both'])
    await waits[1]
    expect(waiters.count).toBe(0)
    waiters.close()
    await waiters.wait(['a'], 10_000)
  })
})
