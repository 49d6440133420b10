import { openPool } from '../postgres/pool.ts'
import { randomInt } from 'node:crypto'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { applied, type ExecuteResult } from '../../shared/command/command.ts'
import type { Uuid } from '../../shared/kernel/ids.ts'
import type { QueuedCommand } from '../../shared/protocol/push.ts'
import { ChaoticTerminal } from '../../tests/support/chaotic-terminal.ts'
import { addHotel, addTerminal, type TestHotel } from '../../tests/support/hotel.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { admitAll, type Behaviour, commandsOf, testDomain, typeNamed } from '../../tests/support/test-commands.ts'
import type { Identity } from '../auth/identity.ts'
import { makeRandom, type Random } from '../seed/random.ts'
import { LaneFullError } from './lanes.ts'
import { openPushEngine, type PushEngine } from './push-engine.ts'

const SEED = Number(process.env.STAYOS_SEED ?? randomInt(1, 1_000_000))
const ROUNDS = 60

let central: CentralDatabase
let city: TestHotel
let pools: pg.Pool[] = []

beforeAll(async () => {
  central = await freshCentral()
  city = await addHotel(central)
  await central.query('CREATE TABLE public.done (n bigserial, command text, terminal text)')
  await central.query('GRANT USAGE ON SCHEMA public TO authenticated_user')
  await central.query('GRANT INSERT ON public.done TO authenticated_user')
  await central.query('GRANT USAGE ON SEQUENCE public.done_n_seq TO authenticated_user')
})
afterEach(async () => {
  for (const pool of pools) await pool.end()
  pools = []
})
afterAll(() => central.drop())

function openEngine(behaviours: Record<string, Behaviour>, max = 4): PushEngine {
  const pool = openPool(central.url, { max, application_name: 'mixed push' })
  pool.on('error', () => undefined)
  pools.push(pool)
  return openPushEngine(pool, testDomain(behaviours))
}

async function addDesk(prefix: string) {
  const terminal = await addTerminal(central, city, { prefix })
  const identity: Identity = { terminal, role: 'desk', properties: [city.property] }
  return { identity, terminal, command: commandsOf(terminal, city.property, city.actor) }
}

/** Leaves a mark in the order of the commits: the number is drawn under the lock of the terminal's progress. */
const note: Behaviour = async (db) => {
  await db.execute(
    `INSERT INTO public.done (command, terminal) SELECT current_setting('app.command_id'), current_setting('app.terminal_id')`,
  )
  return applied
}

const CODES = Array.from({ length: 30 }, (_, i) => `U${i}`)

/** Half of them want what another terminal may take first. */
const giving = (random: Random, command: ReturnType<typeof commandsOf>) => () =>
  random.chance(0.5) ? command('note', {}) : command('addType', typeNamed(random.pick(CODES)))

