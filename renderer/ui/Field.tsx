import type { ComponentProps, ReactElement, ReactNode } from 'react'
import { cloneElement, useId } from 'react'
import { t } from '../../shared/language/t.ts'
import styles from './Field.module.css'
import { cx } from './cx.ts'

interface AriaControl {
  id?: string
  'aria-invalid'?: boolean
  'aria-describedby'?: string | undefined
}

interface FieldProps {
  label: string
  optional?: boolean
  /** What the value means, at the end of the label's line. */
  aside?: ReactNode
  hint?: ReactNode
  error?: string | undefined
  className?: string | undefined
  children: ReactElement<AriaControl>
}

/** A label, a control and, under it, what is wrong with it. */
export function Field({ label, optional = false, aside, hint, error, className, children }: FieldProps) {
  const id = useId()
  const control = cloneElement(children, {
    id,
    'aria-invalid': error !== undefined,
    'aria-describedby': error || hint ? `${id}-note` : undefined,
  })
  return (
    <div className={cx(styles.field, className)}>
      <span className={styles.top}>
        <label className={styles.label} htmlFor={id}>
          {label} {optional && <span className={styles.optional}>{t('(optional)')}</span>}
        </label>
        {aside && <span className={styles.aside}>{aside}</span>}
      </span>
      {control}
      {error ? (
        <span id={`${id}-note`} className={styles.error} role="alert">
          {error}
        </span>
      ) : (
        hint && (
          <span id={`${id}-note`} className={styles.hint}>
            {hint}
          </span>
        )
      )}
    </div>
  )
}

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={cx(styles.input, className)} autoComplete="off" spellCheck={false} {...rest} />
}

export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select className={cx(styles.input, className)} {...rest} />
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={cx(styles.input, className)} {...rest} />
}

export function Checkbox({ label, ...rest }: ComponentProps<'input'> & { label: ReactNode }) {
  return (
    <label className={styles.check}>
      <input type="checkbox" {...rest} />
      <span>{label}</span>
    </label>
  )
}
