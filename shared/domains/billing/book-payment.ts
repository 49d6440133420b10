import type { CommandContext, Resolution } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { type Decimal, toMinor } from '../../kernel/money.ts'
import { entry } from '../resolution/reasons.ts'
import { settleEntries } from '../resolution/settle.ts'
import { folioForPayment } from './account-folio.ts'
import { type PaymentTaken, recordPayment } from './cash.ts'
import { type Debtor, isBeforeDeparture, readAccountSeen } from './debtor.ts'
import { closeFolio, type FolioRecord, type NewFolio, openFolio, readAccount } from './folios.ts'

/** Money from a guest, by whatever means. */
export interface TakenArgs extends NewFolio {
  readonly reservationId: Uuid
  readonly confirmationNo: string
  readonly guestName: string
  readonly paymentId: Uuid
  readonly amount: Decimal
  readonly currency: string
  /** What was owed where it was taken. */
  readonly owed: Decimal
}

export const paidFacts = ({ guestName, confirmationNo, amount, currency }: TakenArgs) => ({
  guestName,
  confirmationNo,
  paid: amount,
  currency,
})

/** On the account: any amount is taken, before, during and after a stay. */
export async function bookPayment(
  db: Database,
  args: TakenArgs,
  context: CommandContext,
  debtor: Debtor,
  by: PaymentTaken['by'],
): Promise<Resolution[]> {
  const { propertyId } = context
  const { paymentId, amount } = args
  const folio = await folioForPayment(db, propertyId, debtor, args)
  await recordPayment(db, context, { paymentId, folioId: folio.id, amount, currency: debtor.currency, by })
  await closeIfSettled(db, context, debtor, folio)
  return tellCredit(db, args, context, debtor)
}

/** Nobody knows what it was for: it is held where it can be found. */
export async function holdPayment(
  db: Database,
  args: TakenArgs,
  context: CommandContext,
  by: PaymentTaken['by'],
): Promise<Resolution[] | undefined> {
  const { folioId, folioNo, paymentId, amount, currency } = args
  if (currency === '') return undefined
  const holder = args.guestName || args.confirmationNo
  await openFolio(db, context.propertyId, { folioId, folioNo, type: 'suspense', holder, currency, guest: null })
  await recordPayment(db, context, { paymentId, folioId, amount, currency, by })
  return [entry('payment_in_suspense', { ...paidFacts(args), folioNo }, {})]
}

/** A folio of somebody who has left takes no more once nothing is owed on it but what is queued. */
export async function closeIfSettled(
  db: Database,
  context: CommandContext,
  debtor: Debtor,
  folio: Pick<FolioRecord, 'id' | 'status'>,
): Promise<void> {
  if (isBeforeDeparture(debtor) || (folio.status !== 'open' && folio.status !== 'reopened')) return
  const { balance, queued } = await readAccount(db, context.propertyId, folio.id)
  if (toMinor(balance, debtor.minorUnits) === toMinor(queued, debtor.minorUnits))
    await closeFolio(db, context, folio.id)
}

/** Two desks took the same money: nothing is dropped, and the credit that nobody meant to take is told. What is paid needs no collecting. */
async function tellCredit(
  db: Database,
  args: TakenArgs,
  context: CommandContext,
  debtor: Debtor,
): Promise<Resolution[]> {
  const { guestName, confirmationNo, currency, minorUnits } = debtor
  const { balance } = await readAccountSeen(db, context.propertyId, args.reservationId)
  const [left, meant] = [
    toMinor(balance, minorUnits),
    toMinor(args.owed, minorUnits) - toMinor(args.amount, minorUnits),
  ]
  if (left <= 0) await settleEntries(db, context, 'payment', args.reservationId, '')
  if (left >= 0 || left >= meant) return []
  const facts = { guestName, confirmationNo, paid: args.amount, currency, credit: balance.replace('-', '') }
  return [entry('paid_twice', facts, { reservationId: args.reservationId })]
}
