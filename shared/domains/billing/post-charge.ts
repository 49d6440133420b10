import { z } from 'zod'
import {
  applied,
  defineCommand,
  type CommandContext,
  type ExecuteResult,
  type Refusal,
  type Resolution,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { fromMinor, toMinor, type Decimal } from '../../kernel/money.ts'
import { decimal, uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { accountFields, accountKeys, freezeAccount } from './account-args.ts'
import { folioForCharge } from './account-folio.ts'
import { type Debtor, readDebtor } from './debtor.ts'
import { postChargeInput } from './inputs.ts'
import { postCharges, readTaxation, taxAmount } from './post-charges.ts'

const args = z.strictObject({
  ...accountFields,
  transactionCodeId: uuid,
  description: z.string(),
  amount: decimal,
  qty: z.int(),
})
type Args = z.output<typeof args>

export const postChargeCommand = defineCommand({
  name: 'v1.folio.postCharge',
  input: postChargeInput,
  args,
  async prepare({ reservationId, transactionCodeId, description, amount, qty }, preparation): Promise<Args> {
    const { frozen } = await freezeAccount(reservationId, preparation)
    return { ...frozen, transactionCodeId, description, amount, qty: qty ?? 1 }
  },
  keys: accountKeys,
  seen: ({ reservationId }) => [{ table: 'reservation.reservations', id: reservationId }],
  execute: postCharge,
  reconcile: postAnyway,
  onRefusal: ({ reservationId }, refusal) => refusalEntry(refusal, 'open_reservation', { reservationId }),
})

/** To somebody in house, under a code that head office keeps open. */
async function postCharge(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const debtor = await readDebtor(db, context.propertyId, args.reservationId)
  if (!debtor) return no('reservation_not_found')
  const { guestName, confirmationNo, status, unit } = debtor
  if (status === 'checked_out') return no('guest_departed', { guestName, unit })
  if (status !== 'checked_in') return no('not_in_house', { guestName, confirmationNo, status })
  const code = await readChargeCode(db, context.propertyId, args.transactionCodeId)
  if (!code?.open) return no('charge_code_not_found')
  await post(db, args, context, debtor, code)
  return applied
}

interface ChargeCode {
  readonly id: Uuid
  readonly taxCode: string | null
  readonly open: boolean
}

async function readChargeCode(db: Database, propertyId: Uuid, id: Uuid): Promise<ChargeCode | undefined> {
  const [row] = await db.query<ChargeCode>(
    `SELECT id, tax_code AS "taxCode", active AND deleted_at IS NULL AS open FROM billing.transaction_codes
     WHERE property_id = $1 AND id = $2 AND kind IN ('charge', 'fee')`,
    [propertyId, id],
  )
  return row
}

async function post(
  db: Database,
  args: Args,
  context: CommandContext,
  debtor: Debtor,
  code: ChargeCode,
): Promise<void> {
  const { propertyId, businessDate } = context
  const { minorUnits, currency } = debtor
  const taxation = await readTaxation(db, propertyId, businessDate)
  const taxCode = code.taxCode ?? ''
  const { id: folioId } = await folioForCharge(db, propertyId, debtor, args)
  await postCharges(db, context, {
    folioId,
    transactionCodeId: code.id,
    description: args.description,
    currency,
    origin: 'desk',
    sourceId: null,
    pieces: { qty: args.qty, price: args.amount },
    charges: [{ taxCode, ...taxAmount(taxation, totalOf(args, minorUnits), taxCode, minorUnits) }],
    taxation,
  })
}

const totalOf = ({ amount, qty }: Pick<Args, 'amount' | 'qty'>, minorUnits: number): Decimal =>
  fromMinor(toMinor(amount, minorUnits) * qty, minorUnits)

/** What the guest had is owed, whatever was closed meanwhile: after departure it is a late charge. */
async function postAnyway(
  db: Database,
  args: Args,
  context: CommandContext,
  refusal: Refusal,
): Promise<Resolution[] | undefined> {
  const debtor = await readDebtor(db, context.propertyId, args.reservationId)
  const code = await readChargeCode(db, context.propertyId, args.transactionCodeId)
  if (!debtor || !code) return undefined
  await post(db, args, context, debtor, code)
  const { guestName, confirmationNo, currency, minorUnits } = debtor
  const amount = totalOf(args, minorUnits)
  const facts = { guestName, confirmationNo, description: args.description, amount, currency, why: refusal.code }
  return [entry('charge_stands', facts, { reservationId: args.reservationId })]
}
