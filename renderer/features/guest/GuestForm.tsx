import { useForm } from 'react-hook-form'
import { vipLevels } from '../../../shared/domains/guest/inputs.ts'
import type { ProfileRow } from '../../../shared/domains/guest/rows.ts'
import { t } from '../../../shared/language/t.ts'
import { useRun } from '../../core-client/use-run.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox, Field, Input, Select, TextArea } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import { vipWord } from './guest-words.ts'
import styles from './GuestForm.module.css'
import type { ProfileForm } from './profile-form.ts'
import { changesOf, errorsOf, formOf } from './profile-form.ts'

export function GuestForm({ row, readOnly }: { row: ProfileRow; readOnly: boolean }) {
  const { run, problem, busy } = useRun()
  const form = useForm<ProfileForm>({
    defaultValues: formOf(row),
    resolver: (values) => {
      const errors = errorsOf(changesOf(row, values))
      const entries = Object.entries(errors).map(([field, message]) => [field, { type: 'value', message }])
      return entries.length > 0 ? { values: {}, errors: Object.fromEntries(entries) } : { values, errors: {} }
    },
  })
  const { register, formState } = form
  const errorOf = (field: keyof ProfileForm): string | undefined => formState.errors[field]?.message

  const save = form.handleSubmit(async (values) => {
    const changes = changesOf(row, values)
    if (Object.keys(changes).length === 0) return
    if (await run('v1.guest.edit', { profileId: row.profileId, changes })) tell(t('Guest saved'), row.fullName)
  })

  return (
    <form className={styles.form} onSubmit={save} noValidate aria-label={t('Guest details')}>
      {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
      <fieldset className={styles.fields} disabled={row.erased || readOnly}>
        <Field label={t('First name')} error={errorOf('firstName')}>
          <Input {...register('firstName')} />
        </Field>
        <Field label={t('Last name')} error={errorOf('lastName')}>
          <Input {...register('lastName')} />
        </Field>
        <Field label={t('E-mail')} error={errorOf('email')}>
          <Input type="email" {...register('email')} />
        </Field>
        <Field label={t('Phone')} error={errorOf('phone')}>
          <Input type="tel" {...register('phone')} />
        </Field>
        <Field label={t('Nationality')} error={errorOf('nationality')}>
          <Input maxLength={2} {...register('nationality')} />
        </Field>
        <Field label={t('Language')} error={errorOf('language')}>
          <Input maxLength={5} {...register('language')} />
        </Field>
        <Field label={t('VIP level')}>
          <Select {...register('vipLevel')}>
            {vipLevels.map((level) => (
              <option key={level} value={level}>
                {vipWord(level)}
              </option>
            ))}
          </Select>
        </Field>
        <div className={styles.check}>
          <Checkbox label={t('No posting to the room')} {...register('noPost')} />
        </div>
        <Field label={t('Notes')} className={styles.wide} error={errorOf('notes')}>
          <TextArea rows={4} {...register('notes')} />
        </Field>
      </fieldset>
      {!readOnly && (
        <div className={styles.foot}>
          <Button type="submit" tone="primary" disabled={busy || !formState.isDirty}>
            {t('Save guest')}
          </Button>
          {formState.isDirty && (
            <Button tone="quiet" onClick={() => form.reset()}>
              {t('Undo changes')}
            </Button>
          )}
        </div>
      )}
    </form>
  )
}
