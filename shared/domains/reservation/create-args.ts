import { z } from 'zod'
import type { Preparation } from '../../command/command.ts'
import type { Reader } from '../../command/database.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { decimal, isoDate, uuid } from '../fields.ts'
import { policySnapshot } from './cancellation-fee.ts'
import { createInput, guestChoice } from './inputs.ts'
import { readPolicy } from './policy.ts'
import { quoteStay } from './quote.ts'

/** Everything the centre needs to make the same reservation: what was quoted is frozen, whatever the rates are when it arrives. */
export const createArgs = z.strictObject({
  ...createInput.shape,
  guest: guestChoice,
  reservationId: uuid,
  profileId: uuid,
  confirmationNo: z.string().min(1).max(40),
  guestName: z.string(),
  unitNumber: z.string(),
  /** Null where the rate was not sold for every night. */
  price: z
    .strictObject({
      code: z.string(),
      mealPlan: z.string(),
      currency: z.string(),
      total: decimal,
      nights: z.array(z.strictObject({ night: isoDate, rate: decimal })),
    })
    .nullable(),
  policy: policySnapshot.nullable(),
})
export type CreateArgs = z.output<typeof createArgs>

export const statusOf = ({ status }: CreateArgs) => status ?? 'confirmed'

/** Whether it takes a room of its type away from others. */
export const holdsRoom = (args: CreateArgs) => statusOf(args) === 'confirmed' || statusOf(args) === 'tentative'

export async function prepareCreate(
  input: z.output<typeof createInput>,
  preparation: Preparation,
): Promise<CreateArgs> {
  const { db, propertyId, businessDate } = preparation
  const { guest } = input
  const quotes = await quoteStay(db, propertyId, input, businessDate)
  const quote = quotes.find((each) => each.id === input.rateStrategyId)
  return {
    ...input,
    reservationId: preparation.newId(),
    profileId: guest.kind === 'existing' ? guest.profileId : preparation.newId(),
    confirmationNo: await preparation.nextNumber('confirmation'),
    guestName: await guestNameOf(db, propertyId, guest),
    unitNumber: await readText(
      db,
      'SELECT number AS text FROM property_mgmt.inventory_units WHERE property_id = $1 AND id = $2',
      [propertyId, input.unitId ?? null],
    ),
    price: quote
      ? {
          code: quote.code,
          mealPlan: quote.mealPlan,
          currency: quote.currency,
          total: quote.total,
          nights: quote.nights,
        }
      : null,
    policy: quote?.policyId ? await readPolicy(db, propertyId, quote.policyId) : null,
  }
}

/** Empty where the guest is not here. */
export async function guestNameOf(db: Reader, propertyId: Uuid, guest: CreateArgs['guest']): Promise<string> {
  if (guest.kind === 'new') return [guest.firstName, guest.lastName].filter(Boolean).join(' ')
  const sql = 'SELECT full_name AS text FROM guest.profiles WHERE property_id = $1 AND id = $2'
  return readText(db, sql, [propertyId, guest.profileId])
}

async function readText(db: Reader, sql: string, params: readonly (string | null)[]): Promise<string> {
  const [row] = await db.query<{ text: string }>(sql, params)
  return row?.text ?? ''
}
