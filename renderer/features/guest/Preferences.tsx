import { useState } from 'react'
import { type PreferenceKey, preferenceKeys } from '../../../shared/domains/guest/consent-inputs.ts'
import type { ProfileRow } from '../../../shared/domains/guest/rows.ts'
import { t } from '../../../shared/language/t.ts'
import { useMay } from '../../core-client/may.ts'
import { useRun } from '../../core-client/use-run.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, Input } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import { preferenceWord } from './guest-words.ts'
import { preferenceChanges } from './preferences.ts'
import styles from './Record.module.css'

/** What the guest likes, wish by wish. */
export function Preferences({ row }: { row: ProfileRow }) {
  const { run, busy, problem } = useRun()
  const mayEdit = useMay().give('v1.guest.setPreferences') && !row.erased
  const [wishes, setWishes] = useState<Partial<Record<PreferenceKey, string>>>(row.preferences)
  const changes = preferenceChanges(row.preferences, wishes)
  const changed = Object.keys(changes).length > 0
  const save = async () => {
    if (!changed) return
    if (await run('v1.guest.setPreferences', { profileId: row.profileId, changes }))
      tell(t('Preferences saved'), row.fullName)
  }
  return (
    <form
      className={styles.section}
      noValidate
      aria-label={t('Preferences')}
      onSubmit={(submit) => {
        submit.preventDefault()
        void save()
      }}
    >
      <div className={styles.grid}>
        {preferenceKeys.map((key) => (
          <Field key={key} label={preferenceWord(key)}>
            <Input
              value={wishes[key] ?? ''}
              maxLength={200}
              disabled={!mayEdit}
              onChange={(change) => setWishes({ ...wishes, [key]: change.target.value })}
            />
          </Field>
        ))}
      </div>
      {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
      {changed && (
        <div className={styles.foot}>
          <Button type="submit" size="small" tone="primary" disabled={busy}>
            {t('Save preferences')}
          </Button>
          <Button size="small" tone="quiet" onClick={() => setWishes(row.preferences)}>
            {t('Undo changes')}
          </Button>
        </div>
      )}
    </form>
  )
}
