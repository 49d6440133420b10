import type { LucideIcon } from 'lucide-react'
import styles from './Chip.module.css'
import { cx } from './cx.ts'

export type Tone = 'orange' | 'blue' | 'dark' | 'grey' | 'yellow' | 'red' | 'green' | 'dotted'

export interface Mark {
  readonly tone: Tone
  readonly word: () => string
  readonly icon: LucideIcon
}

/** A state: always colour, icon and word together. `bare` leaves out the tint, for dense tables. */
export function Chip({ mark, bare = false, title }: { mark: Mark; bare?: boolean; title?: string }) {
  const Icon = mark.icon
  return (
    <span className={cx(styles.chip, styles[mark.tone], bare && styles.bare)} title={title}>
      <Icon size={13} strokeWidth={2.2} aria-hidden="true" />
      {mark.word()}
    </span>
  )
}
