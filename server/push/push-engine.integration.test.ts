import { openPool } from '../postgres/pool.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { QueuedCommand } from '../../shared/protocol/push.ts'
import { addHotel, addTerminal, type TestHotel } from '../../tests/support/hotel.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { admitAll, type Behaviour, commandsOf, testDomain, typeNamed } from '../../tests/support/test-commands.ts'
import type { Identity } from '../auth/identity.ts'
import { Problem } from '../problem.ts'
import { POISON_AFTER } from './fault-counter.ts'
import { CommandFault, openPushEngine, type PushEngine } from './push-engine.ts'

let central: CentralDatabase
let city: TestHotel
let beach: TestHotel
let pools: pg.Pool[]
let engine: PushEngine
let identity: Identity
let command: ReturnType<typeof commandsOf>
let prefix = 10

const openEngine = (behaviours: Record<string, Behaviour> = {}) => {
  const pool = openPool(central.url, { max: 4 })
  pools.push(pool)
  return openPushEngine(pool, testDomain(behaviours))
}
const push = (...commands: QueuedCommand[]) => engine.push(identity, { schemaVersion: 1, commands }, admitAll)

beforeAll(async () => {
  central = await freshCentral()
  pools = []
  city = await addHotel(central, 'CITY')
  beach = await addHotel(central, 'BEACH')
  engine = openEngine()
})
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()))
  await central.drop()
})
beforeEach(async () => {
  await central.query('DELETE FROM property_mgmt.unit_types')
  const terminal = await addTerminal(central, city, { prefix: `B${(prefix++).toString(36).slice(-1).toUpperCase()}` })
  identity = { terminal, role: 'desk', properties: [city.property] }
  command = commandsOf(terminal, city.property, city.actor)
})

const codes = async () =>
  (await central.query<{ code: string }>('SELECT code FROM property_mgmt.unit_types ORDER BY code')).map((r) => r.code)
const resolutionsOf = (id: string) =>
  central.query<Record<string, unknown>>('SELECT * FROM sync.resolutions WHERE command_id = $1', [id])
const kept = async (id: string) =>
  (await central.query<{ body: QueuedCommand }>('SELECT body FROM sync.commands WHERE id = $1', [id]))[0]?.body

