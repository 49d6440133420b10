import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { enrolDevice, request } from '../../tests/support/device.ts'
import { holdPoll } from '../../tests/support/held-poll.ts'
import { addHotel, type TestHotel } from '../../tests/support/hotel.ts'
import { type CentralDatabase, freshCentral } from '../../tests/support/postgres.ts'
import { commandsOf, testDomain, typeNamed } from '../../tests/support/test-commands.ts'
import { type RunningServer, startServer } from '../start-server.ts'

let central: CentralDatabase
let city: TestHotel
let folder: string
let streaming: RunningServer
/** Takes commands and lets terminals in; its rows come from the other. */
let gatekeeper: RunningServer

beforeAll(async () => {
  central = await freshCentral()
  city = await addHotel(central)
  folder = await mkdtemp(join(tmpdir(), 'stayos-forward-'))
  const options = { databaseUrl: central.url, domain: testDomain(), writeLog: () => undefined }
  streaming = await startServer({ ...options, dataDir: join(folder, 'one') })
  await mkdir(join(folder, 'two'))
  await copyFile(join(folder, 'one/signing-key.json'), join(folder, 'two/signing-key.json'))
  gatekeeper = await startServer({ ...options, dataDir: join(folder, 'two'), shapesUrl: streaming.url })
})
afterAll(async () => {
  await gatekeeper.stop()
  await streaming.stop()
  await central.drop()
  await rm(folder, { recursive: true })
})

const enrolDesk = async () => {
  const { actor, property } = city
  const code = await gatekeeper.issueEnrolmentCode({ name: 'Desk', role: 'desk', propertyIds: [property], actor })
  const { terminal, token } = await enrolDevice(gatekeeper.url, code)
  return { token, id: terminal.terminal, command: commandsOf(terminal.terminal, property, actor) }
}

it('G15: a terminal works at any gatekeeper: its commands are judged there, its rows come from the node that streams', async () => {
  const desk = await enrolDesk()
  const held = await holdPoll(gatekeeper.url, desk.token, 'sync.command_results')
  const [here, there] = [desk.command('addType', typeNamed('A')), desk.command('addType', typeNamed('B'))]
  const push = (at: RunningServer, command: object) =>
    request(`${at.url}/v1/commands`, { schemaVersion: 1, commands: [command] }, desk.token)
  expect((await push(gatekeeper, here)).body).toMatchObject({ kind: 'judged', lastSeq: 1 })
  expect(await (await held.answer).text()).toContain(here.id)
  expect((await push(streaming, there)).body).toMatchObject({ kind: 'judged', lastSeq: 2 })
  const plain = await fetch(`${gatekeeper.url}/v1/shape?table=property_mgmt.unit_types&offset=-1`, {
    headers: { authorization: `Bearer ${desk.token}` },
  })
  expect([plain.status, plain.headers.get('electric-offset')]).toEqual([200, '0_0'])
  expect(await plain.json()).toHaveLength(3)
  const foreign = await fetch(`${gatekeeper.url}/v1/shape?table=sync.terminals&offset=-1`, {
    headers: { authorization: `Bearer ${desk.token}` },
  })
  expect(foreign.status).toBe(400)
})

it('G15: a revoked terminal loses what a gatekeeper passes on, too', async () => {
  const desk = await enrolDesk()
  const held = await holdPoll(gatekeeper.url, desk.token, 'property_mgmt.properties')
  await central.query('UPDATE sync.terminals SET revoked_at = now() WHERE id = $1', [desk.id])
  expect((await held.answer).status).toBe(403)
})

it('G15: without the node that streams, commands are taken all the same, and /ready says so', async () => {
  const desk = await enrolDesk()
  expect((await fetch(`${gatekeeper.url}/ready`)).status).toBe(200)
  await streaming.stop()
  expect((await fetch(`${gatekeeper.url}/ready`)).status).toBe(503)
  await expect(holdPoll(gatekeeper.url, desk.token, 'property_mgmt.properties')).rejects.toThrow(
    /503.*shapes_unavailable/,
  )
  const commands = [desk.command('addType', typeNamed('C'))]
  const pushed = await request(`${gatekeeper.url}/v1/commands`, { schemaVersion: 1, commands }, desk.token)
  expect(pushed.body).toMatchObject({ kind: 'judged', lastSeq: 1 })
})
