import { z } from 'zod'
import type { Decimal } from '../../kernel/money.ts'
import type {
  FolioStatus,
  FolioType,
  LineKind,
  PaymentMethod,
  PaymentStatus,
  TransactionKind,
} from '../../schema/billing.ts'
import { uuid } from '../fields.ts'

export interface DrawerRow {
  drawerId: string
  name: string
  currency: string
  /** Who has it open; null: nobody. */
  openedBy: string | null
  openedById: string | null
  openedAt: string | null
  /** It stands at the terminal that asks: whoever works there uses it. */
  here: boolean
}

export const accountArgs = z.strictObject({ reservationId: uuid })

export interface FolioLineRow {
  lineId: string
  date: string
  description: string
  qty: string
  gross: Decimal
  kind: LineKind
}
export interface FolioPaymentRow {
  paymentId: string
  date: string
  method: PaymentMethod
  status: PaymentStatus
  amount: Decimal
  reference: string | null
}
export interface FolioRow {
  folioId: string
  folioNo: string
  type: FolioType
  windowNo: number
  status: FolioStatus
  holder: string
  balance: Decimal
  queued: Decimal
  lines: FolioLineRow[]
  payments: FolioPaymentRow[]
}

/** What a reservation owes and has paid. */
export interface AccountRow {
  reservationId: string
  currency: string
  minorUnits: number
  /** What is to be paid on departure today: open folios and the nights that are not posted yet. Negative where the guest has a credit. */
  due: Decimal
  folios: FolioRow[]
  /** Nights that are owed and not posted yet, with tax. */
  nights: { night: string; gross: Decimal }[]
  /** False where head office has no code under which nights are posted: they are on no bill. */
  nightsCanBePosted: boolean
  /** 'HH:MM' on the house's own clock. */
  checkInTime: string
  checkOutTime: string
  timezone: string
}

export interface ChargeCodeRow {
  transactionCodeId: string
  code: string
  name: string
  kind: TransactionKind
}
