import { z } from 'zod'
import type { CommandContext, Preparation, Resolution } from '../../command/command.ts'
import type { Database, Reader } from '../../command/database.ts'
import { derivedId, type Uuid } from '../../kernel/ids.ts'
import { type Decimal, toMinor } from '../../kernel/money.ts'
import type { FolioStatus } from '../../schema/billing.ts'
import { lockOpenFolio, openFolio } from '../billing/folios.ts'
import { postCharges, readTaxation, reverseLine, taxAmount } from '../billing/post-charges.ts'
import { uuid } from '../fields.ts'
import { entry } from '../resolution/reasons.ts'
import type { ReservationRecord } from './records.ts'
import { whoOf } from './who.ts'

/** The transaction codes that fees are charged under; head office decides how each is taxed. */
export const FEE_CODES = { cancellation: 'CXLFEE', noShow: 'NOSHOW' } as const

/** Opened where the guest has no open folio. Absent from what desks queued before fees were charged. */
export const feeFolioFields = { folio: z.strictObject({ id: uuid, no: z.string().min(1).max(40) }).optional() }
type FeeFolio = z.output<z.ZodObject<typeof feeFolioFields>>

export async function takeFeeFolio(
  { waiveFee }: { waiveFee?: boolean | undefined },
  { newId, nextNumber }: Preparation,
): Promise<FeeFolio> {
  return waiveFee ? {} : { folio: { id: newId(), no: await nextNumber('folio') } }
}

interface Fee {
  readonly kind: keyof typeof FEE_CODES
  readonly amount: Decimal
}

/** Charges the fee to the guest's folio. Where the house has no code for it, it stands on the reservation, and a person is told. */
export async function chargeFee(
  db: Database,
  { folio }: FeeFolio,
  context: CommandContext,
  reservation: ReservationRecord,
  { kind, amount }: Fee,
): Promise<Resolution[]> {
  const { propertyId, commandId, businessDate } = context
  const { id, profileId, guestName, confirmationNo, currency, minorUnits } = reservation
  if (toMinor(amount, minorUnits) === 0) return []
  const code = await readFeeCode(db, propertyId, FEE_CODES[kind])
  if (!code) return [entry('fee_not_charged', { ...whoOf(reservation), amount, currency }, { reservationId: id })]
  const account =
    (await lockOpenFolio(db, propertyId, id, 'guest')) ??
    (await openFolio(db, propertyId, {
      folioId: folio?.id ?? derivedId(commandId, 'billing.folios', kind),
      folioNo: folio?.no ?? `${confirmationNo}-${commandId.slice(-4)}`,
      type: 'guest',
      holder: guestName || confirmationNo,
      currency,
      guest: { reservationId: id, stayId: null, profileId },
    }))
  const taxation = await readTaxation(db, propertyId, businessDate)
  const taxCode = code.taxCode ?? ''
  await postCharges(db, context, {
    folioId: account.id,
    transactionCodeId: code.id,
    description: `${code.name}, ${confirmationNo}`,
    currency,
    sourceId: id,
    charges: [{ taxCode, ...taxAmount(taxation, amount, taxCode, minorUnits) }],
    taxation,
    origin: 'desk',
  })
  return []
}

async function readFeeCode(
  db: Reader,
  propertyId: Uuid,
  code: string,
): Promise<{ id: Uuid; name: string; taxCode: string | null } | undefined> {
  const [row] = await db.query<{ id: Uuid; name: string; taxCode: string | null }>(
    `SELECT id, name, tax_code AS "taxCode" FROM billing.transaction_codes
     WHERE property_id = $1 AND code = $2 AND active AND deleted_at IS NULL`,
    [propertyId, code],
  )
  return row
}

interface FeeLine {
  readonly id: Uuid
  readonly folioId: Uuid
  readonly folioNo: string
  readonly status: FolioStatus
  readonly gross: Decimal
  readonly currency: string
}

/** The reservation stands again: what was charged for its end is taken back, line by line. A folio that is closed needs a person. */
export async function takeBackFees(
  db: Database,
  context: CommandContext,
  reservation: ReservationRecord,
): Promise<Resolution[]> {
  const { propertyId, commandId } = context
  const told: Resolution[] = []
  for (const line of await readFeeLines(db, propertyId, reservation.id)) {
    if (line.status !== 'open' && line.status !== 'reopened') {
      const facts = { ...whoOf(reservation), amount: line.gross, currency: line.currency, folioNo: line.folioNo }
      told.push(entry('fee_not_taken_back', facts, { reservationId: reservation.id }, line.id))
      continue
    }
    await reverseLine(db, context, line.id, derivedId(commandId, 'billing.folio_line_items', line.id))
  }
  return told
}

function readFeeLines(db: Reader, propertyId: Uuid, reservationId: Uuid): Promise<FeeLine[]> {
  return db.query<FeeLine>(
    `SELECT l.id, l.folio_id AS "folioId", f.folio_no AS "folioNo", f.status, l.gross, l.currency
     FROM billing.folio_line_items l
     JOIN billing.transaction_codes c ON c.id = l.transaction_code_id AND c.code = ANY ($3::text[])
     JOIN billing.folios f ON f.id = l.folio_id
     WHERE l.property_id = $1 AND l.source_id = $2 AND l.kind = 'charge'
       AND NOT EXISTS (SELECT FROM billing.folio_line_items r WHERE r.reverses_id = l.id AND r.kind IN ('reversal', 'transfer_out'))
     ORDER BY l.posted_at, l.id`,
    [propertyId, reservationId, Object.values(FEE_CODES)],
  )
}
