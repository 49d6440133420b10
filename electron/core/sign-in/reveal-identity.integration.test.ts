import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../../shared/kernel/ids.ts'
import { openDatabase } from '../database/open.ts'
import { openTerminal, type Terminal } from '../open-terminal.ts'
import { makeEnrolledFolder } from '../testing/enrolled.ts'
import { temporaryFolder } from '../testing/folders.ts'
import { ACTOR, IDENTITY_KEY, PEPPER, PIN, PROPERTY, writeFromCentre } from '../testing/hotel.ts'
import type { PageSession } from './page-session.ts'
import { writeKeyring } from './keyring.ts'

const folder = temporaryFolder()
const GUEST = newId()
const identityKeys = [{ property: PROPERTY, key: IDENTITY_KEY }]
const peppers = [{ property: PROPERTY, pepper: PEPPER }]
let terminal: Terminal
let session: PageSession

beforeAll(async () => {
  await makeEnrolledFolder(folder.path)
  const { pg } = await openDatabase({ dataDir: folder.path })
  await writeFromCentre(
    pg,
    `INSERT INTO guest.profiles (id, property_id, first_name, last_name, created_by, updated_by)
       VALUES ('${GUEST}', '${PROPERTY}', 'Ada', 'King', '${ACTOR}', '${ACTOR}')`,
  )
  await pg.close()
  terminal = await openTerminal({ dataDir: folder.path, serverUrl: 'http://127.0.0.1:1' })
  session = terminal.openSession()
})
afterAll(async () => {
  await terminal.close()
  folder.remove()
})

const outbox = () => terminal.readOnlySql(`SELECT body FROM sync.outbox ORDER BY position`, [])
const capture = () =>
  session.run('v1.guest.captureIdentity', {
    profileId: GUEST,
    document: { type: 'passport', number: 'CD6021347', country: 'PT', expiresOn: null },
    dateOfBirth: '1971-02-03',
  })

it('K9: a document is encrypted before its command exists, and shown to whoever may see it once that is on record', async () => {
  const asked = { profileId: GUEST, reason: 'Police register' }
  expect(await session.reveal(asked)).toMatchObject({ refused: { code: 'not_signed_in' } })
  await session.signIn(ACTOR, PIN)
  expect(await session.reveal(asked)).toMatchObject({ refused: { code: 'identity_not_on_file' } })

  writeKeyring(folder.path, { peppers, identityKeys: [] })
  expect(await capture()).toMatchObject({ kind: 'refused', refusal: { code: 'identity_key_missing' } })
  writeFileSync(join(folder.path, 'keyring.json'), JSON.stringify({ peppers }))
  expect(await capture()).toMatchObject({ kind: 'refused', refusal: { code: 'identity_key_missing' } })
  writeKeyring(folder.path, { peppers, identityKeys })
  expect(await capture()).toMatchObject({ kind: 'done' })

  expect(await session.reveal({ ...asked, reason: '' })).toMatchObject({ refused: { code: 'reveal_reason_missing' } })
  await expect(session.run('v1.guest.revealIdentity', asked)).rejects.toThrow('alone')
  expect(await session.reveal(asked)).toEqual({ identity: { documentNumber: 'CD6021347', dateOfBirth: '1971-02-03' } })
  const queued = await outbox()
  expect(queued).toHaveLength(2)
  expect(queued[1]).toMatchObject({
    body: { name: 'v1.guest.revealIdentity', actor: ACTOR, args: { reason: 'Police register' } },
  })
  expect(JSON.stringify(queued)).not.toMatch(/CD6021347|1971-02-03/)
})

it('K9: what cannot be read is not told of', async () => {
  const before = await outbox()
  writeKeyring(folder.path, { peppers, identityKeys: [{ property: PROPERTY, key: `${'C'.repeat(42)}E` }] })
  const asked = { profileId: GUEST, reason: 'Police register' }
  expect(await session.reveal(asked)).toMatchObject({
    refused: { code: 'identity_unreadable', facts: { guestName: 'Ada King' } },
  })
  expect(await outbox()).toEqual(before)
})
