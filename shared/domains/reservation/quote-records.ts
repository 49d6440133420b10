import { z } from 'zod'
import type { Database, Reader } from '../../command/database.ts'
import type { IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { QuoteStatus } from '../../schema/reservation.ts'
import { pathBetween } from '../transitions.ts'
import { policySnapshot } from './cancellation-fee.ts'
import { quoteStates } from './offer-states.ts'

/** What else was offered of a rate, frozen with its price. Quotes of other hands lack some of it. */
export const offeredTerms = z.object({
  code: z.string().optional(),
  name: z.string().optional(),
  meal_plan: z.string().optional(),
  policy: policySnapshot.nullable().optional(),
})

export interface OfferRecord {
  readonly id: Uuid
  readonly quoteNo: string
  readonly offerNo: number
  readonly status: QuoteStatus
  readonly profileId: Uuid
  readonly guestName: string
  readonly validUntil: IsoDate
  readonly arrival: IsoDate
  readonly departure: IsoDate
  readonly adults: number
  readonly children: number
  readonly unitTypeId: Uuid
  readonly rateStrategyId: Uuid
  readonly currency: string
  readonly lines: unknown
  readonly terms: unknown
  readonly notes: string
  /** Of the reservation that it became. */
  readonly confirmationNo: string | null
}

const OFFER = `SELECT q.id, q.quote_no AS "quoteNo", q.offer_no AS "offerNo", q.status, q.profile_id AS "profileId",
    coalesce(g.full_name, '') AS "guestName", q.valid_until AS "validUntil", q.arrival, q.departure, q.adults, q.children,
    q.unit_type_id AS "unitTypeId", q.rate_strategy_id AS "rateStrategyId", q.currency, q.lines, q.terms, q.notes,
    r.confirmation_no AS "confirmationNo"
  FROM reservation.quotes q
  LEFT JOIN guest.profiles g ON g.id = q.profile_id
  LEFT JOIN reservation.reservations r ON r.id = q.converted_reservation_id
  WHERE q.property_id = $1 AND q.deleted_at IS NULL`

export async function readOffer(db: Reader, propertyId: Uuid, quoteId: Uuid): Promise<OfferRecord | undefined> {
  const [row] = await db.query<OfferRecord>(`${OFFER} AND q.id = $2`, [propertyId, quoteId])
  return row
}

/** Everything that was offered under the number, locked: of what was offered together one is taken. */
export async function lockQuote(db: Database, propertyId: Uuid, quoteNo: string): Promise<OfferRecord[]> {
  return db.query<OfferRecord>(`${OFFER} AND q.quote_no = $2 ORDER BY q.offer_no FOR NO KEY UPDATE OF q`, [
    propertyId,
    quoteNo,
  ])
}

export async function readQuotedGuest(db: Reader, propertyId: Uuid, quoteNo: string): Promise<string> {
  const [row] = await db.query<{ name: string }>(
    `SELECT coalesce(g.full_name, '') AS name FROM reservation.quotes q LEFT JOIN guest.profiles g ON g.id = q.profile_id
     WHERE q.property_id = $1 AND q.quote_no = $2 AND q.deleted_at IS NULL LIMIT 1`,
    [propertyId, quoteNo],
  )
  return row?.name ?? ''
}

/** By the steps that are allowed; nothing where there is no way. `reservationId`: what it became. */
export async function setQuoteStatus(
  db: Database,
  propertyId: Uuid,
  offer: OfferRecord,
  to: QuoteStatus,
  reservationId: Uuid | null = null,
): Promise<void> {
  for (const status of pathBetween(quoteStates, offer.status, to) ?? []) {
    await db.execute(
      `UPDATE reservation.quotes SET status = $3, converted_reservation_id = $4 WHERE property_id = $1 AND id = $2`,
      [propertyId, offer.id, status, status === 'converted' ? reservationId : null],
    )
  }
}

export const isOpen = ({ status }: Pick<OfferRecord, 'status'>): boolean => status === 'draft' || status === 'sent'
