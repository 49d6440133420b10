import type { ChangeEvent } from 'react'
import { documentTypes } from '../../../shared/domains/guest/identity-inputs.ts'
import { t } from '../../../shared/language/t.ts'
import { Choice } from '../../ui/Choice.tsx'
import { Field, Input } from '../../ui/Field.tsx'
import { documentWord, type IdentityErrors, type IdentityForm } from './identity-form.ts'
import styles from './Identity.module.css'

interface IdentityFieldsProps {
  readonly form: IdentityForm
  readonly errors: IdentityErrors
  readonly onChange: (form: IdentityForm) => void
  readonly autoFocus?: boolean
}

/** What stands on a guest's document. It holds nothing itself: a form of a profile, or a step of a check-in, gives it away as it likes. */
export function IdentityFields({ form, errors, onChange, autoFocus = false }: IdentityFieldsProps) {
  const set = (field: keyof IdentityForm) => (change: ChangeEvent<HTMLInputElement>) =>
    onChange({ ...form, [field]: change.target.value })
  return (
    <div className={styles.fields}>
      <Choice
        label={t('Document')}
        values={documentTypes}
        value={form.type}
        wordOf={documentWord}
        onValue={(type) => onChange({ ...form, type })}
      />
      <Field label={t('Document number')} error={errors.number}>
        <Input autoFocus={autoFocus} value={form.number} maxLength={40} onChange={set('number')} />
      </Field>
      <Field label={t('Issued by (country)')} optional error={errors.country}>
        <Input value={form.country} maxLength={2} onChange={set('country')} />
      </Field>
      <Field label={t('Valid until')} optional error={errors.expiresOn}>
        <Input type="date" value={form.expiresOn} onChange={set('expiresOn')} />
      </Field>
      <Field label={t('Date of birth')} optional error={errors.dateOfBirth}>
        <Input type="date" value={form.dateOfBirth} onChange={set('dateOfBirth')} />
      </Field>
    </div>
  )
}
