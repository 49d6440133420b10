import { z } from 'zod'
import { decimal, uuid } from '../fields.ts'

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

/** What the desk was given: cash, or a payment at the card terminal, by the number on its slip. */
export const takePaymentInput = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('cash'), reservationId: uuid, amount: positive }),
  z.strictObject({
    method: z.literal('card_slip'),
    reservationId: uuid,
    amount: positive,
    slip: z
      .string()
      .trim()
      .min(1)
      .max(40)
      .refine((text) => !looksLikeCardNumber(text), 'the number of the slip, never that of the card'),
  }),
])
export type TakePaymentInput = z.input<typeof takePaymentInput>
