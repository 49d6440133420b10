import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startServer, type RunningServer } from '../server/start-server.ts'
import type { TerminalRole } from '../shared/command/shape.ts'
import type { SmallHotel } from './contract/fixture.ts'
import { codeFor, openHotel, openLoadedDesk, temporaryHome } from './faults/support/night.ts'
import { type CentralDatabase, freshCentral } from './support/postgres.ts'

const home = temporaryHome()
let central: CentralDatabase
let server: RunningServer
let hotel: SmallHotel

beforeAll(async () => {
  central = await freshCentral()
  hotel = await openHotel(central.url)
  await central.query(
    `INSERT INTO billing.folios (property_id, folio_no, holder, currency, created_by, updated_by) VALUES ($1, 'F1', 'Ana Reis', 'EUR', $2, $2)`,
    [hotel.propertyId, hotel.actor],
  )
  await central.query(
    `INSERT INTO compliance.data_retention_policies (property_id, subject, keep_months, action, legal_basis)
     VALUES ($1, 'audit_log', 120, 'detach', 'Commercial code')`,
    [hotel.propertyId],
  )
  server = await startServer({
    databaseUrl: central.url,
    dataDir: home.folder('centre'),
    migrate: false,
    writeLog: () => undefined,
  })
})
afterAll(async () => {
  await server?.stop()
  await central?.drop()
  home.remove()
})

it.each([
  ['desk', { folios: 1, policies: 0 }],
  ['outlet', { folios: 1, policies: 0 }],
  ['housekeeping', { folios: 0, policies: 0 }],
  ['head_office', { folios: 1, policies: 1 }],
] satisfies [TerminalRole, object][])(
  'a terminal of the role %s loads what its role holds, and nothing else',
  async (role, held) => {
    const dataDir = home.folder(role)
    mkdirSync(dataDir, { recursive: true })
    const terminal = await openLoadedDesk(
      { dataDir, serverUrl: server.url },
      await codeFor(central.url, hotel, role, role),
    )
    try {
      const [counts] = await terminal.readOnlySql(
        `SELECT (SELECT count(*) FROM billing.folios) AS folios, (SELECT count(*) FROM compliance.data_retention_policies) AS policies,
         (SELECT count(*) FROM property_mgmt.properties) AS properties, (SELECT count(*) FROM compliance.audit_log) AS audited`,
        [],
      )
      expect(counts).toEqual({ ...held, properties: 1, audited: 0 })
    } finally {
      await terminal.close()
    }
  },
)
