import type { Reader } from '../../command/database.ts'
import { defineQuery } from '../../command/query.ts'
import { addDays, type IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { sumAmounts } from '../../kernel/money.ts'
import type { QuoteStatus } from '../../schema/reservation.ts'
import { certaintyOfRow, certaintyTables } from '../sync/certainty.ts'
import { readStock } from './availability.ts'
import { type GivenQuoteRow, offeredNights, type OfferRow, quoteListArgs, type QuoteState } from './quote-rows.ts'
import { offeredTerms } from './quote-records.ts'
import { STOCK_TABLES } from './sell-queries.ts'
import { shareOut, type Wish } from './share-out.ts'
import { HORIZON_DAYS } from './waiting-query.ts'

/** How long a quote that has ended is still listed, in days after its last. */
const LISTED_DAYS = 30

type Header = Pick<
  GivenQuoteRow,
  | 'quoteNo'
  | 'profileId'
  | 'guestName'
  | 'email'
  | 'adults'
  | 'children'
  | 'givenAt'
  | 'currency'
  | 'notes'
  | 'certainty'
> & { arrival: IsoDate; departure: IsoDate; validUntil: IsoDate }

interface Offer extends Header {
  readonly quoteId: string
  readonly offerNo: number
  readonly status: QuoteStatus
  readonly unitTypeId: Uuid
  readonly unitTypeName: string
  readonly rateName: string
  readonly lines: unknown
  readonly terms: unknown
  readonly reservationId: string | null
  readonly confirmationNo: string | null
}

/** What was offered and is still open, the first to lapse first; then what ended lately. */
export const quoteListQuery = defineQuery({
  name: 'quote.list',
  args: quoteListArgs,
  tables: [
    'reservation.quotes',
    'guest.profiles',
    'property_mgmt.rate_strategies',
    ...STOCK_TABLES,
    ...certaintyTables,
  ],
  key: (row: GivenQuoteRow) => row.quoteNo,
  async run(db, _args, { propertyId, businessDate }) {
    const offers = await readOffers(db, propertyId, addDays(businessDate, -LISTED_DAYS))
    const horizon = addDays(businessDate, HORIZON_DAYS)
    const stock = offers.length > 0 ? await readStock(db, propertyId, { from: businessDate, to: horizon }) : []
    // Each by itself: a quote holds no room.
    const hasRoom = (wish: Wish) => shareOut([wish], stock)[0] ?? null
    const byNumber = new Map<string, Offer[]>()
    for (const offer of offers) byNumber.set(offer.quoteNo, [...(byNumber.get(offer.quoteNo) ?? []), offer])
    return [...byNumber.values()]
      .map((own) => quoteOf(own, businessDate, hasRoom))
      .sort(
        (a, b) => rank(a) - rank(b) || a.validUntil.localeCompare(b.validUntil) || a.quoteNo.localeCompare(b.quoteNo),
      )
  },
})

const rank = ({ state }: GivenQuoteRow): number => (state === 'open' || state === 'due' ? 0 : 1)

function readOffers(db: Reader, propertyId: Uuid, since: IsoDate): Promise<Offer[]> {
  return db.query<Offer>(
    `SELECT q.id AS "quoteId", q.quote_no AS "quoteNo", q.offer_no AS "offerNo", q.status, q.profile_id AS "profileId",
       coalesce(g.full_name, '') AS "guestName", g.email, q.arrival, q.departure, q.adults, q.children,
       q.valid_until AS "validUntil", q.created_at AS "givenAt", q.currency, q.notes, q.unit_type_id AS "unitTypeId",
       coalesce(t.name, '') AS "unitTypeName", coalesce(q.terms ->> 'name', k.name, '') AS "rateName", q.lines, q.terms,
       q.converted_reservation_id AS "reservationId", r.confirmation_no AS "confirmationNo",
       ${certaintyOfRow('q.id', 'reservation.quotes')} AS certainty
     FROM reservation.quotes q
     LEFT JOIN guest.profiles g ON g.id = q.profile_id
     LEFT JOIN property_mgmt.unit_types t ON t.id = q.unit_type_id
     LEFT JOIN property_mgmt.rate_strategies k ON k.id = q.rate_strategy_id
     LEFT JOIN reservation.reservations r ON r.id = q.converted_reservation_id
     WHERE q.property_id = $1 AND q.valid_until >= $2::date AND q.deleted_at IS NULL
     ORDER BY q.quote_no, q.offer_no`,
    [propertyId, since],
  )
}

function quoteOf(
  offers: readonly Offer[],
  businessDate: IsoDate,
  hasRoom: (wish: Wish) => boolean | null,
): GivenQuoteRow {
  const [first] = offers
  if (!first) throw new Error('a quote without an offer')
  const taken = offers.find(({ status }) => status === 'converted')
  const { quoteNo, profileId, guestName, email, arrival, departure, adults, children, validUntil } = first
  return {
    ...{ quoteNo, profileId, guestName, email, arrival, departure, adults, children, validUntil },
    ...{ givenAt: first.givenAt, currency: first.currency, notes: first.notes },
    state: stateOf(offers, validUntil, businessDate),
    offers: offers.map((offer) => offerOf(offer, hasRoom(offer))),
    reservationId: taken?.reservationId ?? null,
    confirmationNo: taken?.confirmationNo ?? null,
    certainty: offers.some(({ certainty }) => certainty === 'queued') ? 'queued' : 'synced',
  }
}

function stateOf(offers: readonly Offer[], validUntil: IsoDate, businessDate: IsoDate): QuoteState {
  const has = (...statuses: QuoteStatus[]) => offers.some(({ status }) => statuses.includes(status))
  if (has('converted')) return 'converted'
  if (has('draft', 'sent', 'accepted')) return businessDate > validUntil ? 'due' : 'open'
  return has('expired') ? 'lapsed' : 'declined'
}

function offerOf(offer: Offer, hasRoom: boolean | null): OfferRow {
  const nights = offeredNights.parse(offer.lines)
  const terms = offeredTerms.parse(offer.terms)
  return {
    quoteId: offer.quoteId,
    offerNo: offer.offerNo,
    status: offer.status,
    unitTypeName: offer.unitTypeName,
    rateName: offer.rateName,
    mealPlan: terms.meal_plan ?? '',
    policyName: terms.policy?.name ?? '',
    total: sumAmounts(nights.map(({ rate }) => rate)),
    nights,
    hasRoom,
  }
}
