import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { QueuedCommand } from '../../shared/protocol/push.ts'
import { addHotel, addTerminal, type TestHotel } from '../../tests/support/hotel.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { admitAll, type Behaviour, commandsOf, testDomain, typeNamed } from '../../tests/support/test-commands.ts'
import type { Identity } from '../auth/identity.ts'
import { openPool } from '../postgres/pool.ts'
import { TOGETHER } from './groups.ts'
import { CommandFault, openPushEngine, type PushEngine } from './push-engine.ts'

let central: CentralDatabase
let city: TestHotel
let pool: pg.Pool
let engine: PushEngine
let identity: Identity
let command: ReturnType<typeof commandsOf>
let terminals = 0

beforeAll(async () => {
  central = await freshCentral()
  city = await addHotel(central, 'CITY')
  pool = openPool(central.url, { max: 4 })
  engine = openPushEngine(pool, testDomain())
})
afterAll(async () => {
  await pool.end()
  await central.drop()
})
beforeEach(async () => {
  await central.query('DELETE FROM property_mgmt.unit_types')
  const terminal = await addTerminal(central, city, { prefix: `T${(++terminals).toString(36).toUpperCase()}` })
  identity = { terminal, role: 'desk', properties: [city.property] }
  command = commandsOf(terminal, city.property, city.actor)
})

const CONFLICT = `DO $$ BEGIN RAISE EXCEPTION 'as a deadlock says' USING ERRCODE = '40P01'; END $$`
const push = (...commands: QueuedCommand[]) => engine.push(identity, { schemaVersion: 1, commands }, admitAll)
const addTypes = (...codes: string[]) => codes.map((code) => command('addType', typeNamed(code)))
const codes = async () =>
  (await central.query<{ code: string }>('SELECT code FROM property_mgmt.unit_types ORDER BY code')).map((r) => r.code)
/** How many commands each transaction judged, in their order. */
const transactions = async () =>
  (
    await central.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM sync.command_results WHERE terminal_id = $1 GROUP BY xmin ORDER BY min(seq)',
      [identity.terminal],
    )
  ).map(({ n }) => n)

it('X11: commands of a post share a transaction, and a long one takes several', async () => {
  await push(...addTypes(...Array.from({ length: TOGETHER + 2 }, (_, i) => `N${100 + i}`)))
  expect(await transactions()).toEqual([TOGETHER, 2])
  expect(await codes()).toHaveLength(TOGETHER + 2)
})

it('X11: a refusal among them takes nothing of the others along', async () => {
  const [first, taken, last] = addTypes('A', 'A', 'B')
  if (!first || !taken || !last) throw new Error('three were made')
  const answer = await push(first, taken, last)
  expect(answer).toMatchObject({ kind: 'judged', lastSeq: 3 })
  expect(answer.answers.map(({ outcome }) => outcome)).toEqual(['applied', 'refused', 'applied'])
  expect(await codes()).toEqual(['A', 'B'])
  expect(await transactions()).toEqual([3])
})

it('X11, G3: nothing is left of what somebody without the role gave, though its work had begun', async () => {
  const stranger = await addHotel(central, `S${terminals}`)
  const commands = [
    ...addTypes('A'),
    command('addType', typeNamed('STRANGE'), { actor: stranger.actor }),
    command('fault', {}, { actor: stranger.actor }),
    ...addTypes('B'),
  ]
  const answer = await push(...commands)
  expect(answer.answers.map(({ outcome }) => outcome)).toEqual(['applied', 'refused', 'refused', 'applied'])
  expect(await codes()).toEqual(['A', 'B'])
  expect(await transactions()).toEqual([4])
})

it('X11: what one of them counts anew comes after the records of those before it', async () => {
  const [known, fresh, later] = addTypes('A', 'B', 'C')
  if (!known || !fresh || !later) throw new Error('three were made')
  await push(known)
  const restored = { ...fresh, seq: 1 }
  // A number that is taken, behind one that is judged: the count begins anew with what was not.
  expect(await push({ ...later, seq: 2 }, restored)).toMatchObject({
    kind: 'fork',
    incarnation: 2,
    answers: [{ seq: 2 }],
  })
  expect(await engine.progress(identity)).toEqual({ incarnation: 2, lastSeq: 0, lastId: null })
  // The record that moves to a new number is not overtaken by the one before it.
  const again = [restored, known].map((each, i) => ({ ...each, incarnation: 2, seq: i + 1 }))
  expect(await push(...again)).toMatchObject({ kind: 'judged', lastSeq: 2 })
  expect(await engine.progress(identity)).toEqual({ incarnation: 2, lastSeq: 2, lastId: known.id })
  expect(await codes()).toEqual(['A', 'B', 'C'])
})