describe('in order, once', () => {
  it('judges a batch and says how far it came', async () => {
    const batch = [command('addType', typeNamed('A')), command('addType', typeNamed('B'))]
    const answer = await push(...batch)
    expect(answer).toMatchObject({
      kind: 'judged',
      lastSeq: 2,
      answers: [{ outcome: 'applied' }, { outcome: 'applied' }],
    })
    expect(await codes()).toEqual(['A', 'B'])
    expect(await engine.progress(identity)).toEqual({ incarnation: 1, lastSeq: 2, lastId: batch[1]?.id })
    expect(await kept(batch[0]?.id ?? '')).toEqual(batch[0])
  })

  it('knows nothing of a terminal that has sent nothing', async () => {
    expect(await engine.progress(identity)).toEqual({ incarnation: 1, lastSeq: 0, lastId: null })
  })

  it('answers a duplicate from the record, refusals too', async () => {
    const batch = [command('addType', typeNamed('A')), command('addType', typeNamed('A'))]
    const first = await push(...batch)
    expect(await push(...batch)).toEqual(first)
    expect(await codes()).toEqual(['A'])
    expect(await resolutionsOf(batch[1]?.id ?? '')).toHaveLength(1)
  })

  it('goes on after a duplicate whose answer was lost', async () => {
    const lost = command('addType', typeNamed('A'))
    await push(lost)
    const answer = await push(lost, command('addType', typeNamed('B')))
    expect(answer).toMatchObject({ kind: 'judged', lastSeq: 2 })
    expect(await codes()).toEqual(['A', 'B'])
  })

  it('X12 begins the work of a single command before its turn is known, and leaves nothing of what is not its turn', async () => {
    let begun = 0
    const twice: Behaviour = async (db, args) => {
      begun++
      await db.execute(
        `INSERT INTO property_mgmt.unit_types (property_id, code, name, base_occupancy, max_occupancy, upgrade_rank) VALUES ($1, $2, $2, 1, 1, 1)`,
        [args.property ?? null, `T${begun}`],
      )
      if (begun > 1) throw new Error('a fault of a second run')
      return { resolutions: [] }
    }
    const own = openEngine({ twice })
    const send = (...commands: QueuedCommand[]) => own.push(identity, { schemaVersion: 1, commands }, admitAll)
    const first = command('twice', { property: city.property })
    const answer = await send(first)
    expect(await send(first)).toEqual(answer)
    expect(begun).toBe(2)
    // A number ahead of its time: neither a fault is told nor anything done.
    command('twice', {})
    const ahead = command('twice', { property: city.property })
    expect(await send(ahead)).toEqual({ kind: 'gap', expected: 2, answers: [] })
    expect(begun).toBe(3)
    expect(await codes()).toEqual(['T1'])
    expect(await resolutionsOf(ahead.id)).toEqual([])
  })

  it('takes ids in any spelling', async () => {
    const lower = command('addType', typeNamed('A'))
    await push(lower)
    expect(await push({ ...lower, id: lower.id.toUpperCase() })).toMatchObject({ kind: 'judged', lastSeq: 1 })
    expect(await codes()).toEqual(['A'])
  })

  it('judges nothing after a gap', async () => {
    const [one, two, three] = ['A', 'B', 'C'].map((code) => command('addType', typeNamed(code))) as [
      QueuedCommand,
      QueuedCommand,
      QueuedCommand,
    ]
    expect(await push(one, three)).toMatchObject({ kind: 'gap', expected: 2, answers: [{ seq: 1 }] })
    expect(await codes()).toEqual(['A'])
    expect(await push(three, two)).toMatchObject({ kind: 'gap', expected: 2, answers: [] })
    expect(await push(two, three)).toMatchObject({ kind: 'judged', lastSeq: 3 })
  })

  it('judges each once when one terminal posts twice at a time', async () => {
    const batch = ['A', 'B', 'C', 'D'].map((code) => command('addType', typeNamed(code)))
    const answers = await Promise.all([push(...batch), push(...batch), push(...batch)])
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await codes()).toEqual(['A', 'B', 'C', 'D'])
  })

  it('judges each once when two servers serve one terminal', async () => {
    const other = openEngine()
    const batch = ['A', 'B', 'C', 'D', 'E', 'F'].map((code) => command('addType', typeNamed(code)))
    const request = { schemaVersion: 1, commands: batch }
    const answers = await Promise.all([
      engine.push(identity, request, admitAll),
      other.push(identity, request, admitAll),
    ])
    expect(answers[0]).toEqual(answers[1])
    expect(answers[0]).toMatchObject({ kind: 'judged', lastSeq: 6 })
    expect((answers[0].answers ?? []).every((answer) => answer.outcome === 'applied')).toBe(true)
    expect(await codes()).toHaveLength(6)
  })

  it('lets two terminals race for one key without a deadlock, and one of them wins', async () => {
    const rival = await addTerminal(central, city, { prefix: 'ZZ' })
    const rivalCommand = commandsOf(rival, city.property, city.actor)
    const [mine, theirs] = await Promise.all([
      push(command('addType', typeNamed('A'))),
      openEngine().push(
        { ...identity, terminal: rival },
        { schemaVersion: 1, commands: [rivalCommand('addType', typeNamed('A'))] },
        admitAll,
      ),
    ])
    expect([mine, theirs].map((answer) => answer.answers[0]?.outcome).sort()).toEqual(['applied', 'refused'])
  })
})

