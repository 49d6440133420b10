import { t } from '../../../../shared/language/t.ts'
import { Kbd } from '../../../ui/Kbd.tsx'
import { ghostOf, type RackData } from './use-hands.ts'
import styles from './RackHint.module.css'
import { useRack } from './rack-state.ts'

/** What the keys do now; read out while a bar is being taken elsewhere. */
export function RackHint({ data }: { data: RackData }) {
  const held = useRack((rack) => rack.held)
  const bar = held ? data.stays.find(({ barId }) => barId === held.barId) : undefined
  return (
    <div className={styles.hint} role="status" aria-live="polite">
      {bar && held ? (
        <>
          <strong>
            {held.over === 'parked'
              ? t('{guestName} to the parking lane', { guestName: bar.guestName })
              : ghostOf(bar, held.over, data).words}
          </strong>
          <span className={styles.keys}>
            <Kbd keys="↑" /> <Kbd keys="↓" /> {t('another unit')}
          </span>
          <span className={styles.keys}>
            <Kbd keys="Enter" /> {t('drop: you are asked before anything is written')}
          </span>
          <span className={styles.keys}>
            <Kbd keys="P" /> {t('park')}
          </span>
          <span className={styles.keys}>
            <Kbd keys="Esc" /> {t('leave it')}
          </span>
        </>
      ) : (
        <>
          <span className={styles.keys}>
            <Kbd keys="↑" /> <Kbd keys="↓" /> <Kbd keys="←" /> <Kbd keys="→" /> {t('walk')}
          </span>
          <span className={styles.keys}>
            <Kbd keys="Enter" /> {t('open')}
          </span>
          {data.may.move && (
            <>
              <span className={styles.keys}>
                <Kbd keys="M" /> {t('take and move')}
              </span>
              <span className={styles.keys}>
                <Kbd keys="P" /> {t('park')}
              </span>
            </>
          )}
          {data.may.make && (
            <span className={styles.keys}>
              <Kbd keys="N" /> {t('new here')}
            </span>
          )}
          {data.may.block && (
            <span className={styles.keys}>
              <Kbd keys="B" /> {t('out of order')}
            </span>
          )}
          <span className={styles.keys}>
            <Kbd keys="+" /> <Kbd keys="−" /> {t('days shown')}
          </span>
        </>
      )}
    </div>
  )
}
