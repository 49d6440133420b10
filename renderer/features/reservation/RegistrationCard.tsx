import type { ReservationDetailRow } from '../../../shared/domains/reservation/rows.ts'
import { formatDate, formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { useView } from '../../state/view.ts'
import { PrintDialog } from '../../ui/PrintDialog.tsx'
import { wordFor } from './marks.ts'
import { sayGuests } from './offers/quote-text.ts'
import styles from './RegistrationCard.module.css'
import { useDetail } from './use-detail.ts'

interface CardProps {
  detail: ReservationDetailRow
  desk: DeskInfo
  /** Where the guest goes, when that is not the unit that is assigned. */
  unit?: string | undefined
}

/** What a guest reads and signs on arrival. What the centre has not confirmed says so: nothing tentative is printed without the word. */
export function RegistrationCard({ detail, desk, unit }: CardProps) {
  const facts: readonly (readonly [string, string])[] = [
    [t('Guest'), detail.guestName],
    [t('Confirmation'), detail.confirmationNo],
    [t('Nationality'), detail.nationality ?? ''],
    [t('Phone'), detail.phone ?? ''],
    [t('E-mail'), detail.email ?? ''],
    [t('Arrival'), formatDate(detail.arrival)],
    [t('Departure'), formatDate(detail.departure)],
    [t('Guests'), sayGuests(detail)],
    [t('Unit'), [unit ?? detail.unitNumber, detail.unitTypeName].filter(Boolean).join(', ')],
    [t('Rate'), [detail.rateCode, wordFor(detail.mealPlan)].filter(Boolean).join(', ')],
    [t('Stay total'), formatMoney(detail.total, detail.currency)],
  ]
  return (
    <article className={styles.card} aria-label={t('Registration card')}>
      <header className={styles.head}>
        <div>
          <p className={styles.house}>{desk.propertyName}</p>
          <h1 className={styles.title}>{t('Registration card')}</h1>
        </div>
        {detail.certainty !== 'synced' && <strong className={styles.tentative}>{t('Tentative')}</strong>}
      </header>
      {detail.certainty !== 'synced' && (
        <p className={styles.note}>{t('The centre has not confirmed this reservation yet.')}</p>
      )}
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label} className={styles.fact}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {[t('Address'), t('Document and number'), t('Date of birth'), t('Car registration')].map((label) => (
          <div key={label} className={styles.fact}>
            <dt>{label}</dt>
            <dd className={styles.blank} />
          </div>
        ))}
      </dl>
      <footer className={styles.foot}>
        <span>{t('Date')}</span>
        <span>{t('Signature of the guest')}</span>
      </footer>
    </article>
  )
}

/** The card as it will be printed, on its own. */
export function RegistrationCardDialog({ reservationId, desk }: { reservationId: string; desk: DeskInfo }) {
  const close = useView((view) => view.close)
  const detail = useDetail(reservationId)
  // Nothing to focus yet; the core answers within milliseconds.
  if (!detail) return null
  return (
    <PrintDialog
      title={t('Registration card')}
      description={`${detail.guestName} · ${detail.confirmationNo}`}
      onClose={close}
    >
      <RegistrationCard detail={detail} desk={desk} />
    </PrintDialog>
  )
}