/** Some of the connections break in the middle of whatever they do. */
async function breakSome(random: Random): Promise<void> {
  if (!random.chance(0.3)) return
  await central.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'mixed push' AND state <> 'idle' LIMIT 1`,
  )
}

it(`X1-X4: whatever a terminal sends, each command is judged once and in order, with two others writing the same (STAYOS_SEED=${SEED})`, async () => {
  const random = makeRandom(SEED)
  const engines = [openEngine({ note }), openEngine({ note })]
  const desks = [await addDesk('C1'), await addDesk('C2'), await addDesk('C3')]
  const terminals = desks.map(({ identity, command }, i) => {
    const own = random.fork(`terminal ${i}`)
    return new ChaoticTerminal(
      engines.map((engine) => (request) => engine.push(identity, request, admitAll)),
      own,
      giving(own, command),
    )
  })
  for (let round = 0; round < ROUNDS; round++) {
    await Promise.all([...terminals.map((terminal) => terminal.round()), breakSome(random)])
  }
  for (const terminal of terminals) await terminal.settle()

  const results = await central.query<{ id: string; outcome: string }>(
    'SELECT id, outcome::text FROM sync.command_results',
  )
  const given = terminals.flatMap((terminal) => terminal.given.map(({ id }) => [id, terminal.outcomeOf(id)] as const))
  expect(new Map(results.map(({ id, outcome }) => [id, outcome]))).toEqual(new Map(given))
  expect(results).toHaveLength(given.length)
  await expectEffectsOnce(terminals)
  for (const [i, terminal] of terminals.entries()) await expectInOrder(desks[i]?.terminal, terminal)
  expect(terminals.reduce((sum, { forks }) => sum + forks, 0)).toBeGreaterThan(0)
}, 180_000)

/** What was applied is there, once; what was refused is not. */
async function expectEffectsOnce(terminals: readonly ChaoticTerminal[]): Promise<void> {
  const appliedOnes = terminals.flatMap((terminal) =>
    terminal.given.filter(({ id }) => terminal.outcomeOf(id) === 'applied'),
  )
  const named = (name: string) => appliedOnes.filter((command) => command.name === `v1.test.${name}`)
  const types = await central.query<{ id: string }>('SELECT id FROM property_mgmt.unit_types')
  const wanted = named('addType').map(({ args }) => (args as { id: string }).id)
  expect(types.map(({ id }) => id).sort()).toEqual(wanted.sort())
  const marks = await central.query<{ command: string }>('SELECT command FROM public.done')
  expect(marks.map(({ command }) => command).sort()).toEqual(
    named('note')
      .map(({ id }) => id)
      .sort(),
  )
}

/** Numbers of the last count are 1, 2, 3 ... without a hole, and all effects came in the order in which the commands were given. */
async function expectInOrder(terminal: Uuid | undefined, { given }: ChaoticTerminal): Promise<void> {
  const kept = await central.query<{ seq: string }>(
    `SELECT seq FROM sync.command_results r WHERE terminal_id = $1
       AND incarnation = (SELECT incarnation FROM sync.terminal_progress WHERE id = $1) ORDER BY seq`,
    [terminal],
  )
  expect(kept.map(({ seq }) => Number(seq))).toEqual(kept.map((_, i) => i + 1))
  const marks = await central.query<{ command: string }>(
    'SELECT command FROM public.done WHERE terminal = $1 ORDER BY n',
    [terminal],
  )
  const placeById = new Map(given.map(({ id }, place) => [id, place]))
  const places = marks.map(({ command }) => placeById.get(command) ?? -1)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
}

it('X5: one terminal’s slow command holds up nobody else, however often it is sent', async () => {
  const waiting: ((result: ExecuteResult) => void)[] = []
  const slow: Behaviour = () => new Promise((resolve) => waiting.push(resolve))
  const engine = openEngine({ slow, note }, 3)
  const [stuck, other, third] = [await addDesk('D1'), await addDesk('D2'), await addDesk('D3')]
  const send = ({ identity }: typeof stuck, command: QueuedCommand) =>
    engine.push(identity, { schemaVersion: 1, commands: [command] }, admitAll)
  const first = stuck.command('slow', {})
  const posts = Array.from({ length: 20 }, () => send(stuck, first).catch((error: unknown) => error))
  await expect.poll(() => waiting.length, { timeout: 30_000 }).toBe(1)
  for (let n = 0; n < 5; n++) {
    expect(await send(other, other.command('note', {}))).toMatchObject({ kind: 'judged', lastSeq: n + 1 })
    expect(await send(third, third.command('note', {}))).toMatchObject({ kind: 'judged', lastSeq: n + 1 })
  }
  expect(await engine.progress(stuck.identity)).toMatchObject({ lastSeq: 0 })
  waiting[0]?.(applied)
  const answers = await Promise.all(posts)
  expect(answers.filter((answer) => answer instanceof LaneFullError)).toHaveLength(12)
  expect(answers.filter((answer) => !(answer instanceof Error))).toHaveLength(8)
  expect(waiting).toHaveLength(1)
})