describe('at the door', () => {
  it('X10 judges nothing of a terminal that may not come in, and holds that against no command', async () => {
    const commands = [command('addType', typeNamed('A')), command('addType', typeNamed('B'))]
    const request = { schemaVersion: 1, commands }
    const refusal = new Problem(403, 'terminal_revoked', 'locked out')
    for (let tries = 0; tries <= POISON_AFTER; tries++) {
      await expect(engine.push(identity, request, () => Promise.reject(refusal))).rejects.toBe(refusal)
    }
    expect(await codes()).toEqual([])
    const askedAs: string[] = []
    const answer = await engine.push(identity, request, async (db) => {
      const [row] = await db.query<{ role: string }>('SELECT current_user::text AS role')
      askedAs.push(row?.role ?? '')
    })
    expect(answer.answers).toMatchObject([{ outcome: 'applied' }, { outcome: 'applied' }])
    expect(askedAs).toEqual(['stayos_gatekeeper'])
    expect(await codes()).toEqual(['A', 'B'])
  })
})

describe('conflict keys', () => {
  it('waits for whoever holds a key of the same property', async () => {
    const holder = new pg.Client({ connectionString: central.url })
    await holder.connect()
    await holder.query('BEGIN')
    await holder.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${city.property}/type:HELD`])
    const pushed = push(command('addType', typeNamed('FREE')), command('addType', typeNamed('HELD')))
    await sleep(200)
    expect(await codes()).toEqual(['FREE'])
    await holder.query('COMMIT')
    await holder.end()
    expect(await pushed).toMatchObject({ kind: 'judged', lastSeq: 2 })
  })
})

describe('forks', () => {
  it('gives a new incarnation for a used number, and then takes the same commands under the new count', async () => {
    const [before, restored] = [command('addType', typeNamed('A')), command('addType', typeNamed('B'), { seq: 1 })]
    await push(before)
    expect(await push(restored)).toEqual({ kind: 'fork', answers: [], seq: 1, incarnation: 2 })
    expect(await codes()).toEqual(['A'])
    expect(await engine.progress(identity)).toEqual({ incarnation: 2, lastSeq: 0, lastId: null })
    // missed that answer: told again, not raised again
    expect(await push(restored)).toMatchObject({ kind: 'fork', incarnation: 2 })
    const again = [before, restored].map((each, i) => ({ ...each, incarnation: 2, seq: i + 1 }))
    expect(await push(...again)).toMatchObject({
      kind: 'judged',
      lastSeq: 2,
      answers: [{ outcome: 'applied' }, { outcome: 'applied' }],
    })
    expect(await codes()).toEqual(['A', 'B'])
    expect(await engine.progress(identity)).toEqual({ incarnation: 2, lastSeq: 2, lastId: restored.id })
  })

  it('answers a judged command of an earlier count from the record', async () => {
    const judged = command('addType', typeNamed('A'))
    await push(judged)
    await push(command('addType', typeNamed('B'), { seq: 1 }))
    expect(await push(judged)).toMatchObject({ kind: 'judged', answers: [{ id: judged.id, outcome: 'applied' }] })
  })
})

describe('refusals', () => {
  it('takes back every write, advances the number, and writes an entry', async () => {
    await push(command('addType', typeNamed('A')))
    const refusedOne = command('addType', typeNamed('A'))
    const answer = await push(refusedOne, command('addType', typeNamed('B')))
    expect(answer).toMatchObject({
      kind: 'judged',
      lastSeq: 3,
      answers: [{ outcome: 'refused', refusal: { code: 'type_code_taken', facts: {} } }, { outcome: 'applied' }],
    })
    expect(await codes()).toEqual(['A', 'B'])
    expect(await resolutionsOf(refusedOne.id)).toMatchObject([
      {
        reason: 'type_code_taken',
        outcome: 'refused',
        status: 'open',
        terminal_id: identity.terminal,
        actor: city.actor,
        caused_by: null,
      },
    ])
  })

  it('writes the entries of a reconciliation with what it did', async () => {
    await push(command('addType', typeNamed('A')))
    const replanned = command('addType', typeNamed('A', 'A2'))
    expect((await push(replanned)).answers).toMatchObject([
      { outcome: 'applied_with_changes', refusal: { code: 'type_code_taken' } },
    ])
    expect(await codes()).toEqual(['A', 'A2'])
    expect(await resolutionsOf(replanned.id)).toMatchObject([
      { reason: 'type_recoded', outcome: 'applied_with_changes' },
    ])
  })

  it('lets the refusal stand where the reconciliation fails in the database', async () => {
    await push(command('addType', typeNamed('A')))
    const hopeless = command('addType', typeNamed('A', 'not a code'))
    expect((await push(hopeless)).answers).toMatchObject([{ outcome: 'refused', refusal: { code: 'type_code_taken' } }])
    expect(await codes()).toEqual(['A'])
  })

  it('X9 meets a deferred violation inside the savepoint', async () => {
    const late = command('breakLater', { property: city.property })
    expect((await push(late)).answers).toMatchObject([{ outcome: 'refused', refusal: { code: 'type_code_taken' } }])
    expect(await codes()).toEqual([])
  })

  it('names the refused command on which a later one was built', async () => {
    await push(command('addType', typeNamed('A')))
    const future = { occurredAt: '2019-11-23T18:00:00.000Z/0000/A2' }
    const [cause, dependant] = [command('addType', typeNamed('A'), future), command('addType', typeNamed('A'), future)]
    const unrelated = command('countTypes', {}, future)
    await push(cause, dependant, unrelated)
    expect(await resolutionsOf(cause.id)).toMatchObject([{ caused_by: null }])
    expect(await resolutionsOf(dependant.id)).toMatchObject([{ caused_by: cause.id }])
    expect(await resolutionsOf(unrelated.id)).toMatchObject([{ caused_by: null }])
    const later = command('addType', typeNamed('A'), { occurredAt: '2999-11-23T18:00:00.000Z/0000/A2' })
    await push(later)
    expect(await resolutionsOf(later.id)).toMatchObject([{ caused_by: null }])
  })

  it.each([
    ['an unknown name', 'nothing', {}, {}, 'unknown_command'],
    ['arguments of another shape', 'addType', { id: 7 }, {}, 'malformed_arguments'],
    ['text that jsonb cannot hold', 'countTypes', { text: 'a\0\ud800' }, {}, 'malformed_arguments'],
    ['a clock that is none', 'countTypes', {}, { occurredAt: 'soon\0' }, 'malformed_arguments'],
  ])('records %s, keeps it, and goes on', async (_, name, args, changes, code) => {
    const bad = command(name, args, changes)
    const answer = await push(bad, command('addType', typeNamed('A')))
    expect(answer).toMatchObject({
      kind: 'judged',
      answers: [{ outcome: 'refused', refusal: { code } }, { outcome: 'applied' }],
    })
    expect(await resolutionsOf(bad.id)).toMatchObject([{ reason: 'refused', facts: { code }, next_step: 'none' }])
    expect(await kept(bad.id)).toMatchObject({ id: bad.id, seq: 1 })
  })
})

describe('faults', () => {
  it('keeps nothing of a fault, then records it as poison, and the queue goes on', async () => {
    const poison = command('fault', { text: 'divided by zero' })
    const batch = [
      command('addType', typeNamed('A'), { seq: 1 }),
      { ...poison, seq: 2 },
      command('addType', typeNamed('B')),
    ]
    for (let i = 0; i < POISON_AFTER; i++) {
      await expect(push(...batch)).rejects.toThrow(CommandFault)
      expect(await engine.progress(identity)).toMatchObject({ lastSeq: 1 })
      expect(await codes()).toEqual(['A'])
    }
    expect(await push(...batch)).toMatchObject({
      kind: 'judged',
      lastSeq: 3,
      answers: [
        { outcome: 'applied' },
        { outcome: 'refused', refusal: { code: 'internal_error' } },
        { outcome: 'applied' },
      ],
    })
    expect(await kept(poison.id)).toMatchObject({ args: { text: 'divided by zero' } })
    expect(await resolutionsOf(poison.id)).toMatchObject([{ reason: 'internal_error' }])
  })

  it('runs a command again after a serialization failure', async () => {
    let failures = 2
    const shaky: Behaviour = async (db) => {
      if (failures-- > 0) await db.execute(`DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$`)
      return { resolutions: [] }
    }
    const answer = await openEngine({ shaky }).push(
      identity,
      { schemaVersion: 1, commands: [command('shaky', {})] },
      admitAll,
    )
    expect(answer).toMatchObject({ kind: 'judged', answers: [{ outcome: 'applied' }] })
    expect(failures).toBe(-1)
  })

  it('keeps nothing when the connection dies in the middle, and applies the command once afterwards', async () => {
    let cut = true
    const halfway: Behaviour = async (db, args) => {
      await db.execute(
        `INSERT INTO property_mgmt.unit_types (property_id, code, name, base_occupancy, max_occupancy, upgrade_rank) VALUES ($1, 'H', 'H', 1, 1, 1)`,
        [args.property ?? null],
      )
      if (cut) {
        const [row] = await db.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
        await central.query('SELECT pg_terminate_backend($1)', [row?.pid])
        await sleep(50)
        await db.query('SELECT 1')
      }
      return { resolutions: [] }
    }
    const shaky = openEngine({ halfway })
    const request = { schemaVersion: 1, commands: [command('halfway', { property: city.property })] }
    await expect(shaky.push(identity, request, admitAll)).rejects.not.toThrow(CommandFault)
    expect(await codes()).toEqual([])
    cut = false
    expect(await shaky.push(identity, request, admitAll)).toMatchObject({
      kind: 'judged',
      answers: [{ outcome: 'applied' }],
    })
    expect(await codes()).toEqual(['H'])
  })
})

describe('least privilege', () => {
  it('runs as an ordinary role, at the time and in the name of the command', async () => {
    const [answer] = (await push(command('whoAmI', {}))).answers
    expect(answer?.refusal?.facts).toEqual({
      role: 'authenticated_user',
      super: false,
      at: '2026-11-23T18:00:00.000Z',
      actor: city.actor,
    })
  })

  it('A1, A2: leaves in the audit log who gave the command, where, by its own clock, and that it waited for the line', async () => {
    const given = command('addType', typeNamed('A'))
    const fresh = command('addType', typeNamed('B'), { occurredAt: `${new Date().toISOString()}/0001/A7` })
    await push(given, fresh)
    const log = await central.query(
      'SELECT actor, device, occurred_at, offline FROM compliance.audit_log WHERE command_id = ANY ($1::uuid[]) ORDER BY id',
      [[given.id, fresh.id]],
    )
    expect(log).toMatchObject([
      {
        actor: city.actor,
        device: identity.terminal,
        occurred_at: new Date('2026-11-23T18:00:00.000Z'),
        offline: true,
      },
      { device: identity.terminal, offline: false },
    ])
  })

  it('shows a handler nothing of another property, and lets it write nothing there', async () => {
    const beachTerminal = await addTerminal(central, beach, { prefix: 'YY' })
    const beachCommand = commandsOf(beachTerminal, beach.property, beach.actor)
    const beachIdentity = { ...identity, terminal: beachTerminal, properties: [beach.property] }
    await engine.push(
      beachIdentity,
      { schemaVersion: 1, commands: [beachCommand('addType', typeNamed('SEA'))] },
      admitAll,
    )
    const counted = [beachCommand('countTypes', { property: beach.property })]
    const own = await engine.push(beachIdentity, { schemaVersion: 1, commands: counted }, admitAll)
    expect(own.answers[0]?.refusal?.facts).toEqual({ rows: 1 })
    const foreign = [
      command('countTypes', { property: beach.property }),
      command('renameTypes', { property: beach.property }),
    ]
    expect((await push(...foreign)).answers.map((answer) => answer.refusal?.facts)).toEqual([{ rows: 0 }, { rows: 0 }])
    await expect(push(command('breakLater', { property: beach.property }))).rejects.toThrow(CommandFault)
    expect(await central.query('SELECT name FROM property_mgmt.unit_types')).toEqual([{ name: 'SEA' }])
  })
})
