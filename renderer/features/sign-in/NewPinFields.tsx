import type { ComponentProps, ReactNode } from 'react'
import { t } from '../../../shared/language/t.ts'
import { Field, Input } from '../../ui/Field.tsx'
import styles from './NewPinFields.module.css'

/** Digits that nobody beside the desk reads, and that no browser offers to keep. */
export function PinInput(props: ComponentProps<typeof Input>) {
  return <Input className={styles.pin} inputMode="numeric" maxLength={8} {...props} />
}

/** Fields one under the other. */
export function PinFields({ children }: { children: ReactNode }) {
  return <div className={styles.fields}>{children}</div>
}

interface NewPinFieldsProps {
  pin: string
  again: string
  autoFocus?: boolean
  onPin: (pin: string) => void
  onAgain: (pin: string) => void
}

export function NewPinFields({ pin, again, autoFocus = false, onPin, onAgain }: NewPinFieldsProps) {
  const differs = again.length >= pin.length && again !== '' && again !== pin
  return (
    <>
      <Field label={t('New PIN')} hint={t('Four to eight digits, not all alike and not in a row.')}>
        <PinInput autoFocus={autoFocus} value={pin} onChange={(event) => onPin(digits(event.target.value))} />
      </Field>
      <Field label={t('New PIN again')} error={differs ? t('This is not the same.') : undefined}>
        <PinInput value={again} onChange={(event) => onAgain(digits(event.target.value))} />
      </Field>
    </>
  )
}

export const digits = (text: string) => text.replaceAll(/\D/g, '')
