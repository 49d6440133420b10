import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { asUuid } from '../../../shared/kernel/ids.ts'
import { openTerminal, type Terminal } from '../open-terminal.ts'
import { makeEnrolledFolder } from '../testing/enrolled.ts'
import { temporaryFolder } from '../testing/folders.ts'
import { ACTOR, PIN, PROPERTY, UNIT } from '../testing/hotel.ts'
import type { PageSession } from './page-session.ts'

const folder = temporaryFolder()
let terminal: Terminal
let session: PageSession
const open = async () => {
  terminal = await openTerminal({ dataDir: folder.path, serverUrl: 'http://127.0.0.1:1' })
}
beforeAll(async () => {
  await makeEnrolledFolder(folder.path)
  await open()
})
afterAll(async () => {
  await terminal.close()
  folder.remove()
})
beforeEach(() => {
  session = terminal.openSession()
})

const queued = async () =>
  (
    await terminal.readOnlySql(
      `SELECT body ->> 'name' AS name, body ->> 'actor' AS actor, body -> 'args' AS args FROM sync.outbox ORDER BY position`,
      [],
    )
  ).slice(-1)[0]
const wrong = async (times: number) => {
  let last = null
  for (let i = 0; i < times; i++) last = await session.signIn(ACTOR, '9042')
  return last
}
const restart = async () => {
  await terminal.close()
  await open()
  session = terminal.openSession()
}

it('K2: a command carries whoever is signed in, and so does the queue', async () => {
  expect(await session.signIn(ACTOR, PIN)).toBeNull()
  const outcome = await session.run('v1.unit.setHousekeepingStatus', { unitId: UNIT, status: 'dirty' })
  // Maria is at the front desk: she sees housekeeping, and leaves it to others.
  expect(outcome).toMatchObject({ kind: 'refused', refusal: { code: 'not_permitted', facts: { person: 'Maria' } } })
  await expect(session.query('access.people', {})).rejects.toThrow('Maria may not see')
  await expect(session.run('v1.access.resetPin', { userId: ACTOR, pinHash: 'x' })).rejects.toThrow('alone')
})

it('K5: five wrong PINs lock the name, over a restart too, until somebody lets go; it is told, without a PIN', async () => {
  expect(await wrong(4)).toEqual({ code: 'pin_wrong', facts: { person: 'Maria', left: 1 } })
  await restart()
  expect(await wrong(1)).toEqual({ code: 'pin_locked_out', facts: { person: 'Maria', minutes: 1 } })
  const told = await queued()
  expect(told).toMatchObject({ name: 'v1.access.tellLockOut', actor: ACTOR, args: { userId: ACTOR, attempts: 5 } })
  expect(JSON.stringify(told)).not.toMatch(/9042|\$2b\$/)
  expect(await session.signIn(ACTOR, PIN)).toMatchObject({ code: 'pin_locked_out' })
  expect(session.info().people).toMatchObject([{ name: 'Maria', lockedOut: true }])
  await restart()
  expect(await session.signIn(ACTOR, PIN)).toMatchObject({ code: 'pin_locked_out' })

  const rows = await terminal.readOnlySql('SELECT id FROM shared.sign_in_lock_outs', [])
  const lockOutId = asUuid(String(rows[0]?.['id']))
  // By somebody else, elsewhere.
  const refused = await terminal.run('v1.access.releaseLockOut', { lockOutId })
  expect(refused).toMatchObject({ kind: 'refused', refusal: { code: 'not_permitted' } })
  await promote('duty_manager')
  expect(await terminal.run('v1.access.releaseLockOut', { lockOutId })).toMatchObject({ kind: 'done' })
  expect(await session.signIn(ACTOR, PIN)).toBeNull()
  expect(await wrong(1)).toMatchObject({ code: 'pin_wrong', facts: { left: 4 } })
})

it('K7: a person changes their PIN with the old one; neither is written anywhere', async () => {
  await session.signIn(ACTOR, PIN)
  expect(await session.changePin('1470', '8064')).toMatchObject({ code: 'pin_wrong' })
  expect(await session.changePin(PIN, '1234')).toMatchObject({ code: 'pin_too_simple' })
  expect(await session.changePin(PIN, PIN)).toMatchObject({ code: 'pin_same' })
  expect(await session.changePin(PIN, '806413')).toBeNull()
  const told = await queued()
  expect(told).toMatchObject({ name: 'v1.access.changePin', actor: ACTOR, args: { userId: ACTOR } })
  const kept = await terminal.readOnlySql('SELECT value FROM sync.state', [])
  expect(JSON.stringify([told, kept])).not.toContain('806413')
  const other = terminal.openSession()
  expect(await other.signIn(ACTOR, PIN)).toMatchObject({ code: 'pin_wrong' })
  expect(await other.signIn(ACTOR, '806413')).toBeNull()
  other.close()
})

it('K8: what knows a PIN from its hash is in a file of the owner’s alone, and without it nobody is let in', async () => {
  const file = join(folder.path, 'keyring.json')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const { peppers } = JSON.parse(readFileSync(file, 'utf8')) as { peppers: { pepper: string }[] }
  const kept = JSON.stringify(await terminal.readOnlySql('SELECT value FROM sync.state', []))
  expect(kept).not.toContain(peppers[0]?.pepper)
})

it('K10: with the line down too, a PIN that somebody else gave opens to choosing another, over a restart', async () => {
  await setRole('pin_must_change = true')
  const pin = '806413'
  expect(await session.signIn(ACTOR, pin)).toBeNull()
  expect(session.info().state).toBe('renewing')
  expect(await session.run('v1.unit.setHousekeepingStatus', { unitId: UNIT, status: 'dirty' })).toMatchObject({
    refusal: { code: 'not_signed_in' },
  })
  expect(await session.renewPin('1234')).toMatchObject({ code: 'pin_too_simple' })
  expect(await session.renewPin(pin)).toMatchObject({ code: 'pin_same' })
  await restart()
  await session.signIn(ACTOR, pin)
  expect(await session.renewPin('2580')).toBeNull()
  expect(session.info().state).toBe('in')
  expect(await queued()).toMatchObject({ name: 'v1.access.changePin', actor: ACTOR })
  session.signOut()
  expect(await session.signIn(ACTOR, '2580')).toBeNull()
  expect(session.info().state).toBe('in')
})

/** As head office would. */
const promote = (role: string) => setRole(`role = '${role}'`)

async function setRole(assignments: string): Promise<void> {
  await terminal.close()
  const { openDatabase } = await import('../database/open.ts')
  const { pg } = await openDatabase({ dataDir: folder.path })
  await pg.query(`UPDATE shared.user_property_roles SET ${assignments} WHERE property_id = $1`, [PROPERTY])
  await pg.close()
  await open()
  session = terminal.openSession()
}
