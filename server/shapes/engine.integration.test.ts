import { setTimeout as sleep } from 'node:timers/promises'
import { Shape, ShapeStream, type ShapeStreamInterface } from '@electric-sql/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ShapeDefinition } from '../../shared/command/shape.ts'
import { newId } from '../../shared/kernel/ids.ts'
import { type EngineUnderTest, scopeHeaders, startEngine, temporaryFolder } from '../../tests/support/engine.ts'
import { addHotel } from '../../tests/support/hotel.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { changesOf, getShape, PollingTerminal, pollShapes, readShape } from '../../tests/support/shape-reader.ts'
import { addShapeTable } from '../../tests/support/shape-table.ts'

let central: CentralDatabase
let served: EngineUnderTest
let notes: ShapeDefinition
let cooling: ShapeDefinition
const folder = temporaryFolder()

beforeAll(async () => {
  central = await freshCentral()
  notes = await addShapeTable(central, 'test_notes', 'body text, position int')
  cooling = await addShapeTable(central, 'test_cooling', 'body text', { hot: true })
  const rotated = await addShapeTable(central, 'test_rotated', 'body text')
  const widened = await addShapeTable(central, 'test_widened', 'body text')
  const shapes = [notes, cooling, rotated, widened]
  served = await startEngine({
    databaseUrl: central.url,
    dataDir: folder.path,
    shapes,
    chunkBytes: 2_000,
    longPollMs: 1_000,
  })
})

afterAll(async () => {
  await served?.stop()
  await central?.drop()
  folder.remove()
})

const addNote = async (property: string | null, body: string, table = notes.table) => {
  const [row] = await central.query<{ id: string }>(
    `INSERT INTO ${table} (property_id, body) VALUES ($1, $2) RETURNING id`,
    [property, body],
  )
  return row?.id ?? ''
}

async function until(check: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !check(); await sleep(10))
    if (Date.now() > end) throw new Error('it never came')
}

describe('the official client', () => {
  it('S1 gets what is there, then what changes', async () => {
    const { property } = await addHotel(central, 'OFFICIAL')
    const first = await addNote(property, 'before')
    const aborter = new AbortController()
    const stream = new ShapeStream({
      url: `${served.url}/v1/shape`,
      params: { table: notes.table },
      headers: scopeHeaders([property]),
      signal: aborter.signal,
    })
    const shape = new Shape(stream as ShapeStreamInterface)
    const bodies = () => shape.currentRows.map((row) => row.body).sort()
    expect((await shape.rows).map((row) => row.body)).toEqual(['before'])
    await addNote(property, 'after')
    await until(() => bodies().length === 2)
    await central.query(`UPDATE ${notes.table} SET body = 'changed' WHERE id = $1`, [first])
    await until(() => bodies().includes('changed'))
    await central.query(`DELETE FROM ${notes.table} WHERE id = $1`, [first])
    await until(() => bodies().length === 1)
    expect(bodies()).toEqual(['after'])
    aborter.abort()
  })
})

