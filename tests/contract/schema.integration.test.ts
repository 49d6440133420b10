import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeByConstraint } from '../../shared/domains/errors.ts'
import { channelBookingStates } from '../../shared/domains/channel/booking-status.ts'
import { connectionStates } from '../../shared/domains/channel/connection-status.ts'
import { batchStates } from '../../shared/domains/fb/batch-status.ts'
import { orderItemStates, orderStates } from '../../shared/domains/fb/order-status.ts'
import { purchaseOrderStates } from '../../shared/domains/procurement/order-status.ts'
import { supplierStates } from '../../shared/domains/procurement/supplier-status.ts'
import { housekeepingStates } from '../../shared/domains/property_mgmt/housekeeping.ts'
import { taskStates } from '../../shared/domains/operations/task-status.ts'
import { shapes } from '../../shared/domains/registry.ts'
import { reservationStates } from '../../shared/domains/reservation/status.ts'
import { followers, type StateTable } from '../../shared/domains/transitions.ts'
import { addDays } from '../../shared/kernel/dates.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { Desk } from './desk.ts'

/** Tries every pair on a bare column under the same guard. */
async function pairsThatTheGuardLetsThrough(subject: Subject, type: string, guard: string): Promise<string[]> {
  const [trigger] = await subject.db.query<{ definition: string }>(
    'SELECT pg_get_triggerdef(oid) AS definition FROM pg_trigger WHERE tgname = $1',
    [guard],
  )
  const call = /EXECUTE FUNCTION shared\.guard_status\('\w+', (.*)\)/s.exec(trigger?.definition ?? '')
  if (!call?.[1]) throw new Error(`${guard} is no guard: ${trigger?.definition}`)
  await subject.script(`
    DROP TABLE IF EXISTS guarded, allowed;
    CREATE TEMP TABLE guarded (status ${type});
    CREATE TEMP TABLE allowed (pair text);
    CREATE TRIGGER guard BEFORE UPDATE ON guarded FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status', ${call[1]});
    DO $$
    DECLARE a ${type}; b ${type};
    BEGIN
      FOREACH a IN ARRAY enum_range(NULL::${type}) LOOP
        FOREACH b IN ARRAY enum_range(NULL::${type}) LOOP
          CONTINUE WHEN a = b;
          DELETE FROM guarded;
          INSERT INTO guarded VALUES (a);
          BEGIN
            UPDATE guarded SET status = b;
            INSERT INTO allowed VALUES (a || '>' || b);
          EXCEPTION WHEN SQLSTATE 'ST002' THEN NULL;
          END;
        END LOOP;
      END LOOP;
    END $$`)
  return (await subject.db.query<{ pair: string }>('SELECT pair FROM allowed')).map((row) => row.pair).sort()
}

function pairsOf<S extends string, E extends string>(table: StateTable<S, E>): string[] {
  const states = Object.keys(table) as S[]
  return states.flatMap((from) => followers(table, from).map((to) => `${from}>${to}`)).sort()
}

