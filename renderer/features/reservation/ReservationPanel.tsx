import { Maximize2, X } from 'lucide-react'
import { t } from '../../../shared/language/t.ts'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx'
import { ReservationDetail } from './ReservationDetail.tsx'
import styles from './ReservationPanel.module.css'

/** The selected row's reservation, beside its list. */
export function ReservationPanel({ reservationId, desk }: { reservationId: string; desk: DeskInfo }) {
  const { go, select } = useView()
  return (
    <aside className={styles.panel} aria-label={t('Selected reservation')}>
      <div className={styles.tools}>
        <Button
          tone="quiet"
          size="small"
          aria-label={t('Open the whole reservation')}
          onClick={() => go({ screen: 'reservation', reservationId })}
        >
          <Maximize2 size={14} aria-hidden="true" />
        </Button>
        <Button tone="quiet" size="small" aria-label={t('Close the panel')} onClick={() => select(null)}>
          <X size={15} aria-hidden="true" />
        </Button>
      </div>
      <ErrorBoundary part={t('This reservation')}>
        <ReservationDetail reservationId={reservationId} desk={desk} />
      </ErrorBoundary>
    </aside>
  )
}
