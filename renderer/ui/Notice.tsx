import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { t } from '../../shared/language/t.ts'
import styles from './Notice.module.css'
import { cx } from './cx.ts'

const ICONS = { problem: CircleAlert, warning: TriangleAlert, info: Info, good: CircleCheck }

interface NoticeProps {
  tone: keyof typeof ICONS
  what: ReactNode
  todo?: ReactNode
  onClose?: () => void
}

/** What happened and what to do about it, beside the thing that it is about. Problems are read out at once. */
export function Notice({ tone, what, todo, onClose }: NoticeProps) {
  const Icon = ICONS[tone]
  return (
    <div className={cx(styles.notice, styles[tone])} role={tone === 'problem' ? 'alert' : 'status'}>
      <Icon size={16} aria-hidden="true" />
      <span className={styles.text}>
        <span className={styles.what}>{what}</span>
        {todo && <span className={styles.todo}>{todo}</span>}
      </span>
      {onClose && (
        <button type="button" className={styles.close} aria-label={t('Dismiss')} onClick={onClose}>
          <X size={14} aria-hidden="true" />
        </button>
      )}
    </div>
  )
}
