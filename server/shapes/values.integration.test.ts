import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ShapeDefinition } from '../../shared/command/shape.ts'
import { newId } from '../../shared/kernel/ids.ts'
import { type EngineUnderTest, scopeHeaders, startEngine, temporaryFolder } from '../../tests/support/engine.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { changesOf, readShape } from '../../tests/support/shape-reader.ts'
import { addShapeTable } from '../../tests/support/shape-table.ts'

let central: CentralDatabase
let served: EngineUnderTest
let kinds: ShapeDefinition
const folder = temporaryFolder()

/** Column: type, SQL that makes a value, and the text that both the snapshot and the stream must carry. */
const KINDS: readonly (readonly [column: string, type: string, sql: string, text: string | null])[] = [
  ['money', 'numeric(20,6)', '1234567890.5', '1234567890.500000'],
  [
    'json_value',
    'jsonb',
    `'{"b": [1, null, "x\\ty"], "a": {"é": true}}'`,
    '{"a": {"é": true}, "b": [1, null, "x\\ty"]}',
  ],
  ['json_text', 'json', `'{"b":1,  "b":2}'`, '{"b":1,  "b":2}'],
  ['ints', 'int[]', `'{1,NULL,3}'`, '{1,NULL,3}'],
  ['matrix', 'int[][]', `'{{1,2},{3,4}}'`, '{{1,2},{3,4}}'],
  ['texts', 'text[]', `ARRAY['a,b', 'c"d', 'e\\f', '', NULL, 'NULL']`, '{"a,b","c\\"d","e\\\\f","",NULL,"NULL"}'],
  [
    'address',
    'shared.address',
    `ROW('Rua 1, 2º', NULL, 'Lis"boa', '', '1000', 'PT')::shared.address`,
    '("Rua 1, 2º",,"Lis""boa","",1000,PT)',
  ],
  ['mood', 'shared.user_status', `'active'`, 'active'],
  ['day', 'date', `'2026-02-28'`, '2026-02-28'],
  ['never', 'date', `'infinity'`, 'infinity'],
  ['at', 'timestamptz', `'2026-07-01 12:00:00.123456+02'`, '2026-07-01 10:00:00.123456+00'],
  ['clock', 'time', `'23:59:59.5'`, '23:59:59.5'],
  ['nights', 'daterange', `'[2026-01-01,2026-01-04)'`, '[2026-01-01,2026-01-04)'],
  ['secret', 'bytea', `'\\x00ff5c0a'`, '\\x00ff5c0a'],
  ['padded', 'char(6)', `'ab'`, 'ab    '],
  ['country', 'shared.country_code', `'PT'`, 'PT'],
  ['code', 'varchar(10)', `'a b '`, 'a b '],
  [
    'body',
    'text',
    `E'quote '' " back\\\\slash\\nnew\\tline\\r\\x01 \\\\N ñ 漢 🛎 \\\\.'`,
    'quote \' " back\\slash\nnew\tline\r\x01 \\N ñ 漢 🛎 \\.',
  ],
  ['empty', 'text', `''`, ''],
  ['nothing', 'text', 'NULL', null],
  ['null_word', 'text', `'\\N'`, '\\N'],
  ['yes', 'boolean', 'true', 't'],
  ['no', 'boolean', 'false', 'f'],
  ['ratio', 'float8', '0.1::float8 + 0.2::float8', '0.30000000000000004'],
  ['span', 'interval', `'1 day 02:03:04.5'`, 'P1DT2H3M4.5S'],
  ['big', 'bigint', '9007199254740993', '9007199254740993'],
  ['long', 'text', `repeat('é', 20000)`, 'é'.repeat(20_000)],
]

beforeAll(async () => {
  central = await freshCentral()
  kinds = await addShapeTable(central, 'test_kinds', KINDS.map(([name, type]) => `${name} ${type}`).join(', '))
  await central.query(`ALTER TABLE ${kinds.table} ALTER long SET STORAGE EXTERNAL`)
  await central.query(`ALTER TABLE ${kinds.table} ADD twice numeric GENERATED ALWAYS AS (money * 2) STORED`)
  served = await startEngine({ databaseUrl: central.url, dataDir: folder.path, shapes: [kinds] })
})

afterAll(async () => {
  await served?.stop()
  await central?.drop()
  folder.remove()
})

const columns = KINDS.map(([name]) => name).join(', ')
const expected = Object.fromEntries(KINDS.map(([name, , , text]) => [name, text]))

const insert = (id: string, property: string) =>
  central.query(
    `INSERT INTO ${kinds.table} (id, property_id, ${columns}) VALUES ('${id}', '${property}', ${KINDS.map(([, type, sql]) => `(${sql})::${type}`).join(', ')})`,
  )

async function changesUntil(headers: Record<string, string>, from: { handle: string; offset: string }) {
  for (;;) {
    const { messages } = await readShape(served.url, kinds.table, headers, from)
    const changes = changesOf(messages)
    if (changes.length > 0) return changes
  }
}

it('V1 a row reads alike from the snapshot and from the stream: PostgreSQL’s text output', async () => {
  const property = newId()
  const headers = scopeHeaders([property])
  const [early, late] = [newId(), newId()]
  await insert(early, property)
  const start = await readShape(served.url, kinds.table, headers)
  await insert(late, property)
  const rest = { property_id: property, hot: 't', ...expected }
  expect(changesOf(start.messages).map((message) => message.value)).toEqual([{ id: early, ...rest }])
  expect((await changesUntil(headers, start)).map((message) => message.value)).toEqual([{ id: late, ...rest }])
})

it('V2 an update carries what changed; an unchanged TOAST value is neither sent nor lost', async () => {
  const property = newId()
  const headers = scopeHeaders([property])
  const id = newId()
  await insert(id, property)
  const start = await readShape(served.url, kinds.table, headers)
  await central.query(`UPDATE ${kinds.table} SET mood = 'locked', nothing = '', empty = NULL WHERE id = $1`, [id])
  const [update] = await changesUntil(headers, start)
  expect(update).toMatchObject({ headers: { operation: 'update' } })
  expect(update?.value).toEqual({ id, mood: 'locked', nothing: '', empty: null })
})

it('V3 a row that enters by an update carries its unchanged TOAST value', async () => {
  const [here, there, id] = [newId(), newId(), newId()]
  await insert(id, there)
  const headers = scopeHeaders([here])
  const start = await readShape(served.url, kinds.table, headers)
  await central.query(`UPDATE ${kinds.table} SET property_id = $2 WHERE id = $1`, [id, here])
  const [entered] = await changesUntil(headers, start)
  expect(entered?.value).toEqual({ id, property_id: here, hot: 't', ...expected })
})

it('V4 the schema header names types, dimensions, lengths and key as Electric does', async () => {
  const { pages } = await readShape(served.url, kinds.table, scopeHeaders([newId()]))
  expect(JSON.parse(pages[0]?.headers.get('electric-schema') ?? '')).toMatchObject({
    id: { type: 'uuid', pk_index: 0, not_null: true },
    money: { type: 'numeric', precision: 20, scale: 6 },
    ints: { type: 'int4', dims: 1 },
    matrix: { type: 'int4', dims: 2 },
    padded: { type: 'bpchar', length: 6 },
    code: { type: 'varchar', max_length: 10 },
    mood: { type: 'user_status' },
  })
})
