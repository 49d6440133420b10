import type { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { applied, type CommandDefinition, defineCommand } from '../../../shared/command/command.ts'
import type { CommandAccess } from '../../../shared/domains/access/command-access.ts'
import { databaseOf } from '../database/handle.ts'
import type { JournalEntry } from '../outbox/journal.ts'
import { undoCommands } from '../rebase/undo.ts'
import { freshHotel } from '../testing/folders.ts'
import { giver, PROPERTY, takeBackAll, testDomain, UNIT, UNITS } from '../testing/hotel.ts'
import { executeCommand } from './execute.ts'
import { adoptIncarnation, checkCharacter, readNumbers } from './numbers.ts'
import { readPending } from './pending.ts'
import { replayWith } from './replay.ts'

let pg: PGlite
let queued: JournalEntry[] = []
beforeAll(async () => {
  pg = await freshHotel()
  await adoptIncarnation(databaseOf(pg), 1)
})
afterAll(() => pg.close())
beforeEach(async () => {
  queued = []
  await takeBackAll(pg)
})

const run = (name: string, input: unknown) =>
  executeCommand({ pg, domain: testDomain, giver, onQueued: (entry) => queued.push(entry) }, name, input)
const note = (text: string, unitId: string = UNIT) => run('v1.test.noteUnit', { unitId, note: text })
const unitRow = async (id: string = UNIT) =>
  (
    await pg.query<{ note: string | null; version: number }>(
      'SELECT block_reason AS note, version FROM property_mgmt.inventory_units WHERE id = $1',
      [id],
    )
  ).rows[0]
const undoRows = async () => (await pg.query('SELECT op FROM sync.undo ORDER BY position')).rows

describe('executeCommand', () => {
  it('C1: writes effect, before-image, outbox row and numbers together', async () => {
    const before = await readNumbers(databaseOf(pg))
    const outcome = await note('window broken')
    expect(outcome).toMatchObject({ kind: 'done', args: { note: 'window broken' } })
    expect(await unitRow()).toMatchObject({ note: 'window broken' })
    expect(await undoRows()).toEqual([{ op: 'UPDATE' }])
    const [pending] = await readPending(databaseOf(pg))
    expect(pending).toMatchObject({ seq: before.nextSeq, incarnation: 1, keys: [`unit:${UNIT}`], predicted: null })
    expect(pending?.command.businessDate).toBe('2026-11-23')
    expect((await readNumbers(databaseOf(pg))).nextSeq).toBe(before.nextSeq + 1)
    expect(queued.map((entry) => entry.command.id)).toEqual([pending?.id])
  })

  it('C1: orders commands by a clock that never goes back', async () => {
    await Promise.all(['a', 'b', 'c'].map((text) => note(text)))
    const times = (await readPending(databaseOf(pg))).map((each) => each.command.occurredAt)
    expect(times).toEqual([...times].sort())
    expect(new Set(times).size).toBe(3)
  })

  it('C2: a refusal takes back what the handler wrote, and queues nothing', async () => {
    const before = await readNumbers(databaseOf(pg))
    expect(await note('refuse')).toEqual({ kind: 'refused', refusal: { code: 'unit_taken', facts: { unit: UNIT } } })
    expect(await unitRow()).toMatchObject({ note: null })
    expect(await undoRows()).toEqual([])
    expect(queued).toEqual([])
    expect((await readNumbers(databaseOf(pg))).nextSeq).toBe(before.nextSeq)
  })

  it('C2: the no of a guard of the database is a refusal too; its number is gone', async () => {
    const refused = await run('v1.test.addUnit', { number: '101' })
    expect(refused).toMatchObject({ kind: 'refused', refusal: { code: 'record_exists' } })
    const { counters } = await readNumbers(databaseOf(pg))
    const done = await run('v1.test.addUnit', { number: '201' })
    expect(done).toMatchObject({ kind: 'done' })
    expect((await readNumbers(databaseOf(pg))).counters.confirmation).toBe((counters.confirmation ?? 0) + 1)
  })

  it('C2: a fault is thrown and changes nothing', async () => {
    await expect(note('break')).rejects.toThrow('division by zero')
    expect(await unitRow()).toMatchObject({ note: null })
    expect(await readPending(databaseOf(pg))).toEqual([])
    expect(await note('goes on')).toMatchObject({ kind: 'done' })
  })

  it('C3: what the handler sees, what is queued and what is answered is one: JSON, by the schema', async () => {
    const seen: unknown[] = []
    const args = z.strictObject({ at: z.iso.datetime(), text: z.string().trim() })
    const dated = defineCommand<Record<string, never>, z.infer<typeof args>>({
      ...{ name: 'v1.test.dated', input: z.strictObject({}), args, keys: () => [], seen: () => [] },
      prepare: () => ({ at: new Date(0), text: ' x ', none: undefined }) as never,
      execute: async (_, given) => {
        seen.push(given)
        return applied
      },
      onRefusal: () => ({ key: 'refusal', reason: 'refused', facts: {}, nextStep: 'none' }),
    })
    const domain = { ...testDomain, commands: new Map([[dated.name, dated as CommandDefinition]]) }
    const access = { ...testDomain.access, [dated.name]: Object.values(testDomain.access)[0] as CommandAccess }
    const outcome = await executeCommand(
      { pg, domain: { ...domain, access }, giver, onQueued: (entry) => queued.push(entry) },
      dated.name,
      {},
    )
    const sent = { at: '1970-01-01T00:00:00.000Z', text: 'x' }
    expect(seen).toEqual([sent])
    expect(outcome).toMatchObject({ args: sent })
    expect(queued.map(({ command }) => command.args)).toEqual([sent])
    expect((await readPending(databaseOf(pg))).map(({ command }) => command.args)).toEqual([sent])
  })

  it('C4: sends the version that the centre confirmed, not the one made here', async () => {
    const confirmed = (await unitRow())?.version
    await note('once')
    await note('twice')
    expect((await unitRow())?.version).toBeGreaterThan(confirmed ?? 0)
    const key = `property_mgmt.inventory_units/${UNIT}`
    expect(queued.map((entry) => entry.command.basedOn)).toEqual([{ [key]: confirmed }, { [key]: confirmed }])
  })

  it('C4: sends none for a row that only we know', async () => {
    const added = await run('v1.test.addUnit', { number: '301' })
    const id = (await pg.query<{ id: string }>("SELECT id FROM property_mgmt.inventory_units WHERE number = '301'"))
      .rows[0]?.id
    expect(added.kind).toBe('done')
    await note('new unit', id)
    expect(queued.map((entry) => entry.command.basedOn)).toEqual([{}, {}])
  })

  it('C5: numbers carry prefix and check character and are never issued twice', async () => {
    await run('v1.test.addUnit', { number: '401' })
    await run('v1.test.addUnit', { number: '402' })
    const labels = queued.map((entry) => (entry.command.args as { label: string }).label)
    expect(new Set(labels).size).toBe(2)
    for (const label of labels) {
      expect(label).toMatch(/^A7\d{4}[0-9A-Z]$/)
      expect(checkCharacter(label.slice(0, -1))).toBe(label.at(-1))
    }
  })

  it.each([
    ['an unknown name', 'v9.test.none', {}, 'There is no command named v9.test.none'],
    ['a missing field', 'v1.test.noteUnit', { unitId: UNIT }, 'note:'],
    ['a field of another kind', 'v1.test.noteUnit', { unitId: 7, note: 'x' }, 'unitId:'],
    ['no input at all', 'v1.test.noteUnit', undefined, 'input:'],
  ])('C6: %s is named, and nothing is written', async (_, name, input, message) => {
    await expect(run(name, input)).rejects.toThrow(message)
    expect(await readPending(databaseOf(pg))).toEqual([])
  })
})

describe('replayWith', () => {
  const rebase = (rows: string) =>
    pg.transaction(async (tx) => {
      await tx.exec('SET LOCAL session_replication_role = replica')
      const pending = await readPending(databaseOf(tx))
      await undoCommands(
        tx,
        pending.map(({ id }) => id),
      )
      await tx.exec(`${rows}; SET LOCAL session_replication_role = origin`)
      await replayWith(testDomain, [PROPERTY])(tx, await readPending(databaseOf(tx)))
    })

  it('C7: runs pending commands over the new rows, in their order, and notes before-images anew', async () => {
    await note('first')
    await note('second')
    await rebase(`UPDATE property_mgmt.inventory_units SET wing = 'east', version = 40 WHERE id = '${UNIT}'`)
    expect(await unitRow()).toEqual({ note: 'second', version: 42 })
    const befores = await pg.query<{ version: number }>(
      `SELECT (before->>'version')::int AS version FROM sync.undo ORDER BY position`,
    )
    expect(befores.rows).toEqual([{ version: 40 }, { version: 41 }])
  })

  it('C7: keeps a command that is refused now, as a prediction, and clears it when it passes again', async () => {
    await run('v1.test.addUnit', { number: '501' })
    await note('untouched', UNITS[1])
    await rebase(`UPDATE property_mgmt.inventory_units SET number = '501' WHERE id = '${UNITS[2]}'`)
    const predicted = async () => (await readPending(databaseOf(pg))).map((each) => each.predicted)
    expect(await predicted()).toEqual([{ code: 'record_exists', facts: {} }, null])
    await rebase(`UPDATE property_mgmt.inventory_units SET number = '103' WHERE id = '${UNITS[2]}'`)
    expect(await predicted()).toEqual([null, null])
  })

  it('C7: a command that this program does not know stays, and does not stop the others', async () => {
    await note('known')
    await pg.query(`UPDATE sync.outbox SET body = jsonb_set(body, '{name}', '"v9.test.newer"')`)
    await note('also known', UNITS[1])
    await rebase('SELECT 1')
    expect((await readPending(databaseOf(pg))).map((each) => each.predicted?.code ?? null)).toEqual(['fault', null])
  })
})
