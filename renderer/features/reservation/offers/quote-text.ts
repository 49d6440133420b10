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
  const { quoteNo, guestName, arrival, departure, adults, children, validUntil, offers } = quote
  const nights = offers[0]?.nights.length ?? 0
  return [
    t('{house}, quote {quoteNo}', { house: houseName, quoteNo }),
    '',
    t('Dear {guestName},', { guestName }),
    t('we are glad to offer you:'),
    '',
    arrival === departure
      ? t('Day use on {day}', { day: formatDate(arrival) })
      : t('{arrival} to {departure}, {nights, plural, one {# night} other {# nights}}', {
          arrival: formatDate(arrival),
          departure: formatDate(departure),
          nights,
        }),
    children > 0
      ? t('{adults, plural, one {# adult} other {# adults}}, {children, plural, one {# child} other {# children}}', {
          adults,
          children,
        })
      : t('{adults, plural, one {# adult} other {# adults}}', { adults }),
    '',
    ...offers.flatMap((offer, index) => offerLines(offer, index + 1, quote.currency)),
    t('These prices stand until {day}. The room is booked once you have said yes and we have confirmed it.', {
      day: formatDate(validUntil),
    }),
  ].join('\n')
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
