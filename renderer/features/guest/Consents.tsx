import { consentKinds } from '../../../shared/domains/guest/consent-inputs.ts'
import type { ProfileRow } from '../../../shared/domains/guest/rows.ts'
import { formatInstant } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useMay } from '../../core-client/may.ts'
import { useRun } from '../../core-client/use-run.ts'
import { Checkbox } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { consentLabel } from './guest-words.ts'
import styles from './Record.module.css'

/** What the guest agreed to. Each is said at once: nothing waits for a button. */
export function Consents({ row }: { row: ProfileRow }) {
  const { run, busy, problem } = useRun()
  const mayEdit = useMay().give('v1.guest.setConsent') && !row.erased
  return (
    <div className={styles.section}>
      {consentKinds.map((kind) => {
        const consent = row.consents[kind]
        return (
          <div key={kind} className={styles.row}>
            <div className={styles.grow}>
              <Checkbox
                label={consentLabel(kind)}
                checked={consent?.granted ?? false}
                disabled={!mayEdit || busy}
                onChange={(change) =>
                  void run('v1.guest.setConsent', {
                    profileId: row.profileId,
                    kind,
                    granted: change.target.checked,
                  })
                }
              />
            </div>
            <span className={styles.soft}>{consent ? formatInstant(consent.at) : t('not asked')}</span>
          </div>
        )
      })}
      {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
    </div>
  )
}