describe.each(bothDatabases)('the schema on %s', (database, open) => {
  let subject: Subject
  beforeAll(async () => {
    subject = await open()
  })
  afterAll(() => subject.close())

  test.each([
    ['reservation.reservation_status', 'guard_reservation_status', pairsOf(reservationStates)],
    ['property_mgmt.housekeeping_status', 'guard_housekeeping_status', pairsOf(housekeepingStates)],
    ['operations.task_status', 'guard_task_status', pairsOf(taskStates)],
    ['fb.order_status', 'guard_fb_order_status', pairsOf(orderStates)],
    ['fb.order_item_status', 'guard_fb_order_item_status', pairsOf(orderItemStates)],
    ['fb.batch_status', 'guard_stock_batch_status', pairsOf(batchStates)],
    ['channel.connection_status', 'guard_connection_status', pairsOf(connectionStates)],
    ['procurement.supplier_status', 'guard_supplier_status', pairsOf(supplierStates)],
    ['channel.booking_status', 'guard_channel_booking_status', pairsOf(channelBookingStates)],
    ['procurement.purchase_order_status', 'guard_purchase_order_status', pairsOf(purchaseOrderStates)],
  ])('%s: the rules and the guard let the same steps through', async (type, guard, pairs) => {
    expect(await pairsThatTheGuardLetsThrough(subject, type, guard)).toEqual(pairs)
  })

  test('every constraint that has a refusal of its own exists', async () => {
    const names = Object.keys(codeByConstraint)
    const found = await subject.db.query('SELECT conname FROM pg_constraint WHERE conname = ANY ($1::text[])', [names])
    expect(found).toHaveLength(names.length)
  })

  test('every shape has its scope column, and hot where it says so', async () => {
    const rows = await subject.db.query<{ table: string; hot: boolean; columns: string[] }>(
      `SELECT table_schema || '.' || table_name AS table, bool_or(column_name = 'hot') AS hot,
         array_agg(column_name::text) AS columns
       FROM information_schema.columns GROUP BY table_schema, table_name`,
    )
    for (const shape of shapes) {
      const found = rows.find((row) => row.table === shape.table)
      expect(found, shape.table).toMatchObject({ hot: shape.hot })
      if (shape.scope !== 'all') expect(found?.columns).toContain(shape.scope)
      for (const column of Object.values(shape.withheld ?? {}).flat()) expect(found?.columns).toContain(column)
    }
  })

  test('every table stands after those that its rows point to', async () => {
    const keys = await subject.db.query<{ child: string; parent: string }>(
      `SELECT cn.nspname || '.' || c.relname AS child, pn.nspname || '.' || p.relname AS parent
       FROM pg_constraint k
       JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace cn ON cn.oid = c.relnamespace
       JOIN pg_class p ON p.oid = k.confrelid JOIN pg_namespace pn ON pn.oid = p.relnamespace
       WHERE k.contype = 'f' AND k.conrelid <> k.confrelid`,
    )
    const position = (table: string) => shapes.findIndex((shape) => shape.table === table)
    const known = keys.filter(({ child, parent }) => position(child) >= 0 && position(parent) >= 0)
    expect(known.length).toBeGreaterThan(10)
    expect(known.filter(({ child, parent }) => position(parent) > position(child))).toEqual([])
  })

  test('a role that gets fewer columns can do everything all the same', async () => {
    const desk = await Desk.open(subject)
    if (database === 'PostgreSQL') await subject.db.execute('RESET ROLE')
    for (const { table, withheld } of shapes) {
      for (const column of new Set(Object.values(withheld ?? {}).flat())) {
        await subject.script(`ALTER TABLE ${table} DROP COLUMN ${column}`)
      }
    }
    const reservationId = await desk.settle({ unit: '101', nights: 2 })
    const { units, guests, businessDate, types } = desk.hotel
    const stay = { arrival: businessDate, departure: addDays(businessDate, 1) }
    await desk.run('v1.guest.edit', { profileId: guests.ada, changes: { notes: { from: '', to: 'x' } } })
    await desk.run('v1.reservation.moveUnit', { reservationId, unitId: units['102'], reason: 'noise' })
    for (const name of ['desk.summary', 'desk.arrivals', 'desk.departures', 'desk.inHouse', 'unit.list'])
      await desk.ask(name)
    expect(await desk.ask('reservation.detail', { reservationId })).toHaveLength(1)
    expect(await desk.ask('guest.profile', { profileId: guests.ada })).toHaveLength(1)
    expect(await desk.ask('reservation.search', { text: 'King' })).toHaveLength(1)
    expect(await desk.ask('reservation.quote', { ...stay, unitTypeId: types.STD })).toHaveLength(2)
    expect((await desk.run('v1.reservation.checkOut', { reservationId })).refusal).toBeNull()
  })

  if (database === 'PostgreSQL')
    test('what terminals hold is what is published', async () => {
      const published = await subject.db.query<{ name: string }>(
        `SELECT schemaname || '.' || tablename AS name FROM pg_publication_tables WHERE pubname = 'stayos' ORDER BY name`,
      )
      expect(shapes.map((shape) => shape.table).sort()).toEqual(published.map((row) => row.name))
    })
})
