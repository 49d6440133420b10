import { t } from '../../shared/language/t.ts'
import { useLink } from '../core-client/hooks.ts'
import { sayProblems } from '../features/sync/problems.ts'
import { Notice } from '../ui/Notice.tsx'
import styles from './ConnectionBar.module.css'

/** Only for what stops work or needs a person. A missing line to the centre is no alarm: the badge says it. */
export function ConnectionBar() {
  const { phase, problem, status } = useLink()
  if (phase === 'lost' && problem) {
    return (
      <div className={styles.bar}>
        <Notice
          tone="problem"
          what={problem.what}
          todo={t('{todo} What is shown below may be old.', { todo: problem.todo })}
        />
      </div>
    )
  }
  if (status?.state === 'stopped') {
    return (
      <div className={styles.bar}>
        <Notice
          tone="problem"
          what={t('This desk no longer exchanges data with the centre.')}
          todo={sayProblems(status) ?? t('Go on working; tell whoever looks after this desk.')}
        />
      </div>
    )
  }
  return null
}
