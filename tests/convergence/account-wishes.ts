import { newId } from '../../shared/kernel/ids.ts'
import { type Choice, readOne, someId, someReservation, type Wishes } from './wish.ts'

/** What is written on the account of a guest. */
export const accountWishes: Wishes = {
  'v1.folio.postCharge': [10, postCharge],
  'v1.folio.takePayment': [14, takePayment],
  'v1.folio.queueCard': [5, queueCard],
  'v1.folio.tellCard': [6, tellCard],
  'v1.folio.refund': [6, (choice) => refund(choice, `p.method = 'cash'`)],
  'v1.folio.requestRefund': [5, (choice) => refund(choice, 'true')],
  'v1.folio.settleRefund': [5, settleRefund],
}

async function postCharge(choice: Choice): Promise<object> {
  const { random } = choice
  return {
    reservationId: await someReservation(choice, 'checked_in'),
    transactionCodeId: await someId(choice, 'billing.transaction_codes', `kind IN ('charge', 'fee')`, 'code'),
    description: random.pick(['Parking', 'Minibar', 'Laundry']),
    amount: random.pick(['18.00', '3.35', '0.01', '120.50']),
    ...(random.chance(0.3) && { qty: random.between(1, 3) }),
  }
}

/** Mostly all that is owed as this screen has it: two desks take the same money. */
async function takePayment(choice: Choice): Promise<object> {
  const { random } = choice
  const reservationId = await someReservation(choice, 'checked_in', 'checked_in', 'confirmed', 'checked_out')
  const row = await readOne(choice, OWED, reservationId)
  const owed = String(row?.owed ?? '0')
  const amount = random.chance(0.7) && Number(owed) > 0 ? owed : random.pick(['50.00', '18.00', '0.01', '400.00'])
  const paid = { reservationId, amount }
  if (random.chance(0.5)) return { ...paid, method: 'cash' }
  return { ...paid, method: 'card_slip', slip: `SL${random.between(1, 9999)}` }
}

const OWED = `SELECT round(sum(balance), 2)::text AS owed FROM billing.v_folio_balances
  WHERE reservation_id = $1 AND status IN ('open', 'reopened', 'closed_with_balance')`

async function queueCard(choice: Choice): Promise<object> {
  const { random } = choice
  const reservationId = await someReservation(choice, 'checked_in', 'checked_in', 'confirmed')
  return { reservationId, amount: random.pick(['50.00', '18.00', '120.00']), slip: `OFF${random.between(1, 9999)}` }
}

async function tellCard(choice: Choice): Promise<object> {
  const { random } = choice
  const { reservationId, paymentId } = await somePayment(choice, `p.status = 'queued_offline'`)
  const card = { reservationId, paymentId }
  if (random.chance(0.5)) return { ...card, outcome: 'declined', reason: 'No funds' }
  return { ...card, outcome: 'captured', slip: `SL${random.between(1, 99)}` }
}

/** Mostly all of a payment, as this screen has it: two desks give back the same money. */
async function refund(choice: Choice, suitable: string): Promise<object> {
  const { random } = choice
  const paid = await somePayment(choice, `p.status IN ('captured', 'partially_refunded') AND ${suitable}`)
  return { ...paid, amount: random.chance(0.6) ? paid.amount : random.pick(['0.01', '10.00']), reason: 'Not theirs' }
}

async function settleRefund(choice: Choice): Promise<object> {
  const { random } = choice
  const of = await somePayment(
    choice,
    'true',
    `JOIN billing.refunds b ON b.payment_id = p.id AND b.status = 'requested'`,
  )
  const request = await readOne(
    choice,
    'SELECT id FROM billing.refunds WHERE payment_id = $1 ORDER BY id LIMIT 1',
    of.paymentId,
  )
  const answer = { reservationId: of.reservationId, refundId: String(request?.id ?? newId()) }
  if (random.chance(0.3)) return { ...answer, outcome: 'turned_down', reason: 'Not agreed' }
  return { ...answer, outcome: 'given', slip: `RF${random.between(1, 99)}` }
}

/** A payment of a guest's account on this screen, or one that is nowhere. */
async function somePayment({ random, desk }: Choice, suitable: string, join = '') {
  const rows = await desk.terminal.readOnlySql(
    `SELECT p.id, f.reservation_id AS reservation, p.amount::text AS amount FROM billing.payments p
     JOIN billing.folios f ON f.id = p.folio_id AND f.reservation_id IS NOT NULL ${join} WHERE ${suitable} ORDER BY p.id`,
    [],
  )
  const row = rows.length > 0 ? random.pick(rows) : { id: newId(), reservation: newId(), amount: '1.00' }
  return { reservationId: String(row.reservation), paymentId: String(row.id), amount: String(row.amount) }
}
