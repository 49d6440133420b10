import { openPool } from '../postgres/pool.ts'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { commandAccess } from '../../shared/domains/access/command-access.ts'
import { refusalFromDatabaseError } from '../../shared/domains/errors.ts'
import { commands } from '../../shared/domains/registry.ts'
import { newId, SYSTEM } from '../../shared/kernel/ids.ts'
import type { QueuedCommand } from '../../shared/protocol/push.ts'
import { insertSmallHotel, prepareCommand, type SmallHotel } from '../../tests/contract/fixture.ts'
import { addTerminal } from '../../tests/support/hotel.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { admitAll } from '../../tests/support/test-commands.ts'
import { databaseOf } from '../postgres/handle.ts'
import { openPushEngine, type PushEngine } from './push-engine.ts'

let central: CentralDatabase
let client: pg.Client
let pool: pg.Pool
let engine: PushEngine
let hotel: SmallHotel
let terminal: string
let seq = 0

beforeAll(async () => {
  central = await freshCentral()
  client = new pg.Client({ connectionString: central.url })
  await client.connect()
  hotel = await insertSmallHotel(databaseOf(client))
  pool = openPool(central.url, { max: 2 })
  engine = openPushEngine(pool, { commands, access: commandAccess, refusalFromDatabaseError })
  terminal = await addTerminal(central, { property: hotel.propertyId, actor: hotel.actor })
})
afterAll(async () => {
  await pool.end()
  await client.end()
  await central.drop()
})
beforeEach(async () => {
  await central.query('DELETE FROM shared.user_property_roles')
  await central.query(`UPDATE shared.users SET status = 'active' WHERE id = $1`, [hotel.actor])
})

const give = async (
  role: string,
  { user = hotel.actor, grantedAt = '2026-11-01T00:00:00Z', endedAt = null as string | null } = {},
) =>
  central.query(
    `INSERT INTO shared.user_property_roles (property_id, user_id, role, display_name, granted_at, ended_at)
     VALUES ($1, $2, $3, 'Ana Duty', $4, $5)`,
    [hotel.propertyId, user, role, grantedAt, endedAt],
  )

async function queued(name: string, input: unknown, changes: Partial<QueuedCommand> = {}): Promise<QueuedCommand> {
  return {
    id: newId(),
    name,
    args: await prepareCommand(databaseOf(client), name, input, hotel),
    terminal,
    incarnation: 1,
    seq: ++seq,
    actor: hotel.actor,
    property: hotel.propertyId,
    businessDate: hotel.businessDate,
    occurredAt: '2026-11-23T18:00:00.000Z/0000/A2',
    basedOn: {},
    ...changes,
  }
}
const push = (...given: QueuedCommand[]) => {
  const identity = { terminal: hotel.terminalId, role: 'desk', properties: [hotel.propertyId] } as const
  return engine.push(identity, { schemaVersion: 1, commands: given }, admitAll)
}
async function send(name: string, input: unknown, changes?: Partial<QueuedCommand>) {
  const command = await queued(name, input, changes)
  const answer = await push(command)
  return { command, answer: answer.answers[0] }
}
const setClean = (changes?: Partial<QueuedCommand>, status = 'dirty') =>
  send('v1.unit.setHousekeepingStatus', { unitId: hotel.units['101'], status }, changes)
const edit = (changes?: Partial<QueuedCommand>) =>
  send('v1.guest.edit', { profileId: hotel.guests.ada, changes: { notes: { from: '', to: 'x' } } }, changes)
const entriesOf = ({ command }: { command: QueuedCommand }) =>
  central.query<Record<string, unknown>>(
    'SELECT reason, facts, unit_id, outcome FROM sync.resolutions WHERE command_id = $1',
    [command.id],
  )
const notesOf = async () =>
  (await central.query<{ notes: string }>('SELECT notes FROM guest.profiles WHERE id = $1', [hotel.guests.ada]))[0]
    ?.notes

