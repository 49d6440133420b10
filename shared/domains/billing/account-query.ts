import type { Reader } from '../../command/database.ts'
import { defineQuery } from '../../command/query.ts'
import type { IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { fromMinor, sumAmounts, toMinor } from '../../kernel/money.ts'
import type { RefundStatus } from '../../schema/billing.ts'
import { noArgs } from '../fields.ts'
import { type Debtor, readDebtor } from './debtor.ts'
import { owedUntil, priceOfNight, readOwedNights, readRoomCode } from './nights.ts'
import { leftOf } from './payments.ts'
import { readTaxation } from './post-charges.ts'
import {
  accountArgs,
  type AccountRow,
  type ChargeCodeRow,
  type FolioLineRow,
  type FolioPaymentRow,
  type FolioRefundRow,
  type FolioRow,
} from './rows.ts'

export const accountQuery = defineQuery({
  name: 'folio.account',
  args: accountArgs,
  tables: [
    'billing.folios',
    'billing.folio_line_items',
    'billing.payments',
    'billing.refunds',
    'billing.transaction_codes',
    'billing.tax_rules',
    'guest.profiles',
    'guest.stays',
    'property_mgmt.inventory_units',
    'property_mgmt.properties',
    'reservation.reservations',
    'reservation.reservation_line_items',
  ],
  key: (row: AccountRow) => row.reservationId,
  async run(db, { reservationId }, { propertyId, businessDate }) {
    const debtor = await readDebtor(db, propertyId, reservationId)
    const house = debtor && (await readHouse(db, propertyId, reservationId))
    if (!debtor || !house) return []
    const { currency, minorUnits } = debtor
    const { arrival, ...settings } = house
    const folios = await readFolios(db, propertyId, reservationId)
    const { nights, canBePosted } = await readNights(
      db,
      propertyId,
      debtor,
      owedUntil(arrival, businessDate),
      businessDate,
    )
    const open = folios.filter(
      ({ status, type }) => (status === 'open' || status === 'reopened') && type !== 'suspense',
    )
    const owed = sumAmounts([...open.map(({ balance }) => balance), ...nights.map(({ gross }) => gross)], minorUnits)
    const promised = sumAmounts(
      open.map(({ queued }) => queued),
      minorUnits,
    )
    const due = fromMinor(toMinor(owed, minorUnits) - toMinor(promised, minorUnits), minorUnits)
    const queued = sumAmounts(
      folios.map((folio) => folio.queued),
      minorUnits,
    )
    return [
      { reservationId, currency, minorUnits, due, queued, folios, nights, nightsCanBePosted: canBePosted, ...settings },
    ]
  },
})

type Settings = Pick<AccountRow, 'checkInTime' | 'checkOutTime' | 'timezone' | 'queuedLimit'>

async function readHouse(
  db: Reader,
  propertyId: Uuid,
  reservationId: Uuid,
): Promise<(Settings & { arrival: IsoDate }) | undefined> {
  const [row] = await db.query<Settings & { arrival: IsoDate }>(
    `SELECT r.arrival, to_char(p.check_in_time, 'HH24:MI') AS "checkInTime", to_char(p.check_out_time, 'HH24:MI') AS "checkOutTime",
       p.timezone, p.queued_card_limit AS "queuedLimit"
     FROM reservation.reservations r JOIN property_mgmt.properties p ON p.id = r.property_id
     WHERE r.property_id = $1 AND r.id = $2`,
    [propertyId, reservationId],
  )
  return row
}

async function readNights(db: Reader, propertyId: Uuid, debtor: Debtor, until: IsoDate, today: IsoDate) {
  const owed = debtor.status === 'checked_in' ? await readOwedNights(db, propertyId, debtor.reservationId, until) : []
  const code = owed.length > 0 ? await readRoomCode(db, propertyId) : undefined
  if (!code) return { nights: [], canBePosted: owed.length === 0 }
  const taxation = await readTaxation(db, propertyId, today)
  const nights = owed.map(({ night, rate }) => ({
    night,
    gross: priceOfNight(taxation, code, rate, debtor.minorUnits).gross,
  }))
  return { nights, canBePosted: true }
}

async function readFolios(db: Reader, propertyId: Uuid, reservationId: Uuid): Promise<FolioRow[]> {
  const folios = await db.query<Omit<FolioRow, 'lines' | 'payments'>>(
    `SELECT folio_id AS "folioId", folio_no AS "folioNo", type, window_no AS "windowNo", status, holder, balance, queued
     FROM billing.v_folio_balances WHERE property_id = $1 AND reservation_id = $2 AND status <> 'void'
     ORDER BY type, window_no, folio_id`,
    [propertyId, reservationId],
  )
  const rows: FolioRow[] = []
  for (const folio of folios) {
    const lines = await db.query<FolioLineRow>(
      `SELECT id AS "lineId", business_date AS date, description, qty, gross, kind FROM billing.folio_line_items
       WHERE folio_id = $1 ORDER BY business_date, posted_at, id`,
      [folio.folioId],
    )
    rows.push({ ...folio, lines, payments: await readPayments(db, folio.folioId) })
  }
  return rows
}

async function readPayments(db: Reader, folioId: string): Promise<FolioPaymentRow[]> {
  const payments = await db.query<Omit<FolioPaymentRow, 'left' | 'refunds'> & { minorUnits: number }>(
    `SELECT p.id AS "paymentId", p.business_date AS date, p.method, p.status, p.amount, p.terminal_ref AS reference,
       coalesce(c.minor_units, 2) AS "minorUnits"
     FROM billing.payments p LEFT JOIN shared.currencies c ON c.code = p.currency
     WHERE p.folio_id = $1 ORDER BY p.business_date, p.received_at, p.id`,
    [folioId],
  )
  const refunds = await db.query<FolioRefundRow>(
    `SELECT r.id AS "refundId", r.payment_id AS "paymentId", r.business_date AS date, r.status, r.amount, r.reason,
       r.terminal_ref AS reference, r.beyond_captured AS beyond
     FROM billing.payments p JOIN billing.refunds r ON r.payment_id = p.id
     WHERE p.folio_id = $1 ORDER BY r.requested_at, r.id`,
    [folioId],
  )
  return payments.map(({ minorUnits, ...payment }) => {
    const own = refunds.filter(({ paymentId }) => paymentId === payment.paymentId)
    const sum = (statuses: readonly RefundStatus[]) =>
      sumAmounts(
        own.filter(({ status }) => statuses.includes(status)).map(({ amount }) => amount),
        minorUnits,
      )
    const taken = { given: sum(['completed']), asked: sum(['requested', 'approved', 'processing']) }
    return { ...payment, left: leftOf({ ...payment, ...taken, minorUnits }), refunds: own }
  })
}

/** Under what a desk may post: what only the night posts is not among it. */
export const chargeCodesQuery = defineQuery({
  name: 'folio.chargeCodes',
  args: noArgs,
  tables: ['billing.transaction_codes'],
  key: (row: ChargeCodeRow) => row.transactionCodeId,
  run: (db, _args, { propertyId }) =>
    db.query<ChargeCodeRow>(
      `SELECT id AS "transactionCodeId", code, name, kind FROM billing.transaction_codes
       WHERE property_id = $1 AND active AND deleted_at IS NULL AND kind IN ('charge', 'fee')
       ORDER BY revenue_group = 'rooms', revenue_group = 'food_beverage', kind, code`,
      [propertyId],
    ),
})
