import { z } from 'zod'
import type { Reader } from '../../command/database.ts'
import { addDays, type IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { decimal, isoDate, reason, uuid } from '../fields.ts'
import { policySnapshot } from './cancellation-fee.ts'
import { type modifyInput, stayChange } from './change-inputs.ts'
import { readPolicy } from './policy.ts'
import { quoteStay } from './quote.ts'
import { readReservation, type ReservationRecord } from './records.ts'
import { type BookedNight, nightsToPrice, type StayNow, termsAfter } from './stay-plan.ts'
import { readSubject, subjectFields } from './subject.ts'

/** What was asked for, what the person saw when asking, and the prices that were shown: frozen, whatever the rates are when it arrives. */
export const modifyArgs = z.strictObject({
  reservationId: uuid,
  change: stayChange,
  override: z.strictObject({ rate: decimal, reason }).nullable(),
  upgrade: z.strictObject({ extra: decimal, reason }).nullable(),
  releaseUnit: z.boolean(),
  /** Null where the reservation was not here. */
  was: z
    .strictObject({
      arrival: isoDate,
      departure: isoDate,
      adults: z.int(),
      children: z.int(),
      unitTypeId: uuid,
      rateStrategyId: uuid,
    })
    .nullable(),
  prices: z.array(z.strictObject({ night: isoDate, rate: decimal })),
  /** Of the rate that is asked for; null where the rate stays. */
  rate: z.strictObject({ code: z.string(), mealPlan: z.string(), policy: policySnapshot.nullable() }).nullable(),
  ...subjectFields,
})
export type ModifyArgs = z.output<typeof modifyArgs>

interface Here {
  readonly db: Reader
  readonly propertyId: Uuid
  readonly businessDate: IsoDate
}

export async function prepareModify(
  { reservationId, change, override, upgrade, releaseUnit }: z.output<typeof modifyInput>,
  here: Here,
): Promise<ModifyArgs> {
  const { db, propertyId } = here
  const asked = {
    reservationId,
    change,
    override: override ?? null,
    upgrade: upgrade ?? null,
    releaseUnit: releaseUnit ?? false,
  }
  const subject = await readSubject(db, propertyId, reservationId)
  const reservation = await readReservation(db, propertyId, reservationId)
  if (!reservation) return { ...asked, was: null, prices: [], rate: null, ...subject }
  const { arrival, departure, adults, children, bookedTypeId, rateStrategyId } = reservation
  const was = { arrival, departure, adults, children, unitTypeId: bookedTypeId, rateStrategyId }
  return { ...asked, was, ...(await readPrices(here, reservation, asked)), ...subject }
}

async function readPrices(
  { db, propertyId, businessDate }: Here,
  reservation: ReservationRecord,
  { change, upgrade }: Pick<ModifyArgs, 'change' | 'upgrade'>,
): Promise<Pick<ModifyArgs, 'prices' | 'rate'>> {
  const now = await readStayNow(db, propertyId, reservation)
  const after = termsAfter(now, change, upgrade !== null)
  const nights = nightsToPrice(now, change, businessDate, upgrade !== null)
  const [first, last] = [nights.at(0), nights.at(-1)]
  if (first === undefined || last === undefined) return { prices: [], rate: null }
  const stay = { unitTypeId: after.bookedTypeId, arrival: first, departure: addDays(last, 1) }
  const quotes = await quoteStay(db, propertyId, stay, businessDate)
  const quote = quotes.find(({ id }) => id === after.rateStrategyId)
  const prices = quote?.nights.filter(({ night }) => nights.includes(night)) ?? []
  if (!quote || after.rateStrategyId === now.rateStrategyId) return { prices, rate: null }
  const policy = quote.policyId ? await readPolicy(db, propertyId, quote.policyId) : null
  return { prices, rate: { code: quote.code, mealPlan: quote.mealPlan, policy } }
}

export async function readStayNow(db: Reader, propertyId: Uuid, reservation: ReservationRecord): Promise<StayNow> {
  const { arrival, departure, adults, children, bookedTypeId, rateStrategyId, unitTypeId, status } = reservation
  const nights = await db.query<BookedNight>(
    `SELECT id, night, kind, rate, unit_type_id AS "unitTypeId" FROM reservation.reservation_line_items
     WHERE property_id = $1 AND reservation_id = $2 AND kind IN ('room', 'package') AND deleted_at IS NULL ORDER BY night, kind`,
    [propertyId, reservation.id],
  )
  const inHouse = status === 'checked_in'
  return { arrival, departure, adults, children, bookedTypeId, rateStrategyId, unitTypeId, inHouse, nights }
}
