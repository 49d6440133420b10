import { z } from 'zod'
import { decimal, reason as anyReason, uuid } from '../fields.ts'

const positive = decimal.refine((amount) => !amount.startsWith('-') && Number(amount) > 0, 'more than zero')

/** `float` is the cash that was counted in. */
export const openDrawerInput = z.strictObject({
  drawerId: uuid,
  float: decimal.refine((amount) => !amount.startsWith('-'), 'not below zero'),
})
export type OpenDrawerInput = z.input<typeof openDrawerInput>

/** `amount` is for one piece, as the house quotes its prices: with tax or without. */
export const postChargeInput = z.strictObject({
  reservationId: uuid,
  transactionCodeId: uuid,
  description: z.string().trim().min(1).max(120),
  amount: positive,
  qty: z.int().min(1).max(999).optional(),
})
export type PostChargeInput = z.input<typeof postChargeInput>

/** As many digits in a row as a card number has: such a text is never kept (payments_no_card_number). */
export const looksLikeCardNumber = (text: string): boolean => /\d{13}/.test(text.replaceAll(/[ -]/g, ''))

const slip = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .refine((text) => !looksLikeCardNumber(text), 'the number of the slip, never that of the card')

const reason = anyReason.refine((text) => !looksLikeCardNumber(text), 'never the number of a card')

/** What the desk was given: cash, or a payment at the card terminal, by the number on its slip. */
export const takePaymentInput = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('cash'), reservationId: uuid, amount: positive }),
  z.strictObject({ method: z.literal('card_slip'), reservationId: uuid, amount: positive, slip }),
])
export type TakePaymentInput = z.input<typeof takePaymentInput>

/** A card while its terminal has no line; `slip` is the number under which the terminal keeps it. */
export const queueCardInput = z.strictObject({ reservationId: uuid, amount: positive, slip })
export type QueueCardInput = z.input<typeof queueCardInput>

/** What the card terminal did with a queued payment: the number on its slip, or what it said. */
export const tellCardInput = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('captured'), reservationId: uuid, paymentId: uuid, slip }),
  z.strictObject({ outcome: z.literal('declined'), reservationId: uuid, paymentId: uuid, reason }),
])
export type TellCardInput = z.input<typeof tellCardInput>

/** All or part of a payment, to be given back. */
export const refundInput = z.strictObject({ reservationId: uuid, paymentId: uuid, amount: positive, reason })
export type RefundInput = z.input<typeof refundInput>

/** `slip` where it went back to a card; cash comes out of the drawer. */
export const settleRefundInput = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('given'), reservationId: uuid, refundId: uuid, slip: slip.optional() }),
  z.strictObject({ outcome: z.literal('turned_down'), reservationId: uuid, refundId: uuid, reason }),
])
export type SettleRefundInput = z.input<typeof settleRefundInput>
