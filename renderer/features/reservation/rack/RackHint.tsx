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
            {held.over === 'parked' ? `${bar.guestName} to the parking lane` : ghostOf(bar, held.over, data).words}
          </strong>
          <span className={styles.keys}>
            <Kbd keys="↑" /> <Kbd keys="↓" /> another unit
          </span>
          <span className={styles.keys}>
            <Kbd keys="Enter" /> drop: you are asked before anything is written
          </span>
          <span className={styles.keys}>
            <Kbd keys="P" /> park
          </span>
          <span className={styles.keys}>
            <Kbd keys="Esc" /> leave it
          </span>
        </>
      ) : (
        <>
          <span className={styles.keys}>
            <Kbd keys="↑" /> <Kbd keys="↓" /> <Kbd keys="←" /> <Kbd keys="→" /> walk
          </span>
          <span className={styles.keys}>
            <Kbd keys="Enter" /> open
          </span>
          <span className={styles.keys}>
            <Kbd keys="M" /> take and move
          </span>
          <span className={styles.keys}>
            <Kbd keys="P" /> park
          </span>
          <span className={styles.keys}>
            <Kbd keys="N" /> new here
          </span>
          <span className={styles.keys}>
            <Kbd keys="+" /> <Kbd keys="−" /> days shown
          </span>
        </>
      )}
    </div>
  )
}
