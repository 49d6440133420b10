import { z } from 'zod'
import type { Decimal } from '../../kernel/money.ts'
import type {
  FolioStatus,
  FolioType,
  LineKind,
  PaymentMethod,
  PaymentStatus,
  RefundStatus,
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
  /** The cash that should be in it: the float, what was taken, less what was given back; null where nobody has it open. */
  expected: Decimal | null
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
  /** What may still be given back of it, after what was and what is asked for. */
  left: Decimal
  refunds: FolioRefundRow[]
}
export interface FolioRefundRow {
  refundId: string
  paymentId: string
  date: string
  status: RefundStatus
  amount: Decimal
  reason: string
  reference: string | null
  /** It went back though the payment did not cover it. */
  beyond: boolean
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
  /**
   * What is to be paid on departure today: open folios and the nights that are not posted yet, less the card amounts that are queued.
   * Negative where the guest has a credit.
   */
  due: Decimal
  /** Card amounts that wait for the line: promised, not captured. */
  queued: Decimal
  /** How much of an account may be queued. */
  queuedLimit: Decimal
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

/** A card that waits for the line, or a refund for an answer. */
export interface WaitingMoneyRow {
  id: string
  kind: 'card' | 'refund'
  reservationId: string
  guestName: string
  amount: Decimal
  currency: string
  date: string
  /** The number under which the card terminal keeps it; why the money should go back. */
  about: string
}

export interface ChargeCodeRow {
  transactionCodeId: string
  code: string
  name: string
  kind: TransactionKind
}
