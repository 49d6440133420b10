import { expect, it } from 'vitest'
import { tablesOf } from './catalog.ts'
import type { ChangeRecord } from './log/records.ts'
import { DividedTransaction, type PagedLog, readLogPage } from './log-page.ts'
import type { ServedShape } from './messages.ts'
import type { LogOffset } from './offset.ts'

const COLUMN = {
  ...{ schema: 's', relation: 't', name: 'id', type_oid: 25, type_name: 'text', type: 'text' },
  ...{ type_modifier: -1, dimensions: 0, not_null: true, generated: false, key_index: 0 },
}
const [table] = tablesOf([COLUMN]).values()
if (!table) throw new Error('no table')

function serve(identity = 'all'): { served: ServedShape; judged: () => number } {
  let judged = 0
  const shape = {
    ...{ table: 's.t', columns: ['id'], identity, where: 'true', properties: [''], replica: 'default' as const },
    matches: () => ++judged > 0,
  }
  return { served: { shape, table: table as NonNullable<typeof table> }, judged: () => judged }
}

const record = (lsn: bigint, ids: readonly string[]): ChangeRecord => ({
  ...{ lsn, xid: 1, columns: ['id'] },
  changes: ids.map((id, i) => ({ position: i * 2, old: null, new: [id] })),
})

function logOf(records: readonly ChangeRecord[], epoch = 'e'): PagedLog {
  return {
    ...{ epoch, position: records.at(-1)?.lsn ?? 0n, partitionsOf: () => ['s.t|'], hasChanges: () => true },
    *changes(_, after, upTo) {
      yield* records.filter(({ lsn }) => lsn > after && lsn <= upTo)
    },
  }
}

const IDS = Array.from({ length: 200 }, (_, i) => `row-${i}`)
const idsOf = (messages: readonly string[]) =>
  messages.map((text) => (JSON.parse(text) as { value: { id: string } }).value.id)

/** Every page from the start of the log on. */
function readAll(log: PagedLog, served: ServedShape, divided = new DividedTransaction()) {
  const pages: string[][] = []
  for (let from: LogOffset = { kind: 'log', lsn: 1n }; ;) {
    const page = readLogPage(log, served, from, 1000, divided)
    pages.push(idsOf(page.messages))
    if (page.isWhole) return pages
    from = page.op > 0 ? { kind: 'log', lsn: page.lsn, op: page.op } : { kind: 'log', lsn: page.lsn }
  }
}

it('S14 a large transaction in parts is judged once, not once for each part', () => {
  const { served, judged } = serve()
  const pages = readAll(logOf([record(5n, IDS), record(6n, ['after'])]), served)
  expect(pages.length).toBeGreaterThan(10)
  expect(pages.flat()).toEqual([...IDS, 'after'])
  // The small one behind it is looked at again wherever an answer could still reach it.
  expect(judged()).toBeLessThan(IDS.length + pages.length + 2)
})

it('S14 parts of one shape, or of one history, are never given to another', () => {
  const divided = new DividedTransaction()
  const start: LogOffset = { kind: 'log', lsn: 1n }
  const [first, other] = [serve(), serve('another')]
  const cut = readLogPage(logOf([record(5n, IDS)]), first.served, start, 1000, divided)
  const inside: LogOffset = { kind: 'log', lsn: cut.lsn, op: cut.op }
  const others = IDS.map((id) => `other ${id}`)
  const elsewhere = logOf([record(5n, others)], 'another epoch')
  expect(idsOf(readLogPage(elsewhere, first.served, inside, 1e9, divided).messages)).toEqual(others.slice(cut.op / 2))
  const before = other.judged()
  readLogPage(logOf([record(5n, IDS)]), other.served, inside, 1e9, divided)
  expect(other.judged() - before).toBe(IDS.length)
})
