import { Check, Delete } from 'lucide-react'
import { t } from '../../../shared/language/t.ts'
import { cx } from '../../ui/cx.ts'
import styles from './PinPad.module.css'

interface PinPadProps {
  /** How many digits are entered. */
  digits: number
  busy: boolean
  onKey: (key: string) => void
  onEnter: () => void
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

/** Large keys for a finger; a keyboard does the same without them. */
export function PinPad({ digits, busy, onKey, onEnter }: PinPadProps) {
  const key = (digit: string) => (
    <button key={digit} type="button" tabIndex={-1} className={styles.key} disabled={busy} onClick={() => onKey(digit)}>
      {digit}
    </button>
  )
  return (
    <div className={styles.pad}>
      <p
        className={styles.dots}
        role="status"
        aria-label={t('{digits, plural, one {# digit entered} other {# digits entered}}', { digits })}
      >
        {Array.from({ length: Math.max(4, digits) }, (_, i) => (
          <span key={i} className={cx(styles.dot, i < digits && styles.full)} />
        ))}
      </p>
      <div className={styles.keys}>
        {DIGITS.map(key)}
        <button
          type="button"
          tabIndex={-1}
          className={cx(styles.key, styles.quiet)}
          aria-label={t('Take back a digit')}
          disabled={busy || digits === 0}
          onClick={() => onKey('Backspace')}
        >
          <Delete size={22} aria-hidden="true" />
        </button>
        {key('0')}
        <button
          type="button"
          tabIndex={-1}
          className={cx(styles.key, styles.go)}
          aria-label={t('Sign in')}
          disabled={busy || digits < 4}
          onClick={onEnter}
        >
          <Check size={24} aria-hidden="true" />
        </button>
      </div>
    </div>
  )
}
