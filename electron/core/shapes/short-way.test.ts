import { expect, test } from 'vitest'
import { type ChangeMessage, statementsOf } from './change-statement.ts'
import type { Asked, PollAnswer } from './poll-answer.ts'
import { readChanges } from './short-way.ts'
import type { SyncedTable } from './tables.ts'

const table: SyncedTable = {
  name: 's.a',
  schema: 's',
  table: 'a',
  sql: '"s"."a"',
  primaryKey: ['id'],
  jsonColumns: new Set(['facts']),
  columns: new Set(['id', 'n']),
  types: null,
}
const message = (operation: ChangeMessage['headers']['operation'], value: ChangeMessage['value']): ChangeMessage => ({
  value,
  headers: { operation },
})
const sql = (messages: ChangeMessage[]) => statementsOf(table, messages).map((each) => [each.sql, ...each.params])

test('M17 neighbours that put in or take out rows of the same columns are one statement, in the order of the changes', () => {
  expect(
    sql([
      message('insert', { id: '1', n: 'x' }),
      message('insert', { id: '2', n: null }),
      message('insert', { id: '3' }),
      message('update', { id: '1', n: 'y' }),
      message('delete', { id: '2' }),
      message('delete', { id: '3' }),
      message('insert', { id: '2', n: 'z' }),
    ]),
  ).toEqual([
    ['INSERT INTO "s"."a" ("id", "n") VALUES ($1, $2), ($3, $4)', '1', 'x', '2', null],
    ['INSERT INTO "s"."a" ("id") VALUES ($1)', '3'],
    ['UPDATE "s"."a" SET "n" = $1 WHERE "id" = $2', 'y', '1'],
    ['DELETE FROM "s"."a" WHERE ("id" = $1) OR ("id" = $2)', '2', '3'],
    ['INSERT INTO "s"."a" ("id", "n") VALUES ($1, $2)', '2', 'z'],
  ])
})

test('M17 neighbours that change the same columns of different rows are one statement, but for those of JSON', () => {
  const change = (id: string, value: object) => message('update', { id, ...value })
  const many =
    'UPDATE "s"."a" AS here SET "n" = its."n" FROM jsonb_populate_recordset(NULL::"s"."a", $1::jsonb) AS its WHERE here."id" = its."id"'
  expect(
    sql([change('1', { n: 'x' }), change('2', { n: null }), change('1', { n: 'y' }), change('3', { m: 'z' })]),
  ).toEqual([
    [many, '[{"id":"1","n":"x"},{"id":"2","n":null}]'],
    ['UPDATE "s"."a" SET "n" = $1 WHERE "id" = $2', 'y', '1'],
    ['UPDATE "s"."a" SET "m" = $1 WHERE "id" = $2', 'z', '3'],
  ])
  const facts = statementsOf(table, [change('1', { facts: '{}' }), change('2', { facts: '[]' })])
  expect(facts.map(({ params, changes }) => [params[0], changes?.map(({ values }) => values.id)])).toEqual([
    ['{}', ['1']],
    ['[]', ['2']],
  ])
})

test('M17 each statement tells the rows that it changes; an update of nothing is none', () => {
  const [inserted] = statementsOf(table, [message('insert', { id: '1' }), message('insert', { id: '2' })])
  expect(inserted?.changes).toEqual([
    { table: 's.a', operation: 'insert', values: { id: '1' } },
    { table: 's.a', operation: 'insert', values: { id: '2' } },
  ])
  expect(sql([message('update', { id: '1' })])).toEqual([])
  expect(
    statementsOf(
      table,
      Array.from({ length: 250 }, (_, i) => message('delete', { id: String(i) })),
    ),
  ).toHaveLength(3)
})

test('M17 many new rows are copied, with what the text format of COPY escapes', () => {
  const odd = [null, '', '\\N', 'a\tb', 'a\nb\r', 'ä "q"']
  const rows = Array.from({ length: 210 }, (_, i) =>
    message('insert', { id: String(i), n: odd[i % odd.length] ?? null }),
  )
  const statements = statementsOf(table, rows)
  expect(statements.map(({ sql, params, changes }) => [sql, params.length, changes?.length])).toEqual([
    [`COPY "s"."a" ("id", "n") FROM '/dev/blob' (FORMAT text)`, 0, 200],
    ['INSERT INTO "s"."a" ("id", "n") VALUES ' + insertValues(10), 20, 10],
  ])
  expect(statements[0]?.lines?.split('\n').slice(0, 6)).toEqual([
    '0\t\\N',
    '1\t',
    '2\t\\\\N',
    '3\ta\\tb',
    '4\ta\\nb\\r',
    '5\tä "q"',
  ])
})
const insertValues = (rows: number) =>
  Array.from({ length: rows }, (_, i) => `($${2 * i + 1}, $${2 * i + 2})`).join(', ')

const asked: Asked[] = [{ table: 's.a', handle: 'a-1', offset: '100_inf', live: true }]
const answer = (part: object = {}, body = [message('delete', { id: '1' }), UP_TO_DATE]): PollAnswer => ({
  head: { g: '120', epoch: 'e', parts: [{ i: 0, status: 200, handle: 'a-1', offset: '120_inf', ...part }] },
  bodies: [JSON.stringify(body)],
})
const UP_TO_DATE: object = { headers: { control: 'up-to-date', global_last_seen_lsn: '120' } }
const read = (ask: readonly Asked[], given: PollAnswer) => readChanges(ask, given, new Map([['s.a', table]]))

test('M17 an answer of nothing but changes goes past the streams, even one of none', () => {
  expect(read(asked, answer())).toMatchObject({ lsn: 120n, statements: [{ params: ['1'] }] })
  expect(read(asked, { head: { g: '130', epoch: 'e', parts: [] }, bodies: [] })).toEqual({ lsn: 130n, statements: [] })
})

test('M17 a shape that starts, was rotated, is too large, or says what is no change, is for the streams', () => {
  const [ask] = asked as [Asked]
  expect(read([{ ...ask, live: false }], answer())).toBeNull()
  expect(read([{ ...ask, offset: '-1' }], answer())).toBeNull()
  expect(read(asked, answer({ status: 409, handle: 'a-2' }))).toBeNull()
  expect(read(asked, answer({ plain: true }))).toBeNull()
  expect(read(asked, answer({ handle: 'a-2' }))).toBeNull()
  const noChanges = [
    { headers: { control: 'snapshot-end' } },
    { headers: { operation: 'truncate' }, value: {} },
    { headers: { operation: 'insert' }, value: { id: 1 } },
    { headers: { operation: 'insert' }, value: ['1'] },
    { headers: { operation: 'insert' } },
    { value: { id: '1' } },
    null,
  ]
  for (const message of noChanges) expect(read(asked, answer({}, [message as object]))).toBeNull()
  expect(read([{ ...ask, table: 's.unknown' }], answer())).toBeNull()
})
