import type { ComponentProps } from 'react'
import { Kbd } from './Kbd.tsx'
import styles from './Button.module.css'
import { cx } from './cx.ts'

export interface ButtonProps extends ComponentProps<'button'> {
  tone?: 'plain' | 'primary' | 'danger' | 'quiet'
  size?: 'normal' | 'small'
  /** The key that does the same; shown, not bound. */
  hint?: string | undefined
}

export function Button({ tone = 'plain', size = 'normal', hint, className, children, ...rest }: ButtonProps) {
  const iconOnly = rest['aria-label'] !== undefined && hint === undefined && typeof children === 'object'
  const classes = cx(
    styles.button,
    tone !== 'plain' && styles[tone],
    size === 'small' && styles.small,
    iconOnly && !Array.isArray(children) && styles.icon,
    className,
  )
  return (
    <button type="button" className={classes} aria-keyshortcuts={hint} {...rest}>
      {children}
      {hint && <Kbd keys={hint} onDark={tone === 'primary'} />}
    </button>
  )
}
