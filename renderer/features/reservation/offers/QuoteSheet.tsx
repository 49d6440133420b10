import type { GivenQuoteRow, OfferRow } from '../../../../shared/domains/reservation/quote-rows.ts'
import { formatDate, formatDay, formatMoney } from '../../../../shared/language/format.ts'
import { t } from '../../../../shared/language/t.ts'
import type { DeskInfo } from '../../../../shared/protocol/port.ts'
import { useView } from '../../../state/view.ts'
import { PrintDialog } from '../../../ui/PrintDialog.tsx'
import { wordFor } from '../marks.ts'
import card from '../RegistrationCard.module.css'
import styles from './QuoteSheet.module.css'
import { sayGuests, sayStay } from './quote-text.ts'
import { useQuote } from './use-quote.ts'

/** A quote as it is printed for the guest. What the centre has not confirmed says so, as on every sheet. */
export default function QuoteSheetDialog({ quoteNo, desk }: { quoteNo: string; desk: DeskInfo }) {
  const close = useView((view) => view.close)
  const quote = useQuote(quoteNo)
  // Nothing to focus yet; the core answers within milliseconds.
  if (!quote) return null
  return (
    <PrintDialog title={t('Quote')} description={`${quote.guestName} · ${quote.quoteNo}`} onClose={close}>
      <QuoteSheet quote={quote} house={desk.propertyName} />
    </PrintDialog>
  )
}

function QuoteSheet({ quote, house }: { quote: GivenQuoteRow; house: string }) {
  return (
    <article className={card.card} aria-label={t('Quote')}>
      <header className={card.head}>
        <div>
          <p className={card.house}>{house}</p>
          <h1 className={card.title}>{t('Quote {quoteNo}', { quoteNo: quote.quoteNo })}</h1>
        </div>
        {quote.certainty !== 'synced' && <strong className={card.tentative}>{t('Tentative')}</strong>}
      </header>
      <div className={styles.letter}>
        <p>{t('Dear {guestName},', { guestName: quote.guestName })}</p>
        <p>{t('we are glad to offer you:')}</p>
        <p className={styles.stay}>
          {sayStay(quote)} · {sayGuests(quote)}
        </p>
      </div>
      {quote.offers.map((offer) => (
        <Offer key={offer.quoteId} offer={offer} currency={quote.currency} />
      ))}
      <p className={styles.until}>
        {t('These prices stand until {day}. The room is booked once you have said yes and we have confirmed it.', {
          day: formatDate(quote.validUntil),
        })}
      </p>
    </article>
  )
}

function Offer({ offer, currency }: { offer: OfferRow; currency: string }) {
  const terms = [offer.rateName, offer.mealPlan && wordFor(offer.mealPlan), offer.policyName].filter(Boolean)
  return (
    <section className={styles.offer}>
      <div className={styles.line}>
        <h2 className={styles.name}>{offer.unitTypeName}</h2>
        <strong>{formatMoney(offer.total, currency)}</strong>
      </div>
      <p>{terms.join(' · ')}</p>
      <p className={styles.nights}>
        {offer.nights.map(({ night, rate }) => `${formatDay(night)} ${formatMoney(rate, currency)}`).join(' · ')}
      </p>
    </section>
  )
}
