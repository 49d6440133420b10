import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { describeResolution } from '../../shared/domains/resolution/words.ts'
import { asUuid, newId, type Uuid } from '../../shared/kernel/ids.ts'
import { openPostgres, type Subject } from '../support/both-databases.ts'
import { Desk, reasonsOf } from './desk.ts'
import { insertSmallOutlet, orderOf, type SmallOutlet } from './small-outlet.ts'

/** What the centre makes of orders that were taken in the belief of another world. Food that was cooked and cash that was taken are facts. */
describe('the centre takes orders as they happened', () => {
  let subject: Subject
  let desk: Desk
  let outlet: SmallOutlet
  beforeAll(async () => {
    subject = await openPostgres()
  })
  afterAll(() => subject.close())
  beforeEach(async () => {
    desk = await Desk.open(subject, { atCentre: true })
    outlet = await insertSmallOutlet(desk.db, desk.hotel)
  })

  const line = (item: keyof SmallOutlet['menu'], qty = 1) => ({
    menuItemId: outlet.menu[item],
    qty,
    modifierIds: [],
    note: '',
  })
  const prepareAtTable = (...lines: object[]) =>
    desk.prepare('v1.order.place', {
      outletId: outlet.outletId,
      place: { kind: 'table', tableId: outlet.tables.T1 },
      covers: 2,
      lines,
    })
  const placed = async (...lines: object[]) => {
    const given = await prepareAtTable(...lines)
    expect((await desk.arrive(given)).outcome).toBe('applied')
    return orderOf(given)
  }
  const settled = async (unit: '101' | '102') => {
    const reservationId = await desk.settle({ unit })
    const [stay] = await desk.db.query('SELECT id FROM guest.stays WHERE reservation_id = $1', [reservationId])
    return { reservationId, stayId: asUuid(String(stay?.['id'])) }
  }
  const balances = (reservationId: Uuid) =>
    desk.db.query(
      `SELECT f.type, b.balance::text AS balance FROM billing.folios f JOIN billing.v_folio_balances b ON b.folio_id = f.id
       WHERE f.reservation_id = $1 ORDER BY f.type`,
      [reservationId],
    )
  const order = async (id: Uuid) =>
    (
      await desk.db.query(
        `SELECT o.status, o.settlement, t.total::text AS total, o.linked_order_id AS linked FROM fb.fb_orders o
         JOIN fb.v_order_totals t ON t.order_id = o.id WHERE o.id = $1`,
        [id],
      )
    )[0]

  test('a guest who was checked out meanwhile owes a late charge on a post-departure folio, and somebody is told', async () => {
    const { reservationId, stayId } = await settled('101')
    const orderId = await placed(line('soup'), line('wine'))
    const charge = await desk.prepare('v1.order.settleToRoom', { orderId, stayId })
    await desk.run('v1.reservation.checkOut', { reservationId })
    const outcome = await desk.arrive(charge)
    expect(outcome.resolutions).toMatchObject([
      {
        reason: 'late_charge',
        nextStep: 'call_guest',
        facts: { guestName: 'Ada King', unit: '101', amount: '14.00', currency: 'EUR' },
        reservationId,
      },
    ])
    expect(outcome).toMatchObject({ outcome: 'applied_with_changes', refusal: { code: 'guest_departed' } })
    expect(await balances(reservationId)).toEqual([{ type: 'post_departure', balance: '14.00' }])
    expect(await order(orderId)).toMatchObject({ status: 'settled', settlement: 'room' })
    const [entry] = outcome.resolutions
    if (entry) {
      const words = describeResolution({ ...entry, commandName: charge.name, nextStep: 'call_guest' })
      expect(words.done).toContain('post-departure folio')
    }
  })

  test('a limit or a ban that came meanwhile is told, not enforced: the guest has signed', async () => {
    const { reservationId, stayId } = await settled('101')
    const orderId = await placed(line('wine'))
    const charge = await desk.prepare('v1.order.settleToRoom', { orderId, stayId })
    await desk.set('guest.profiles', desk.hotel.guests.ada, 'no_post = true')
    const outcome = await desk.arrive(charge)
    expect(reasonsOf(outcome)).toEqual(['charged_against_limit'])
    expect(await balances(reservationId)).toEqual([{ type: 'guest', balance: '8.00' }])
  })

  test('two waiters charge one check to a room: once', async () => {
    const { reservationId, stayId } = await settled('101')
    const orderId = await placed(line('wine'))
    const [one, two] = [
      await desk.prepare('v1.order.settleToRoom', { orderId, stayId }),
      await desk.prepare('v1.order.settleToRoom', { orderId, stayId }),
    ]
    expect((await desk.arrive(one)).outcome).toBe('applied')
    expect(await desk.arrive(two)).toMatchObject({ outcome: 'refused', refusal: { code: 'order_settled' } })
    expect(await balances(reservationId)).toEqual([{ type: 'guest', balance: '8.00' }])
  })

  test('a charge follows the guest who has moved, not the number on the door', async () => {
    const { reservationId, stayId } = await settled('101')
    const orderId = await placed(line('wine'))
    const charge = await desk.prepare('v1.order.settleToRoom', { orderId, stayId })
    const moved = { reservationId, unitId: desk.hotel.units['103'], reason: 'noise' }
    expect((await desk.run('v1.reservation.moveUnit', moved)).refusal).toBeNull()
    await desk.setUnit('101', `housekeeping_status = 'clean'`)
    await desk.settle({ guest: 'bo', unit: '101' })
    expect((await desk.arrive(charge)).outcome).toBe('applied')
    expect(await balances(reservationId)).toEqual([{ type: 'guest', balance: '8.00' }])
  })

  test('an item that was withdrawn meanwhile stands at the price ordered', async () => {
    const held = await prepareAtTable(line('soup', 2))
    const soup = outlet.menu.soup
    await desk.set('fb.menu_items', soup, `withdrawn_for_date = '${desk.hotel.businessDate}', price = 9`)
    expect(await desk.arrive(held)).toMatchObject({ outcome: 'applied_with_changes', resolutions: [] })
    expect(await order(orderOf(held))).toMatchObject({ total: '12.00' })
  })

  test('two checks opened for one table while apart are linked; a second one on purpose is no matter', async () => {
    const held = await prepareAtTable(line('soup'))
    const first = await placed(line('wine'))
    expect(await desk.arrive(held)).toMatchObject({
      outcome: 'applied',
      resolutions: [{ reason: 'two_checks', facts: { table: 'T1' } }],
    })
    expect(await order(orderOf(held))).toMatchObject({ linked: first, total: '6.00' })
    const third = await prepareAtTable(line('tart'))
    expect((await desk.arrive(third)).resolutions).toEqual([])
  })

  test('what was fired for a check that is settled by now stands on a check of its own', async () => {
    const { stayId } = await settled('101')
    const orderId = await placed(line('soup'))
    const more = await desk.prepare('v1.order.addItems', { orderId, lines: [line('tart')] })
    await desk.run('v1.order.settleToRoom', { orderId, stayId })
    const outcome = await desk.arrive(more)
    expect(outcome).toMatchObject({
      outcome: 'applied_with_changes',
      resolutions: [{ reason: 'ordered_after_settling' }],
    })
    const { extra } = more.args as { extra: { orderId: string } }
    expect(await order(asUuid(extra.orderId))).toMatchObject({ status: 'placed', total: '7.50', linked: orderId })
    expect(await order(orderId)).toMatchObject({ status: 'settled', total: '6.00' })
  })

  test('a check that grew is charged whole, and the difference is told', async () => {
    const { reservationId, stayId } = await settled('101')
    const orderId = await placed(line('wine'))
    const charge = await desk.prepare('v1.order.settleToRoom', { orderId, stayId })
    await desk.run('v1.order.addItems', { orderId, lines: [line('tart')] })
    expect((await desk.arrive(charge)).resolutions).toMatchObject([
      { reason: 'check_changed', facts: { seen: '8.00', total: '15.50' } },
    ])
    expect(await balances(reservationId)).toEqual([{ type: 'guest', balance: '15.50' }])
  })

  test('two waiters void one line: what is off is off', async () => {
    const orderId = await placed(line('wine'))
    const [row] = await desk.db.query('SELECT id FROM fb.fb_order_items WHERE order_id = $1', [orderId])
    const give = () => desk.prepare('v1.order.voidItem', { itemId: row?.['id'], qty: 1 })
    const [one, two] = [await give(), await give()]
    expect((await desk.arrive(one)).outcome).toBe('applied')
    expect(await desk.arrive(two)).toMatchObject({ outcome: 'applied_with_changes', resolutions: [] })
    expect(await order(orderId)).toMatchObject({ total: '0.00' })
  })

  describe('cash', () => {
    const openDrawer = () => desk.run('v1.cashier.openDrawer', { drawerId: outlet.drawerId, float: '100' })
    const cashIn = () =>
      desk.db.query(
        `SELECT f.type, p.amount::text AS amount, b.balance::text AS balance, f.status FROM billing.payments p
         JOIN billing.folios f ON f.id = p.folio_id JOIN billing.v_folio_balances b ON b.folio_id = f.id
         WHERE p.property_id = $1 ORDER BY f.type`,
        [desk.hotel.propertyId],
      )

    test('taken twice for one check: the second stands in suspense', async () => {
      await openDrawer()
      const orderId = await placed(line('wine'))
      const held = await desk.prepare('v1.order.settleCash', { orderId, total: '8.00' })
      await desk.run('v1.order.settleCash', { orderId, total: '8.00' })
      expect((await desk.arrive(held)).resolutions).toMatchObject([
        { reason: 'cash_in_suspense', facts: { paid: '8.00', currency: 'EUR' } },
      ])
      expect(await cashIn()).toEqual([
        { type: 'house', amount: '8.00', balance: '0.00', status: 'closed' },
        { type: 'suspense', amount: '8.00', balance: '-8.00', status: 'open' },
      ])
    })

    test('less than the check is by now: the difference stays open and is told', async () => {
      await openDrawer()
      const orderId = await placed(line('wine'))
      const held = await desk.prepare('v1.order.settleCash', { orderId, total: '8.00' })
      await desk.run('v1.order.addItems', { orderId, lines: [line('tart')] })
      expect((await desk.arrive(held)).resolutions).toMatchObject([
        { reason: 'cash_differs', facts: { paid: '8.00', total: '15.50' } },
      ])
      expect(await cashIn()).toEqual([{ type: 'house', amount: '8.00', balance: '7.50', status: 'open' }])
    })

    test('after the drawer was counted: booked with it, and told', async () => {
      await openDrawer()
      const orderId = await placed(line('wine'))
      const held = await desk.prepare('v1.order.settleCash', { orderId, total: '8.00' })
      await desk.db.execute(
        `UPDATE billing.cashier_shifts SET status = 'closed', closed_at = now(), counted = 100, expected = 100 WHERE property_id = $1`,
        [desk.hotel.propertyId],
      )
      expect((await desk.arrive(held)).resolutions).toMatchObject([
        { reason: 'cash_after_count', facts: { drawer: 'Bar drawer', paid: '8.00' } },
      ])
      expect(await cashIn()).toEqual([{ type: 'house', amount: '8.00', balance: '0.00', status: 'closed' }])
    })

    test('from a drawer that two opened while apart: the first shift stands, the cash of both is booked', async () => {
      const orderId = await placed(line('wine'))
      const opened = await desk.prepare('v1.cashier.openDrawer', { drawerId: outlet.drawerId, float: '50' })
      const held = await desk.prepare('v1.order.settleCash', { orderId, total: '8.00' })
      const other = newId()
      await desk.db.execute(
        `INSERT INTO billing.cashier_shifts (property_id, drawer_id, user_id, business_date, currency, opened_at, opening_float)
         VALUES ($1, $2, $3, $4::date, 'EUR', now(), 80)`,
        [desk.hotel.propertyId, outlet.drawerId, other, desk.hotel.businessDate],
      )
      expect(reasonsOf(await desk.arrive(opened))).toEqual(['drawer_opened_twice'])
      expect((await desk.arrive(held)).outcome).toBe('applied_with_changes')
      expect(await cashIn()).toMatchObject([{ type: 'house', amount: '8.00', status: 'closed' }])
    })
  })
})
