import { formatMoney, formatSpan } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { actionsFor } from './actions.ts'
import { CertaintyMark } from './CertaintyMark.tsx'
import { CERTAINTY_TITLE } from './marks.ts'
import styles from './NewReservation.module.css'
import type { Created } from './reservation-form.ts'
import { useDetail } from './use-detail.ts'

interface ReservationMadeProps {
  created: Created
  desk: DeskInfo
  onAnother: () => void
}

/** The number to tell the guest, and how sure it is; it changes by itself when the centre confirms. */
export function ReservationMade({ created, desk, onAnother }: ReservationMadeProps) {
  const { close, go, open } = useView()
  const detail = useDetail(created.reservationId)
  return (
    <Modal
      title={t('Reservation saved')}
      width={480}
      onClose={close}
      onSubmit={close}
      foot={
        <>
          <Button onClick={onAnother}>{t('Another one')}</Button>
          <Button onClick={() => go({ screen: 'reservation', reservationId: created.reservationId })}>
            {t('Open reservation')}
          </Button>
          {detail && actionsFor(detail, desk.businessDate).includes('check-in') && (
            <Button onClick={() => open({ kind: 'check-in', reservationId: created.reservationId })}>
              {t('Check in')}
            </Button>
          )}
          <Button type="submit" tone="primary" autoFocus>
            {t('Done')}
          </Button>
        </>
      }
    >
      <div className={styles.made} role="status" data-confirmation={created.confirmationNo}>
        <p className={styles.soft}>{t('Confirmation number')}</p>
        <p className={styles.number}>{created.confirmationNo}</p>
        {detail && (
          <>
            <p>
              {detail.guestName}, {formatSpan(detail.arrival, detail.departure)}, {detail.unitTypeName}
              {detail.unitNumber && t(', unit {unitNumber}', { unitNumber: detail.unitNumber })}
            </p>
            <p>{formatMoney(detail.total, detail.currency)}</p>
            <p className={styles.certainty}>
              <CertaintyMark certainty={detail.certainty} /> {CERTAINTY_TITLE[detail.certainty]()}.
            </p>
          </>
        )}
      </div>
    </Modal>
  )
}