describe('the centre', () => {
  it('G3: refuses what the role may not, changes nothing, and tells a person', async () => {
    await give('housekeeper')
    const given = await edit()
    const facts = { person: 'Ana Duty', role: 'housekeeper', permission: 'guest.edit' }
    expect(given.answer).toMatchObject({ outcome: 'refused', refusal: { code: 'not_permitted', facts } })
    expect(await notesOf()).toBe('')
    expect(await entriesOf(given)).toMatchObject([{ reason: 'refused', facts: { code: 'not_permitted', ...facts } }])
    expect((await setClean()).answer).toMatchObject({ outcome: 'applied' })
    expect((await setClean({}, 'inspected')).answer).toMatchObject({ refusal: { code: 'not_permitted' } })
  })

  it('G3: refuses somebody who has no role in this hotel, whoever it is', async () => {
    expect((await edit()).answer?.refusal).toEqual({ code: 'no_role_here', facts: {} })
    expect((await setClean({ actor: newId() })).answer?.refusal).toEqual({ code: 'no_role_here', facts: {} })
    expect((await setClean({ actor: SYSTEM })).answer?.refusal).toEqual({ code: 'no_role_here', facts: {} })
  })

  it('G4: takes a fact of before the role ended, and tells a person; an intent is refused', async () => {
    await give('duty_manager', { endedAt: '2026-11-23T20:00:00Z' })
    const told = await setClean({}, 'clean')
    expect(told.answer).toMatchObject({ outcome: 'applied', refusal: null })
    expect(await entriesOf(told)).toEqual([
      {
        reason: 'given_without_role',
        facts: { person: 'Ana Duty', role: 'duty_manager' },
        unit_id: hotel.units['101'],
        outcome: 'applied',
      },
    ])
    expect((await edit()).answer?.refusal).toMatchObject({ code: 'role_ended' })
    const after = { occurredAt: '2026-11-23T21:00:00.000Z/0000/A2' }
    expect((await setClean(after)).answer?.refusal).toMatchObject({ code: 'role_ended' })
  })

  it('G19: what was done past a new PIN is refused, or taken and told, until its person has chosen their own', async () => {
    await give('duty_manager')
    await central.query(
      `UPDATE shared.user_property_roles SET pin_must_change = true, pin_set_at = '2026-11-01T00:00:00Z' WHERE user_id = $1`,
      [hotel.actor],
    )
    expect((await edit()).answer?.refusal).toEqual({ code: 'pin_must_change', facts: { person: 'Ana Duty' } })
    const told = await setClean({}, 'clean')
    expect(told.answer).toMatchObject({ outcome: 'applied', refusal: null })
    expect(await entriesOf(told)).toMatchObject([{ reason: 'given_by_old_pin', facts: { person: 'Ana Duty' } }])
  })

  it('G3, X11: who gives is read once for commands of a transaction, and again after one that may have changed that', async () => {
    const chief = newId()
    await central.query(
      `INSERT INTO shared.users (id, email, display_name, status, role) VALUES ($1, $2, 'Rui Novo', 'active', 'duty_manager')`,
      [chief, `${chief}@hotel.invalid`],
    )
    await give('front_desk')
    await give('duty_manager', { user: chief })
    const at = (time: string) => ({ occurredAt: `2026-11-23T${time}:00.000Z/0000/A2` })
    const note = (to: string, time: string) =>
      queued('v1.guest.edit', { profileId: hotel.guests.ada, changes: { notes: { from: '', to } } }, at(time))
    await central.query(`UPDATE guest.profiles SET notes = '' WHERE id = $1`, [hotel.guests.ada])
    const { answers } = await push(
      await note('a', '18:01'),
      await queued(
        'v1.access.resetPin',
        { userId: hotel.actor, pinHash: `$2b$10$${'a'.repeat(53)}` },
        { ...at('18:02'), actor: chief },
      ),
      await note('b', '18:03'),
    )
    expect(answers.map(({ refusal }) => refusal?.code ?? null)).toEqual([null, null, 'pin_must_change'])
    expect(await notesOf()).toBe('a')
  })

  it('G5: ends every role of whoever is disabled, and their PIN leaves with it', async () => {
    await give('duty_manager')
    const pin = `$2b$10$${'a'.repeat(53)}`
    await central.query('UPDATE shared.user_property_roles SET pin_hash = $1', [pin])
    await central.query(`UPDATE shared.users SET display_name = 'Ana Reis' WHERE id = $1`, [hotel.actor])
    expect((await edit({ actor: hotel.actor })).answer).toMatchObject({ outcome: 'applied' })
    await central.query(`UPDATE shared.users SET status = 'disabled' WHERE id = $1`, [hotel.actor])
    expect((await edit()).answer?.refusal).toEqual({
      code: 'role_ended',
      facts: { person: 'Ana Reis', role: 'duty_manager' },
    })
    expect(
      await central.query('SELECT pin_hash, ended_at IS NOT NULL AS ended FROM shared.user_property_roles'),
    ).toEqual([{ pin_hash: null, ended: true }])
  })

  it('G5: lets nobody but the owner change who works where', async () => {
    await give('front_desk')
    await client.query('BEGIN; SET LOCAL ROLE authenticated_user')
    await client.query(`SELECT set_config('app.current_property_ids', '{${hotel.propertyId}}', true)`)
    await expect(client.query(`UPDATE shared.user_property_roles SET role = 'head_office'`)).rejects.toMatchObject({
      code: '42501',
    })
    await client.query('ROLLBACK')
  })
})
