import { cx } from '../../ui/cx.ts'
import styles from './Avatar.module.css'

const COLOURS = 6

/** Initials in a colour that stays the person's own. */
export function Avatar({ name, size = 'small' }: { name: string; size?: 'small' | 'large' }) {
  return (
    <span className={cx(styles.avatar, styles[size], styles[`c${colourOf(name)}`])} aria-hidden="true">
      {initials(name)}
    </span>
  )
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('')
    .toUpperCase()

function colourOf(name: string): number {
  let sum = 0
  for (const char of name) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 997
  return sum % COLOURS
}