describe('GET /v1/shape', () => {
  it('S2 starts in two requests, in chunks, with snapshot-end before up-to-date', async () => {
    const property = newId()
    await central.query(
      `INSERT INTO ${notes.table} (property_id, body) SELECT $1, repeat('x', 200) FROM generate_series(1, 40)`,
      [property],
    )
    const { pages, offset } = await readShape(served.url, notes.table, scopeHeaders([property]))
    expect(pages.length).toBeGreaterThan(3)
    expect(pages.slice(0, 3).map((page) => page.offset)).toEqual(['0_0', '0_1', '0_2'])
    expect(offset).toMatch(/^\d+_0$/)
    const all = pages.flatMap((page) => page.messages)
    expect(changesOf(all)).toHaveLength(40)
    expect(all.slice(-2).map((message) => message.headers.control)).toEqual(['snapshot-end', 'up-to-date'])
    expect(typeof all.at(-1)?.headers.global_last_seen_lsn).toBe('string')
    for (const message of changesOf(all)) {
      expect(message.headers).toEqual({ operation: 'insert', relation: ['property_mgmt', 'test_notes'] })
    }
    for (const page of pages) {
      expect(page.headers.get('electric-cursor')).toBeNull()
      expect(page.headers.get('cache-control')).toBe('private, no-store')
      expect(JSON.parse(page.headers.get('electric-schema') ?? '')).toMatchObject({ id: { type: 'uuid', pk_index: 0 } })
    }
  })

  it('S3 answers an empty shape, then holds a live request until a change, and says where it stands when nothing comes', async () => {
    const headers = scopeHeaders([newId()])
    const property = (JSON.parse(headers['x-test-scope'] ?? '') as { properties: string[] }).properties[0] ?? ''
    const start = await readShape(served.url, notes.table, headers)
    expect(start.pages.map((page) => page.upToDate)).toEqual([false, true])
    const position = { table: notes.table, handle: start.handle, offset: start.offset, live: 'true' }
    const idle = await getShape(served.url, position, headers)
    expect(idle.upToDate).toBe(true)
    expect(changesOf(idle.messages)).toEqual([])
    const held = getShape(served.url, { ...position, cursor: idle.headers.get('electric-cursor') ?? '' }, headers)
    await until(() => served.engine.status().held > 0)
    await addNote(property, 'live')
    const live = await held
    expect(live.headers.get('electric-schema')).toBeNull()
    expect(live.headers.get('electric-cursor')).not.toBe(idle.headers.get('electric-cursor'))
    const [insert] = changesOf(live.messages)
    expect(insert?.value).toMatchObject({ body: 'live', hot: 't' })
    expect(insert?.headers).toMatchObject({ operation: 'insert', last: true, op_position: 0 })
    expect(live.offset).toBe(`${String(insert?.headers.lsn)}_0`)
  })

  it('S4 refuses a bad offset, a missing handle, an unknown table and a terminal that narrows its shape', async () => {
    const headers = scopeHeaders([newId()])
    const status = async (params: Record<string, string>) => (await getShape(served.url, params, headers)).status
    expect(await status({ table: notes.table, offset: 'x' })).toBe(400)
    expect(await status({ table: notes.table, offset: '12_inf' })).toBe(400)
    expect(await status({ table: notes.table, offset: '-1', live: 'true' })).toBe(400)
    expect(await status({ table: 'shared.users', offset: '-1' })).toBe(400)
    expect(await status({ table: 'sync.terminals', offset: '-1' })).toBe(400)
    expect(await status({ table: notes.table, offset: '-1', where: 'true' })).toBe(400)
    expect(await status({ table: notes.table, offset: '-1' })).toBe(200)
  })

  it('S5 binds a handle to its scope: under another property, role or table it is refetched', async () => {
    const [own, foreign] = [newId(), newId()]
    const { handle, offset } = await readShape(served.url, notes.table, scopeHeaders([own]))
    const statusUnder = async (table: string, headers: Record<string, string>) => {
      const page = await getShape(served.url, { table, handle, offset }, headers)
      if (page.status === 409) {
        expect(page.messages).toEqual([{ headers: { control: 'must-refetch' } }])
        expect(page.headers.get('content-type')).toContain('application/json')
        expect(page.handle).not.toBe(handle)
      }
      return page.status
    }
    expect(await statusUnder(notes.table, scopeHeaders([own]))).toBe(200)
    expect(await statusUnder(notes.table, scopeHeaders([foreign]))).toBe(409)
    expect(await statusUnder(notes.table, scopeHeaders([own, foreign]))).toBe(409)
    expect(await statusUnder(notes.table, scopeHeaders([own], 'housekeeping'))).toBe(409)
    expect(await statusUnder(cooling.table, scopeHeaders([own]))).toBe(409)
  })

  it('S15 starts of one shape within a minute share a snapshot, and the log completes it for each', async () => {
    const property = newId()
    const headers = scopeHeaders([property])
    await addNote(property, 'first')
    const [one, two] = await Promise.all([0, 1].map(() => readShape(served.url, notes.table, headers)))
    expect(one?.handle).toBe(two?.handle)
    await addNote(property, 'second')
    // Complete up to the log's position, which may still be on its way to the second.
    const later = async () => {
      const { handle, messages } = await readShape(served.url, notes.table, headers)
      return [handle, ...changesOf(messages).map((message) => message.value?.body)]
    }
    await expect.poll(later, { timeout: 10_000 }).toEqual([one?.handle, 'first', 'second'])
    const stranger = await readShape(served.url, notes.table, scopeHeaders([newId()]))
    expect(stranger.handle).not.toBe(one?.handle)
  })
})

