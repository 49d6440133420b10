import { type Choice, someId, type Wish } from './wish.ts'

type Maker = (choice: Choice) => Promise<Wish>

const makers: readonly (readonly [Maker, number])[] = [
  [openDrawerWish, 2],
  [placeWish, 10],
  [addWish, 5],
  [voidWish, 3],
  [toRoomWish, 5],
  [cashWish, 5],
]

/** What is given at the bistro: few checks, so that desks work on the same. */
export function bistroWish(choice: Choice): Promise<Wish> {
  return choice.random.weighted(makers)(choice)
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

function openDrawerWish({ outlet }: Choice): Promise<Wish> {
  return Promise.resolve({ name: 'v1.cashier.openDrawer', input: { drawerId: outlet.drawerId, float: '100.00' } })
}

async function placeWish(choice: Choice): Promise<Wish> {
  const { random, outlet } = choice
  const place = random.chance(0.5)
    ? { kind: 'table', tableId: random.pick(Object.values(outlet.tables)) }
    : { kind: 'room', stayId: await someStay(choice) }
  const input = { outletId: outlet.outletId, place, covers: random.between(1, 4), lines: someLines(choice) }
  return { name: 'v1.order.place', input }
}

async function addWish(choice: Choice): Promise<Wish> {
  return { name: 'v1.order.addItems', input: { orderId: await someCheck(choice), lines: someLines(choice) } }
}

async function voidWish(choice: Choice): Promise<Wish> {
  const itemId = await someId(choice, 'fb.fb_order_items', `status <> 'voided'`, 'created_at, id', 'nothing')
  return { name: 'v1.order.voidItem', input: { itemId, qty: 1, reason: 'sent back' } }
}

async function toRoomWish(choice: Choice): Promise<Wish> {
  const [orderId, stayId] = [await someCheck(choice), await someStay(choice)]
  return { name: 'v1.order.settleToRoom', input: { orderId, stayId } }
}

/** The total that stands on this desk's screen. */
async function cashWish(choice: Choice): Promise<Wish> {
  const orderId = await someCheck(choice)
  const [check] = await choice.desk.terminal.query('fb.check', { orderId })
  const total = check && 'total' in check ? String(check.total) : '1.00'
  return { name: 'v1.order.settleCash', input: { orderId, total } }
}
