import styles from './Kbd.module.css'
import { cx } from './cx.ts'

/** 'Ctrl+K' as two caps. Decoration: the accessible name of a control does not carry it. */
export function Kbd({ keys, onDark = false }: { keys: string; onDark?: boolean }) {
  return (
    <span className={cx(styles.kbd, onDark && styles.dark)} aria-hidden="true">
      {keys.split('+').map((key) => (
        <kbd key={key} className={styles.key}>
          {key}
        </kbd>
      ))}
    </span>
  )
}
