import styles from './Kbd.module.css'
import { cx } from './cx.ts'

/** 'Ctrl+K' as two caps, '+' as one. Decoration: the accessible name of a control does not carry it. */
export function Kbd({ keys, onDark = false }: { keys: string; onDark?: boolean }) {
  return (
    <span className={cx(styles.kbd, onDark && styles.dark)} aria-hidden="true">
      {(keys === '+' ? [keys] : keys.split('+')).map((key) => (
        <kbd key={key} className={styles.key}>
          {key}
        </kbd>
      ))}
    </span>
  )
}
