import { type Choice, readOne, someId, someReservation, type Wishes } from './wish.ts'

/** What is written on the account of a guest. */
export const accountWishes: Wishes = {
  'v1.folio.postCharge': [10, postCharge],
  'v1.folio.takePayment': [14, takePayment],
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
