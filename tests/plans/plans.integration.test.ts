import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { casesOf } from '../../bench/cases.ts'
import { openCentral, type Subject } from '../../bench/subjects.ts'
import { YEAR_HOTEL } from '../../bench/year.ts'
import { databaseOf } from '../../server/postgres/handle.ts'
import { rollBusinessDate } from '../../server/seed/roll-business-date.ts'
import { openCatalog } from '../../server/shapes/catalog.ts'
import { createNamedShapeResolver } from '../../server/shapes/named-shapes.ts'
import type { CommandContext } from '../../shared/command/command.ts'
import type { Database } from '../../shared/command/database.ts'
import { commands, queries, shapes } from '../../shared/domains/registry.ts'
import { addDays } from '../../shared/kernel/dates.ts'
import { asUuid, newId } from '../../shared/kernel/ids.ts'
import { prepareCommand, runCommand } from '../contract/fixture.ts'
import { yearDatabase } from '../support/year-database.ts'
import { commandInputs } from './command-inputs.ts'
import { type PlanWatch, watchPlans } from './watch-plans.ts'

let url: string
let client: pg.Client
let db: Database
let subject: Subject
let plans: PlanWatch

beforeAll(async () => {
  url = await yearDatabase()
  client = new pg.Client({ connectionString: url })
  await client.connect()
  db = databaseOf(client)
  subject = await openCentral(url, YEAR_HOTEL)
  plans = await watchPlans(client)
}, 600_000)
afterAll(async () => {
  await subject.close()
  await client.end()
})

/** What `work` read from end to end. It is taken back. */
async function scansOf(work: () => Promise<unknown>): Promise<string[]> {
  await client.query('BEGIN')
  try {
    plans.take()
    await work()
    return plans.take()
  } finally {
    await client.query('ROLLBACK')
  }
}

describe('on a year of a hotel of 300 units PostgreSQL reads no large table from end to end', () => {
  it('the data are large enough to tell', async () => {
    const { rows } = await client.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM reservation.reservation_line_items',
    )
    expect(rows[0]?.n).toBeGreaterThan(80_000)
    expect(await scansOf(() => client.query('SELECT count(*) FROM guest.stays WHERE revenue > 1'))).toHaveLength(1)
  })

  it('for any query that a page can ask', async () => {
    const cases = await casesOf(subject)
    const asked = new Set(cases.map(({ query }) => query))
    const without = [...queries.keys()].filter((name) => !asked.has(name))
    expect(without, 'each query needs a case in bench/cases.ts').toEqual([])
    const scans = []
    for (const one of cases.filter(({ wantsAll }) => wantsAll !== true))
      scans.push(...(await scansOf(() => one.run(db))))
    expect(scans).toEqual([])
  })

  it('for any command, handlers, guards and foreign keys included', async () => {
    const inputs = await commandInputs(db, subject)
    const without = [...commands.keys()].filter((name) => !inputs.has(name))
    expect(without, 'each command needs an input in tests/plans/command-inputs.ts').toEqual([])
    const { rows } = await client.query<{ id: string }>("SELECT id FROM shared.users WHERE role = 'front_desk' LIMIT 1")
    const context: CommandContext = {
      commandId: newId(),
      propertyId: subject.propertyId,
      terminalId: subject.propertyId,
      actor: asUuid(rows[0]?.id ?? ''),
      businessDate: subject.businessDate,
      occurredAt: `${subject.businessDate}T12:00:00.000Z/0000/A1`,
    }
    const scans = []
    for (const [name, input] of inputs) {
      const own = await scansOf(async () => {
        const args = await prepareCommand(db, name, input, context)
        await runCommand(db, name, args, context, { reconcile: true })
      })
      scans.push(...own)
    }
    expect(scans).toEqual([])
    expect(await scansOf(() => serveOneTable(inputs, context))).toEqual([])
    expect(await scansOf(() => giveMoneyBack(inputs, context))).toEqual([])
  })

  type Inputs = ReadonlyMap<string, object>

  /** Gives a command with what `changes` says, and expects it to be done. */
  const runnerOf = (inputs: Inputs, context: CommandContext) =>
    async function run(name: string, changes: object = {}): Promise<unknown> {
      const given = { ...context, commandId: newId() }
      const args = await prepareCommand(db, name, { ...inputs.get(name), ...changes }, given)
      const { refusal } = await runCommand(db, name, args, given, { reconcile: true })
      expect([name, refusal]).toEqual([name, null])
      return args
    }

  /** A card that waits and is told of, cash that goes back, and a request that is answered. */
  async function giveMoneyBack(inputs: Inputs, context: CommandContext): Promise<void> {
    const run = runnerOf(inputs, context)
    const idIn = (field: string, args: unknown) => z.looseObject({ [field]: z.string() }).parse(args)[field]
    const paymentId = idIn('paymentId', await run('v1.folio.queueCard'))
    await run('v1.folio.tellCard', { paymentId })
    await run('v1.cashier.openDrawer')
    await run('v1.folio.refund')
    const refundId = idIn('refundId', await run('v1.folio.requestRefund', { paymentId }))
    await run('v1.folio.settleRefund', { refundId })
  }

  /** From the first line to the money: each handler finds the order that it is about. */
  async function serveOneTable(inputs: Inputs, context: CommandContext): Promise<void> {
    const run = runnerOf(inputs, context)
    const placed = z.looseObject({ orderId: z.string(), lines: z.array(z.looseObject({ itemId: z.string() })) })
    const { orderId, lines } = placed.parse(await run('v1.order.place'))
    await run('v1.order.addItems', { orderId })
    await run('v1.order.voidItem', { itemId: lines[0]?.itemId })
    await run('v1.order.settleToRoom', { orderId })
    const second = placed.parse(await run('v1.order.place'))
    await run('v1.cashier.openDrawer')
    const { rows } = await client.query<{ total: string }>(
      'SELECT total::text AS total FROM fb.v_order_totals WHERE order_id = $1',
      [second.orderId],
    )
    await run('v1.order.settleCash', { orderId: second.orderId, total: rows[0]?.total })
  }

  it('for the snapshot of any shape of a small property beside it', async () => {
    const { rows } = await client.query<{ id: string }>("SELECT id FROM property_mgmt.properties WHERE code = 'H002'")
    const sister = asUuid(rows[0]?.id ?? '')
    const resolve = createNamedShapeResolver(shapes, await openCatalog(url))
    const scans = []
    for (const { table } of shapes) {
      const shape = resolve(table, undefined, { role: 'desk', terminalId: sister, properties: [sister] })
      if (!shape) continue
      const columns = shape.columns.map((name) => `"${name}"`).join(', ')
      const own = await scansOf(async () => {
        await client.query("SELECT set_config('app.current_property_ids', $1, true)", [`{${sister}}`])
        await client.query('SET LOCAL ROLE authenticated_user')
        await client.query(`SELECT ${columns} FROM ${table} WHERE ${shape.where}`)
      })
      scans.push(...own)
    }
    expect(scans).toEqual([])
  })

  it('for the work of every night', async () => {
    const tomorrow = addDays(subject.businessDate, 1)
    const roll = await scansOf(() => rollBusinessDate(db, [subject.propertyId], tomorrow))
    const cool = await scansOf(() => client.query('SELECT sync.cool_settled_rows()'))
    expect([...roll, ...cool]).toEqual([])
  })
})
