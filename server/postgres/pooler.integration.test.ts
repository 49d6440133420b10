import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, type TestContext } from 'vitest'
import { pushAnswer } from '../../shared/protocol/push.ts'
import { enrolDevice, request } from '../../tests/support/device.ts'
import { addHotel } from '../../tests/support/hotel.ts'
import { type Pooler, startPooler } from '../../tests/support/pgbouncer.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { commandsOf, testDomain, typeNamed } from '../../tests/support/test-commands.ts'
import { type ServerOptions, startServer } from '../start-server.ts'

let central: CentralDatabase
let pooler: Pooler | undefined
let folder: string
/** Fewer than the terminals that push at once: every transaction may get another connection than the one before it. */
const CONNECTIONS = 2

beforeAll(async () => {
  central = await freshCentral()
  pooler = await startPooler(central.url, CONNECTIONS)
  folder = await mkdtemp(join(tmpdir(), 'stayos-pooler-'))
})
afterAll(async () => {
  await pooler?.stop()
  await central.drop()
  await rm(folder, { recursive: true })
})

function needPooler(context: TestContext): Pooler {
  if (pooler) return pooler
  console.warn('SKIPPED: commands through PgBouncer (it is not installed: apt-get install pgbouncer)')
  context.skip()
}
const options = (changes: Partial<ServerOptions>): ServerOptions => ({
  ...{ databaseUrl: central.url, dataDir: folder, domain: testDomain(), writeLog: () => undefined },
  ...changes,
})

it('X6: commands and tokens go through PgBouncer in transaction mode, each under its own terminal’s properties', async (context) => {
  const { url } = needPooler(context)
  const server = await startServer(options({ commandUrl: url }))
  const desks = []
  for (const code of ['CITY', 'BEACH', 'PALACE']) {
    const { property, actor } = await addHotel(central, code)
    const enrolment = await server.issueEnrolmentCode({ name: code, role: 'desk', propertyIds: [property], actor })
    const { terminal, token } = await enrolDevice(server.url, enrolment)
    desks.push({ property, token, command: commandsOf(terminal.terminal, property, actor) })
  }
  const [, beach] = desks
  const work = desks.map(async ({ property, token, command }) => {
    for (let n = 0; n < 8; n++) {
      const commands = [
        command('addType', typeNamed(`T${n}`)),
        command('countTypes', { property }),
        command('renameTypes', { property: property === beach?.property ? property : beach?.property }),
        command('whoAmI', {}),
      ]
      const { body } = await request(`${server.url}/v1/commands`, { schemaVersion: 1, commands }, token)
      const answer = pushAnswer.parse(body)
      expect(answer).toMatchObject({ kind: 'judged', lastSeq: 4 * (n + 1) })
      const [added, counted, renamed, identity] = answer.answers
      expect(added?.outcome).toBe('applied')
      expect(counted?.refusal?.facts).toEqual({ rows: n + 1 })
      // Another hotel's rows are not there, whoever used the connection before.
      expect(renamed?.refusal?.facts).toEqual({ rows: property === beach?.property ? n + 1 : 0 })
      expect(identity?.refusal?.facts).toMatchObject({ role: 'authenticated_user', super: false })
    }
  })
  await Promise.all(work)
  await server.stop()
  const outside = new pg.Client({ connectionString: url })
  await outside.connect()
  const { rows } = await outside.query(
    `SELECT current_user = session_user AS same, coalesce(current_setting('app.current_property_ids', true), '') AS left_over`,
  )
  await outside.end()
  expect(rows).toEqual([{ same: true, left_over: '' }])
})

it('X6: says at the start that the pooler does not answer, or leads to another database', async (context) => {
  const { url } = needPooler(context)
  const away = url.replace(/:\d+\//, ':1/')
  await expect(startServer(options({ commandUrl: away }))).rejects.toThrow(/COMMAND_DATABASE_URL/)
  const other = await freshCentral({ empty: true })
  const elsewhere = url.replace(/\/\w+$/, new URL(other.url).pathname)
  await expect(startServer(options({ commandUrl: elsewhere }))).rejects.toThrow(/another database/)
  await other.drop()
})
