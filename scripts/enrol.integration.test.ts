import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { hashCode } from '../server/auth/enrolment-code.ts'
import { addHotel, type TestHotel } from '../tests/support/hotel.ts'
import { type CentralDatabase, freshCentral } from '../tests/support/postgres.ts'

let central: CentralDatabase
let city: TestHotel
let beach: TestHotel

beforeAll(async () => {
  central = await freshCentral()
  city = await addHotel(central, 'CITY')
  beach = await addHotel(central, 'BEACH')
})
afterAll(() => central.drop())

const SCRIPT = fileURLToPath(new URL('./enrol.ts', import.meta.url))
const run = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', SCRIPT, ...args], {
    env: { ...process.env, DATABASE_URL: central.url },
  }).then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    (error: { code: number; stderr: string }) => ({ code: error.code, text: error.stderr }),
  )
const user = () => `${city.actor}@HOTEL.invalid`

it('prints a code that the centre knows, with properties in the order given', async () => {
  const { code, text } = await run('--name', 'Desk 2', '--property', 'city,BEACH', '--user', user(), '--minutes', '5')
  expect(code).toBe(0)
  const printed = /^ {2}(\S{4}-\S{4}-\S{4})$/m.exec(text)?.[1] ?? ''
  const rows = await central.query(
    'SELECT name, role, property_ids, actor FROM sync.enrolment_codes WHERE code_hash = $1',
    [hashCode(printed)],
  )
  expect(rows).toEqual([
    { name: 'Desk 2', role: 'desk', property_ids: [city.property, beach.property], actor: city.actor },
  ])
})

it.each([
  [['--property', 'CITY'], 'Give --name, --property and --user.'],
  [['--name', 'Desk', '--property', 'NOWHERE', '--user', 'x'], 'There is no property NOWHERE. There are: BEACH, CITY.'],
  [['--name', 'Desk', '--property', 'CITY', '--user', 'nobody@hotel.invalid'], 'No user has the e-mail address'],
  [['--name', 'Desk', '--property', 'CITY', '--user', 'x', '--role', 'king'], '--role king is none of desk'],
  [['--name', 'Desk', '--property', 'CITY', '--user', 'x', '--minutes', 'soon'], '--minutes is a number'],
])('says what is wrong with %j', async (args, message) => {
  const { code, text } = await run(...args)
  expect(code).toBe(1)
  expect(text).toContain(message)
  expect(text).not.toContain(' at ')
})
