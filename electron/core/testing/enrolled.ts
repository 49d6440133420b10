import { afterAll } from 'vitest'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EnrolAnswer } from '../../../shared/protocol/enrolment.ts'
import { openDatabase } from '../database/open.ts'
import { temporaryFolder } from './folders.ts'
import { writeKeyring } from '../sign-in/keyring.ts'
import { ACTOR, IDENTITY_KEY, PEPPER, PROPERTY, seedHotel, TERMINAL } from './hotel.ts'

export const identity: EnrolAnswer = {
  terminal: TERMINAL,
  name: 'Front desk 1',
  role: 'desk',
  properties: [PROPERTY],
  actor: ACTOR,
  actorName: 'Maria',
  prefix: 'A7',
  incarnation: 1,
}

let template: Promise<string> | undefined
let removeTemplate = (): void => undefined
// Of the test file that has loaded this. A worker that has done its work is ended without an exit of its own.
afterAll(() => removeTemplate())

/** A folder as an enrolled desk leaves it, its hotel loaded. The first of a test file is made, the others are copies of it. */
export async function makeEnrolledFolder(dataDir: string): Promise<void> {
  await makeLoadedFolder(dataDir)
  writeFileSync(join(dataDir, 'identity.json'), JSON.stringify(identity))
  writeKeyring(dataDir, {
    peppers: [{ property: PROPERTY, pepper: PEPPER }],
    identityKeys: [{ property: PROPERTY, key: IDENTITY_KEY }],
  })
}

/** The same without its identity. */
export async function makeLoadedFolder(dataDir: string): Promise<void> {
  template ??= makeTemplate()
  cpSync(join(await template, 'database'), join(dataDir, 'database'), { recursive: true })
}

async function makeTemplate(): Promise<string> {
  const { path, remove } = temporaryFolder()
  removeTemplate = remove
  const { pg } = await openDatabase({ dataDir: path })
  await seedHotel(pg)
  await pg.close()
  return path
}
