import type { GivenQuoteRow, OfferRow } from '../../../../shared/domains/reservation/quote-rows.ts'
import { formatDate, formatMoney } from '../../../../shared/language/format.ts'
import { t } from '../../../../shared/language/t.ts'
import { wordFor } from '../marks.ts'

type Quoted = Pick<
  GivenQuoteRow,
  'quoteNo' | 'guestName' | 'arrival' | 'departure' | 'adults' | 'children' | 'validUntil' | 'currency'
> & {
  readonly offers: readonly Pick<
    OfferRow,
    'unitTypeName' | 'rateName' | 'mealPlan' | 'policyName' | 'total' | 'nights'
  >[]
}

/** What the guest is sent, to be printed or pasted into an e-mail. */
export function quoteText(quote: Quoted, houseName: string): string {
  const { quoteNo, guestName, validUntil, offers } = quote
  return [
    t('{house}, quote {quoteNo}', { house: houseName, quoteNo }),
    '',
    t('Dear {guestName},', { guestName }),
    t('we are glad to offer you:'),
    '',
    sayStay(quote),
    sayGuests(quote),
    '',
    ...offers.flatMap((offer, index) => offerLines(offer, index + 1, quote.currency)),
    t('These prices stand until {day}. The room is booked once you have said yes and we have confirmed it.', {
      day: formatDate(validUntil),
    }),
  ].join('\n')
}

export function sayStay({ arrival, departure, offers }: Pick<Quoted, 'arrival' | 'departure' | 'offers'>): string {
  if (arrival === departure) return t('Day use on {day}', { day: formatDate(arrival) })
  return t('{arrival} to {departure}, {nights, plural, one {# night} other {# nights}}', {
    arrival: formatDate(arrival),
    departure: formatDate(departure),
    nights: offers[0]?.nights.length ?? 0,
  })
}

export function sayGuests({ adults, children }: Pick<Quoted, 'adults' | 'children'>): string {
  if (children === 0) return t('{adults, plural, one {# adult} other {# adults}}', { adults })
  return t('{adults, plural, one {# adult} other {# adults}}, {children, plural, one {# child} other {# children}}', {
    adults,
    children,
  })
}

function offerLines(offer: Quoted['offers'][number], number: number, currency: string): string[] {
  const terms = [offer.mealPlan && wordFor(offer.mealPlan), offer.policyName].filter(Boolean).join(' · ')
  return [
    t('{number}. {unitType}, {rate}: {total} in all', {
      number,
      unitType: offer.unitTypeName,
      rate: offer.rateName,
      total: formatMoney(offer.total, currency),
    }),
    ...(terms ? [`   ${terms}`] : []),
    '',
  ]
}