describe('scope', () => {
  it('S6 shows one property nothing of another, in snapshots, in the log and in a bootstrap', async () => {
    const [a, b] = [newId(), newId()]
    await addNote(a, 'mine')
    await addNote(b, 'theirs')
    await addNote(null, 'nobody’s')
    const terminal = new PollingTerminal([notes.table], scopeHeaders([a]))
    await terminal.poll(served.url)
    await addNote(b, 'theirs later')
    await addNote(null, 'nobody’s later')
    await addNote(a, 'mine later')
    await until(() => BigInt(served.engine.status().g) > BigInt(terminal.g))
    await terminal.poll(served.url)
    while (terminal.rowsByTable.get(notes.table)?.size === 1) await terminal.poll(served.url)
    const bodies = [...(terminal.rowsByTable.get(notes.table)?.values() ?? [])].map((row) => row.body)
    expect(bodies.sort()).toEqual(['mine', 'mine later'])
    const response = await fetch(`${served.url}/v1/bootstrap`, {
      method: 'POST',
      headers: scopeHeaders([a]),
      body: JSON.stringify({ tables: [notes.table] }),
    })
    const text = await response.text()
    expect(text).toContain('mine later')
    expect(text).not.toContain('theirs')
    expect(text).not.toContain('nobody')
  })

  it('S7 a row that changes property leaves one scope and enters the other; within one scope it stays', async () => {
    const [a, b] = [newId(), newId()]
    const id = await addNote(a, 'wanders')
    const scopes = [[a], [b], [a, b]].map((properties) => scopeHeaders(properties))
    const starts = await Promise.all(scopes.map((headers) => readShape(served.url, notes.table, headers)))
    await central.query(`UPDATE ${notes.table} SET property_id = $2 WHERE id = $1`, [id, b])
    const lives = await Promise.all(
      scopes.map((headers, i) => {
        const { handle = '', offset = '' } = starts[i] ?? {}
        return getShape(served.url, { table: notes.table, handle, offset, live: 'true' }, headers)
      }),
    )
    const [left, entered, moved] = lives.map((page) => changesOf(page.messages))
    expect(left).toMatchObject([{ value: { id }, headers: { operation: 'delete', last: true } }])
    expect(Object.keys(left?.[0]?.value ?? {})).toEqual(['id'])
    expect(entered).toMatchObject([
      { value: { id, body: 'wanders', property_id: b }, headers: { operation: 'insert' } },
    ])
    expect(moved).toMatchObject([{ headers: { operation: 'update', last: true } }])
    expect(moved?.[0]?.value).toEqual({ id, property_id: b })
  })

  it('S8 a row that cools leaves the shape, one that warms up enters it, and a cold one says nothing', async () => {
    const property = newId()
    const headers = scopeHeaders([property])
    const id = await addNote(property, 'warm', cooling.table)
    const cold = newId()
    await central.query(`INSERT INTO ${cooling.table} VALUES ($1, $2, false, 'cold')`, [cold, property])
    const start = await readShape(served.url, cooling.table, headers)
    expect(changesOf(start.messages).map((message) => message.value?.body)).toEqual(['warm'])
    await central.query(`UPDATE ${cooling.table} SET body = 'still cold' WHERE id = $1`, [cold])
    await central.query(`UPDATE ${cooling.table} SET hot = NOT hot WHERE property_id = $1`, [property])
    const page = await getShape(
      served.url,
      { table: cooling.table, handle: start.handle, offset: start.offset, live: 'true' },
      headers,
    )
    const changes = changesOf(page.messages)
    expect(changes.map(({ headers: { operation } }) => operation).sort()).toEqual(['delete', 'insert'])
    expect(changes.find((change) => change.headers.operation === 'delete')?.value).toEqual({ id })
    expect(changes.find((change) => change.headers.operation === 'insert')?.value).toMatchObject({ body: 'still cold' })
    expect(changes.map((change) => change.headers.last ?? false)).toEqual([false, true])
  })

  it('S9 sends changed columns and the key; an update that changes nothing selected is not sent', async () => {
    const { property } = await addHotel(central, 'COLUMNS')
    const [guest] = await central.query<{ id: string }>(
      `INSERT INTO guest.profiles (property_id, last_name, document_enc) VALUES ($1, 'Sousa', '\\x01') RETURNING id`,
      [property],
    )
    const [desk, maid] = [scopeHeaders([property]), scopeHeaders([property], 'housekeeping')]
    const [seen, hidden] = await Promise.all(
      [desk, maid].map((headers) => readShape(served.url, 'guest.profiles', headers)),
    )
    expect(changesOf(seen?.messages ?? [])[0]?.value).toMatchObject({ last_name: 'Sousa', document_enc: '\\x01' })
    const withheld = Object.keys(changesOf(hidden?.messages ?? [])[0]?.value ?? {})
    expect(withheld).not.toContain('document_enc')
    expect(withheld).not.toContain('full_name')
    await central.query('ALTER TABLE guest.profiles DISABLE TRIGGER USER')
    await central.query(`UPDATE guest.profiles SET document_enc = '\\x02' WHERE id = $1`, [guest?.id])
    await central.query('ALTER TABLE guest.profiles ENABLE TRIGGER USER')
    await central.query(`UPDATE guest.profiles SET notes = 'late' WHERE id = $1`, [guest?.id])
    const updates = async (headers: Record<string, string>, from: { handle: string; offset: string } | undefined) => {
      for (;;) {
        const { messages } = await readShape(served.url, 'guest.profiles', headers, from)
        if (messages.some((message) => message.value?.notes === 'late'))
          return changesOf(messages).map((message) => message.value)
      }
    }
    expect(await updates(desk, seen)).toMatchObject([{ id: guest?.id, document_enc: '\\x02' }, { notes: 'late' }])
    const [only, ...none] = await updates(maid, hidden)
    expect(none).toEqual([])
    expect(only).toMatchObject({ id: guest?.id, notes: 'late' })
    for (const name of ['document_enc', 'last_name', 'property_id']) expect(Object.keys(only ?? {})).not.toContain(name)
  })

  it('S10 a change of key is a delete and an insert that name each other', async () => {
    const property = newId()
    const headers = scopeHeaders([property])
    const id = await addNote(property, 'renamed')
    const start = await readShape(served.url, notes.table, headers)
    const fresh = newId()
    await central.query(`UPDATE ${notes.table} SET id = $2 WHERE id = $1`, [id, fresh])
    const page = await getShape(
      served.url,
      { table: notes.table, handle: start.handle, offset: start.offset, live: 'true' },
      headers,
    )
    const key = (value: string) => `"property_mgmt"."test_notes"/"${value}"`
    expect(changesOf(page.messages)).toMatchObject([
      { key: key(id), headers: { operation: 'delete', op_position: 0, key_change_to: key(fresh) } },
      { key: key(fresh), value: { body: 'renamed' }, headers: { operation: 'insert', op_position: 1, last: true } },
    ])
  })
})

