import { ArrowLeft } from 'lucide-react'
import { useEffect } from 'react'
import { t } from '../../../shared/language/t.ts'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx'
import { ReservationDetail } from './ReservationDetail.tsx'
import styles from './ReservationPage.module.css'

export function ReservationPage({ reservationId, desk }: { reservationId: string; desk: DeskInfo }) {
  const select = useView((view) => view.select)
  // The record of this page is the selected one, so that I, O, A and M act on it.
  useEffect(() => select({ kind: 'reservation', id: reservationId }), [select, reservationId])
  return (
    <div className={styles.page}>
      <div className={styles.back}>
        <Button tone="quiet" size="small" hint="Esc" onClick={() => history.back()}>
          <ArrowLeft size={14} aria-hidden="true" /> {t('Back')}
        </Button>
      </div>
      <div className={styles.sheet}>
        <ErrorBoundary part={t('This reservation')}>
          <ReservationDetail reservationId={reservationId} desk={desk} />
        </ErrorBoundary>
      </div>
    </div>
  )
}
