import { type Choice, someId, type Wishes } from './wish.ts'

/** What is given at the bistro: few checks, so that desks work on the same. */
export const bistroWishes: Wishes = {
  'v1.cashier.openDrawer': [2, openDrawer],
  'v1.order.place': [9, place],
  'v1.order.addItems': [4, add],
  'v1.order.voidItem': [3, voidItem],
  'v1.order.settleToRoom': [4, toRoom],
  'v1.order.settleCash': [4, cash],
}

const someCheck = (choice: Choice) => someId(choice, 'fb.fb_orders', `status = 'placed'`, 'order_no', 'nothing')
const someStay = (choice: Choice) => someId(choice, 'guest.stays', `status = 'in_house'`, 'created_at, id')

function someLines({ random, outlet: { menu, cooking } }: Choice): object[] {
  const line = (menuItemId: string, modifierIds: string[] = []) => ({ menuItemId, modifierIds, qty: random.between(1, 3), note: '' }) // prettier-ignore
  return random.pick([
    [line(menu.soup)],
    [line(menu.wine), line(menu.tart)],
    [line(menu.steak, [random.chance(0.5) ? cooking.rare : cooking.done])],
  ])
}

function openDrawer({ outlet }: Choice): Promise<object> {
  return Promise.resolve({ drawerId: outlet.drawerId, float: '100.00' })
}

async function place(choice: Choice): Promise<object> {
  const { random, outlet } = choice
  const place = random.chance(0.5)
    ? { kind: 'table', tableId: random.pick(Object.values(outlet.tables)) }
    : { kind: 'room', stayId: await someStay(choice) }
  return { outletId: outlet.outletId, place, covers: random.between(1, 4), lines: someLines(choice) }
}

async function add(choice: Choice): Promise<object> {
  return { orderId: await someCheck(choice), lines: someLines(choice) }
}

async function voidItem(choice: Choice): Promise<object> {
  const itemId = await someId(choice, 'fb.fb_order_items', `status <> 'voided'`, 'created_at, id', 'nothing')
  return { itemId, qty: 1, reason: 'sent back' }
}

async function toRoom(choice: Choice): Promise<object> {
  const [orderId, stayId] = [await someCheck(choice), await someStay(choice)]
  return { orderId, stayId }
}

/** The total that stands on this desk's screen. */
async function cash(choice: Choice): Promise<object> {
  const orderId = await someCheck(choice)
  const [check] = await choice.desk.terminal.query('fb.check', { orderId })
  const total = check && 'total' in check ? String(check.total) : '1.00'
  return { orderId, total }
}
