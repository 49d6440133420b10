import { formatDate } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import type { DeskInfo, SessionInfo } from '../../../shared/protocol/port.ts'
import { useLink } from '../../core-client/hooks.ts'
import { Notice } from '../../ui/Notice.tsx'
import { LanguageChoice } from './LanguageChoice.tsx'
import styles from './SignInScreen.module.css'
import { SignInPanel } from './SignInPanel.tsx'

/** What stands here until somebody has signed in: nothing of the hotel but its name. */
export function SignInScreen({ desk, session }: { desk: DeskInfo; session: SessionInfo }) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Where desk={desk} title={t('Sign in')} />
        {session.ended === 'role_ended' && (
          <Notice
            tone="warning"
            what={t('Your role in this hotel has ended.')}
            todo={t('Ask head office if that is not right.')}
          />
        )}
        <Lost />
        <SignInPanel session={session} keeper={null} />
        {desk.demo && (
          <p className={styles.demo}>
            {t('A demo with invented people: their PINs stand in the window in which npm start was typed.')}
          </p>
        )}
        <LanguageChoice />
      </div>
    </main>
  )
}

export function Where({ desk, title }: { desk: DeskInfo; title: string }) {
  return (
    <header className={styles.head}>
      <img src="/icon.svg" alt="" width="40" height="40" />
      <div>
        <h1 className={styles.title}>{title}</h1>
        <p className={styles.sub}>
          {desk.propertyName} · {desk.terminalName} ·{' '}
          <time dateTime={desk.businessDate}>{formatDate(desk.businessDate)}</time>
        </p>
      </div>
    </header>
  )
}

/** The desk program does not answer: nobody can be let in. */
export function Lost() {
  const { phase, problem } = useLink()
  if (phase !== 'lost' || !problem) return null
  return <Notice tone="problem" what={problem.what} todo={problem.todo} />
}