it('X11: what one of them tells a person is there for the next, which may settle it', async () => {
  const readEntries: Behaviour = async (db) => {
    const rows = await db.query<{ reason: string }>('SELECT reason FROM sync.resolutions')
    return { refused: { code: 'read', facts: { reasons: rows.map(({ reason }) => reason).join() } } }
  }
  engine = openPushEngine(pool, testDomain({ readEntries }))
  const [first, taken] = addTypes('A', 'A')
  if (!first || !taken) throw new Error('two were made')
  const { answers } = await push(first, taken, command('readEntries', {}))
  expect(answers[2]?.refusal).toMatchObject({
    facts: { reasons: expect.stringContaining('type_code_taken') as string },
  })
  expect(await transactions()).toEqual([3])
})

it('X11: how far a terminal has come is told once for all of them', async () => {
  await central.query(`CREATE TABLE IF NOT EXISTS public.told (seq bigint);
    CREATE OR REPLACE FUNCTION public.tell() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
      $$ BEGIN INSERT INTO public.told VALUES (NEW.last_seq); RETURN NEW; END $$;
    CREATE TRIGGER tell AFTER UPDATE ON sync.terminal_progress FOR EACH ROW EXECUTE FUNCTION public.tell()`)
  try {
    await push(...addTypes('A', 'B', 'C'))
    expect(await central.query('SELECT seq::int AS seq FROM public.told')).toEqual([{ seq: 3 }])
  } finally {
    await central.query('DROP TRIGGER tell ON sync.terminal_progress; DROP TABLE public.told')
  }
})

it('X11: each sees what those before it did, and is told apart in the history', async () => {
  await push(...addTypes('A'), command('countTypes', { property: city.property }), ...addTypes('B'))
  const counted = await central.query('SELECT refusal FROM sync.command_results WHERE terminal_id = $1 AND seq = 2', [
    identity.terminal,
  ])
  expect(counted).toMatchObject([{ refusal: { facts: { rows: 1 } } }])
  const history = await central.query<{ n: number }>(
    `SELECT count(DISTINCT command_id)::int AS n FROM compliance.audit_log WHERE device = $1 AND table_name = 'unit_types'`,
    [identity.terminal],
  )
  expect(history).toEqual([{ n: 2 }])
})

it('X11: a fault leaves what was given before it, judged one by one', async () => {
  const commands = [...addTypes('A', 'B'), command('fault', {}), ...addTypes('C')]
  await expect(push(...commands)).rejects.toThrow(CommandFault)
  expect(await codes()).toEqual(['A', 'B'])
  expect(await transactions()).toEqual([1, 1])
  expect(await engine.progress(identity)).toMatchObject({ lastSeq: 2 })
})

it('X11: one that waits too long for a row does not hold up those before it', async () => {
  const waits: Behaviour = async (db) => {
    await db.execute(`DO $$ BEGIN RAISE EXCEPTION 'as lock_timeout says' USING ERRCODE = '55P03'; END $$`)
    return { resolutions: [] }
  }
  const commands = [...addTypes('A'), command('waits', {}), ...addTypes('B')]
  const pushed = openPushEngine(pool, testDomain({ waits })).push(identity, { schemaVersion: 1, commands }, admitAll)
  await expect(pushed).rejects.toMatchObject({ sqlState: '55P03' })
  expect(await codes()).toEqual(['A'])
})

it('X9: a conflict that the look at the giver meets is one: the command runs again', async () => {
  const text = (asked: unknown) =>
    typeof asked === 'object' && asked !== null && 'text' in asked ? String(asked.text) : ''
  const query = Reflect.get(pg.Client.prototype, 'query') as () => unknown
  let conflicts = 2
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    const meets = text(args[0]).includes('shared.user_property_roles') && conflicts-- > 0
    return Reflect.apply(query, this, meets ? [CONFLICT] : args) as never
  })
  const answer = await push(...addTypes('A'))
  spy.mockRestore()
  expect(conflicts).toBeLessThan(0)
  expect(answer.answers).toMatchObject([{ outcome: 'applied' }])
})

it('X9, X11: a deferred constraint among them refuses its own command alone', async () => {
  const answer = await push(...addTypes('A'), command('breakLater', { property: city.property }), ...addTypes('B'))
  expect(answer.answers.map(({ outcome }) => outcome)).toEqual(['applied', 'refused', 'applied'])
  expect(await codes()).toEqual(['A', 'B'])
})

it('X11: none of them waits for a key that somebody holds: those before it are judged, and it waits alone', async () => {
  const holder = new pg.Client({ connectionString: central.url })
  await holder.connect()
  await holder.query('BEGIN')
  await holder.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${city.property}/type:HELD`])
  const pushed = push(...addTypes('A', 'HELD', 'B'))
  await expect.poll(codes).toEqual(['A'])
  await holder.query('COMMIT')
  await holder.end()
  expect(await pushed).toMatchObject({ kind: 'judged', lastSeq: 3 })
  expect(await transactions()).toEqual([1, 1, 1])
})
