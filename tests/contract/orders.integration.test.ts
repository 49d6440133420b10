import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Row } from '../../shared/command/database.ts'
import type { CheckRow, MenuRow, TableRow } from '../../shared/domains/fb/rows.ts'
import { asUuid, newId, type Uuid } from '../../shared/kernel/ids.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { Desk } from './desk.ts'
import { insertSmallOutlet, orderOf, type SmallOutlet } from './small-outlet.ts'

describe.each(bothDatabases)('orders on %s', (_name, open) => {
  let subject: Subject
  let desk: Desk
  let outlet: SmallOutlet
  beforeAll(async () => {
    subject = await open()
  })
  afterAll(() => subject.close())
  beforeEach(async () => {
    desk = await Desk.open(subject)
    outlet = await insertSmallOutlet(desk.db, desk.hotel)
  })

  const line = (item: keyof SmallOutlet['menu'], qty = 1, modifierIds: readonly string[] = []) => ({
    menuItemId: outlet.menu[item],
    qty,
    modifierIds: [...modifierIds],
    note: '',
  })
  const atTable = (lines: object[], tableId: Uuid = outlet.tables.T1) => ({
    outletId: outlet.outletId,
    place: { kind: 'table', tableId },
    covers: 2,
    lines,
  })
  const place = async (lines: object[], tableId?: Uuid) => {
    const given = await desk.prepare('v1.order.place', atTable(lines, tableId))
    expect((await desk.arrive(given)).refusal).toBeNull()
    return orderOf(given)
  }
  const check = async (orderId: Uuid) => (await desk.ask<CheckRow>('fb.check', { orderId }))[0]
  const stayOf = async (reservationId: Uuid) =>
    asUuid(
      String((await desk.db.query('SELECT id FROM guest.stays WHERE reservation_id = $1', [reservationId]))[0]?.['id']),
    )
  const folios = (reservationId: Uuid): Promise<Row[]> =>
    desk.db.query(
      `SELECT f.type, f.status, b.balance::text AS balance FROM billing.folios f JOIN billing.v_folio_balances b ON b.folio_id = f.id
       WHERE f.reservation_id = $1 ORDER BY f.type`,
      [reservationId],
    )

  describe('place', () => {
    test('puts lines on a check at the price of the menu and tells each station once', async () => {
      const orderId = await place([line('soup', 2), line('steak', 1, [outlet.cooking.done]), line('wine')])
      const row = await check(orderId)
      expect(row).toMatchObject({ status: 'placed', tableNumber: 'T1', total: '45.50', covers: 2, linkedOrderNo: null })
      expect(row?.lines.map(({ name, qty, sentQty, status }) => ({ name, qty, sentQty, status }))).toEqual(
        expect.arrayContaining([
          { name: 'Soup of the day', qty: 2, sentQty: 2, status: 'fired' },
          { name: 'Steak', qty: 1, sentQty: 1, status: 'fired' },
          { name: 'House wine', qty: 1, sentQty: 0, status: 'new' },
        ]),
      )
      expect(row?.tickets.map((ticket) => ticket.prepStation).sort()).toEqual(['cold', 'grill'])
    })

    test('refuses what is sold out, a choice that was not made, and places that are not there', async () => {
      const refusalOf = async (input: object) => (await desk.run('v1.order.place', input)).refusal
      expect(await refusalOf(atTable([line('steak')]))).toEqual({ code: 'choice_missing', facts: { item: 'Steak' } })
      await desk.set('fb.menu_items', outlet.menu.soup, `withdrawn_for_date = '${desk.hotel.businessDate}'`)
      expect(await refusalOf(atTable([line('soup')]))).toEqual({
        code: 'item_withdrawn',
        facts: { item: 'Soup of the day' },
      })
      expect(await refusalOf(atTable([{ ...line('wine'), menuItemId: newId() }]))).toMatchObject({
        code: 'item_not_found',
      })
      expect(await refusalOf(atTable([line('wine')], newId()))).toMatchObject({ code: 'table_not_found' })
      await desk.set('fb.outlets', outlet.outletId, 'active = false')
      expect(await refusalOf(atTable([line('wine')]))).toEqual({ code: 'outlet_closed', facts: { outlet: 'Bistro' } })
    })

    test('goes to a room where somebody is in house, and nowhere else', async () => {
      const reservationId = await desk.settle({ unit: '101' })
      const room = { outletId: outlet.outletId, covers: 1, lines: [line('tart')] }
      const stayId = await stayOf(reservationId)
      const given = await desk.prepare('v1.order.place', { ...room, place: { kind: 'room', stayId } })
      expect((await desk.arrive(given)).refusal).toBeNull()
      expect(await check(orderOf(given))).toMatchObject({ type: 'room', unitNumber: '101', guestName: 'Ada King' })
      await desk.run('v1.reservation.checkOut', { reservationId })
      const again = await desk.run('v1.order.place', { ...room, place: { kind: 'room', stayId } })
      expect(again.refusal).toEqual({ code: 'guest_departed', facts: { guestName: 'Ada King', unit: '101' } })
    })
  })

  describe('add and void', () => {
    test('a further course is one more ticket; what was fired before is not fired again', async () => {
      const orderId = await place([line('soup')])
      expect((await desk.run('v1.order.addItems', { orderId, lines: [line('tart', 2)] })).refusal).toBeNull()
      const row = await check(orderId)
      expect(row).toMatchObject({ total: '21.00' })
      expect(row?.tickets.map((ticket) => ticket.prepStation)).toEqual(['cold', 'pastry'])
    })

    test('a sent line needs a reason; one that nobody makes does not; what is off stays on the check', async () => {
      const orderId = await place([line('soup', 2), line('wine')])
      const itemId = async (name: string) => (await check(orderId))?.lines.find((each) => each.name === name)?.itemId
      const soup = await itemId('Soup of the day')
      expect((await desk.run('v1.order.voidItem', { itemId: soup, qty: 1 })).refusal).toMatchObject({
        code: 'void_reason_missing',
      })
      expect((await desk.run('v1.order.voidItem', { itemId: soup, qty: 1, reason: 'cold' })).refusal).toBeNull()
      expect((await desk.run('v1.order.voidItem', { itemId: soup, qty: 2, reason: 'cold' })).refusal).toEqual({
        code: 'void_too_many',
        facts: { item: 'Soup of the day', left: 1 },
      })
      expect((await desk.run('v1.order.voidItem', { itemId: await itemId('House wine'), qty: 1 })).refusal).toBeNull()
      expect(await check(orderId)).toMatchObject({ total: '6.00' })
      const again = await desk.run('v1.order.voidItem', { itemId: await itemId('House wine'), qty: 1 })
      expect(again.refusal).toMatchObject({ code: 'line_voided' })
    })
  })

  describe('charge to the room', () => {
    test('posts one line per tax, net and tax apart, and settles the check', async () => {
      const reservationId = await desk.settle({ unit: '101' })
      const orderId = await place([line('soup'), line('wine', 2)])
      const outcome = await desk.run('v1.order.settleToRoom', { orderId, stayId: await stayOf(reservationId) })
      expect(outcome).toMatchObject({ refusal: null, resolutions: [] })
      expect(await folios(reservationId)).toMatchObject([{ type: 'guest', status: 'open', balance: '22.00' }])
      const lines = await desk.db.query(
        `SELECT l.net::text AS net, l.tax::text AS tax, l.gross::text AS gross, l.tax_rule_version AS version, l.late_posting AS late
         FROM billing.folio_line_items l WHERE l.source_id = $1 ORDER BY l.gross`,
        [orderId],
      )
      // 6.00 at 10 % is 5.45 + 0.55; 16.00 at 23 % is 13.01 + 2.99.
      expect(lines).toEqual([
        { net: '5.45', tax: '0.55', gross: '6.00', version: 1, late: false },
        { net: '13.01', tax: '2.99', gross: '16.00', version: 1, late: false },
      ])
      expect(await check(orderId)).toMatchObject({ status: 'settled', settlement: 'room', guestName: 'Ada King' })
      const twice = await desk.run('v1.order.settleToRoom', { orderId, stayId: await stayOf(reservationId) })
      expect(twice.refusal).toMatchObject({ code: 'order_settled' })
    })

    test('is refused beyond the limit, for who may not sign, and for who has left', async () => {
      const reservationId = await desk.settle({ unit: '101' })
      const stayId = await stayOf(reservationId)
      const first = await place([line('wine')])
      await desk.run('v1.order.settleToRoom', { orderId: first, stayId })
      await desk.db.execute('UPDATE billing.folios SET credit_limit = 10 WHERE reservation_id = $1', [reservationId])
      const orderId = await place([line('soup')])
      const refusal = async () => (await desk.run('v1.order.settleToRoom', { orderId, stayId })).refusal
      expect(await refusal()).toMatchObject({ code: 'over_credit_limit', facts: { unit: '101' } })
      await desk.set('guest.profiles', desk.hotel.guests.ada, 'no_post = true')
      expect(await refusal()).toMatchObject({ code: 'no_posting', facts: { guestName: 'Ada King' } })
      const settlement = { kind: 'left_open', reason: 'Pays by transfer' }
      await desk.run('v1.reservation.checkOut', { reservationId, settlement })
      expect(await refusal()).toMatchObject({ code: 'guest_departed' })
      expect(await check(orderId)).toMatchObject({ status: 'placed' })
    })
  })

  describe('cash', () => {
    test('needs an open drawer and the amount that the check comes to; the check is closed with it', async () => {
      const orderId = await place([line('soup'), line('wine')])
      const pay = async (total: string) => (await desk.run('v1.order.settleCash', { orderId, total })).refusal
      expect(await pay('14.00')).toMatchObject({ code: 'no_open_drawer' })
      const opened = await desk.run('v1.cashier.openDrawer', { drawerId: outlet.drawerId, float: '100.00' })
      expect(opened.refusal).toBeNull()
      expect(
        (await desk.run('v1.cashier.openDrawer', { drawerId: outlet.drawerId, float: '50' })).refusal,
      ).toMatchObject({
        code: 'drawer_open',
      })
      expect(await pay('13.00')).toEqual({
        code: 'check_changed',
        facts: { orderNo: (await check(orderId))?.orderNo, seen: '13.00', total: '14.00' },
      })
      expect(await pay('14.00')).toBeNull()
      expect(await check(orderId)).toMatchObject({ status: 'settled', settlement: 'cash' })
      const [money] = await desk.db.query(
        `SELECT p.amount::text AS amount, f.type, f.status, b.balance::text AS balance FROM billing.payments p
         JOIN billing.folios f ON f.id = p.folio_id JOIN billing.v_folio_balances b ON b.folio_id = f.id
         JOIN fb.fb_orders o ON o.folio_id = f.id WHERE o.id = $1`,
        [orderId],
      )
      expect(money).toEqual({ amount: '14.00', type: 'house', status: 'closed', balance: '0.00' })
    })

    test('takes nothing for a check on which nothing is left', async () => {
      const orderId = await place([line('wine')])
      const [wine] = (await check(orderId))?.lines ?? []
      await desk.run('v1.order.voidItem', { itemId: wine?.itemId, qty: 1 })
      expect((await desk.run('v1.order.settleCash', { orderId, total: '0' })).refusal).toMatchObject({
        code: 'nothing_to_settle',
      })
    })
  })

  test('the lists of a waiter: menu with its questions, tables with their checks, guests, open checks, drawers', async () => {
    await desk.settle({ unit: '101' })
    const orderId = await place([line('soup')])
    const menu = await desk.ask<MenuRow>('fb.menu', { outletId: outlet.outletId })
    expect(menu.find((item) => item.name === 'Steak')).toMatchObject({
      price: '24.00',
      onSale: true,
      groups: [{ name: 'Cooking', min: 1, max: 1, choices: [{ name: 'done', priceDelta: '1.50' }, { name: 'rare' }] }],
    })
    const tables = await desk.ask<TableRow>('fb.tables', { outletId: outlet.outletId })
    expect(tables.map((table) => [table.number, table.checks.map((each) => each.total)])).toEqual([
      ['T1', ['6.00']],
      ['T2', []],
    ])
    expect(await desk.ask('fb.roomGuests')).toMatchObject([{ unitNumber: '101', guestName: 'Ada King', noPost: false }])
    expect(await desk.ask('fb.openChecks', { outletId: outlet.outletId })).toMatchObject([
      { orderId, place: 'T1', total: '6.00', pieces: 1, certainty: 'synced' },
    ])
    expect(await desk.ask('fb.outlets')).toMatchObject([{ name: 'Bistro', tables: 2, openChecks: 1 }])
    expect(await desk.ask('cashier.drawers')).toMatchObject([{ name: 'Bar drawer', openedBy: null }])
  })
})