describe('a request that is not held', () => {
  it('P7 is answered with everything that was committed before it came', async () => {
    const property = newId()
    const headers = scopeHeaders([property])
    const start = await readShape(served.url, notes.table, headers)
    let { handle, offset } = start
    for (let n = 0; n < 50; n++) {
      await addNote(property, `note ${n}`)
      const asked = { table: notes.table, handle, offset, live: true }
      const { head, messagesByIndex } = await pollShapes(served.url, [asked], headers, 0)
      expect(changesOf(messagesByIndex.get(0) ?? []).map((message) => message.value?.body)).toEqual([`note ${n}`])
      ;({ handle = '', offset = '' } = head.parts[0] ?? {})
    }
  })
})

describe('rotation', () => {
  // First: a rotation reads the catalog again, and what was read after the change outdates handles by itself (R9).
  it('R9 a changed column set makes the shapes of the table load again, with the new column', async () => {
    const property = newId()
    const headers = scopeHeaders([property])
    const table = 'property_mgmt.test_widened'
    await addNote(property, 'old form', table)
    const start = await readShape(served.url, table, headers)
    await central.query(`ALTER TABLE ${table} ADD COLUMN colour text DEFAULT 'red'`)
    await addNote(property, 'new form', table)
    const entry = { table, handle: start.handle, offset: start.offset, live: true }
    expect((await pollShapes(served.url, [entry], headers)).head.parts).toMatchObject([{ status: 409 }])
    await until(() =>
      served.alarms.some((alarm) => alarm.code === 'rotated' && alarm.message.includes('columns changed')),
    )
    const colours = async () => {
      const again = await readShape(served.url, table, headers)
      return changesOf(again.messages).map((message) => message.value?.colour)
    }
    await expect.poll(colours, { timeout: 10_000 }).toEqual(['red', 'red'])
  })

  it('R8 TRUNCATE makes the shapes of the table load again, held requests at once, and no others', async () => {
    const property = newId()
    const headers = scopeHeaders([property])
    const table = 'property_mgmt.test_rotated'
    await addNote(property, 'gone', table)
    const start = await readShape(served.url, table, headers)
    const other = await readShape(served.url, notes.table, headers)
    const entries = [
      { table, handle: start.handle, offset: start.offset, live: true },
      { table: notes.table, handle: other.handle, offset: other.offset, live: true },
    ]
    const held = pollShapes(served.url, entries, headers)
    await sleep(30)
    await central.query(`TRUNCATE ${table}`)
    expect((await held).head.parts).toMatchObject([{ i: 0, status: 409 }])
    expect((await getShape(served.url, { table, handle: start.handle, offset: start.offset }, headers)).status).toBe(
      409,
    )
    await addNote(property, 'new', table)
    const again = await readShape(served.url, table, headers)
    expect(changesOf(again.messages).map((message) => message.value?.body)).toEqual(['new'])
  })
})
