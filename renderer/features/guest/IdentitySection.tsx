import { useState } from 'react'
import { grantOf } from '../../../shared/domains/access/permissions.ts'
import type { IdentityRow } from '../../../shared/domains/guest/rows.ts'
import { formatDayYear, formatInstant } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import type { PlainIdentity } from '../../../shared/protocol/port.ts'
import { useCore, useLink, useLive } from '../../core-client/hooks.ts'
import { useMay } from '../../core-client/may.ts'
import type { Problem } from '../../core-client/problem.ts'
import { problemOfError, problemOfRefusal } from '../../core-client/problem.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, Input } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { documentWord, isExpired } from './identity-form.ts'
import { IdentityCapture } from './IdentityCapture.tsx'
import styles from './Identity.module.css'

/** A guest's document as far as it may be seen: masked, uncovered on request, taken down anew. Shows nothing to whoever may not see it. */
export function IdentitySection({ profileId, businessDate }: { profileId: string; businessDate: string }) {
  const may = useMay()
  const live = useLive('guest.identity', may.ask('guest.identity') ? { profileId } : null)
  const [taking, setTaking] = useState(false)
  const row = live.phase === 'ready' ? live.rows[0] : undefined
  if (!row || row.erased) return null
  const mayTake = may.give('v1.guest.captureIdentity')
  return (
    <section className={styles.card} aria-label={t('Identity')}>
      {taking ? (
        <IdentityCapture profileId={profileId} businessDate={businessDate} onDone={() => setTaking(false)} />
      ) : (
        <>
          <OnFile row={row} businessDate={businessDate} />
          <div className={styles.actions}>
            {mayTake && (
              <Button size="small" onClick={() => setTaking(true)}>
                {row.document ? t('Take down a new document') : t('Take down a document')}
              </Button>
            )}
          </div>
        </>
      )}
      <Reveals row={row} />
    </section>
  )
}

function OnFile({ row, businessDate }: { row: IdentityRow; businessDate: string }) {
  // Uncovered on this screen, until one leaves it.
  const [plain, setPlain] = useState<PlainIdentity | null>(null)
  const { document } = row
  if (!document && !row.hasDateOfBirth) return <p className={styles.soft}>{t('No document on file.')}</p>
  return (
    <>
      {document && (
        <p className={styles.line}>
          <strong>{documentWord(document.type)}</strong>
          <span className={styles.number}>{plain?.documentNumber ?? `•••••${document.tail ?? '•••'}`}</span>
          {document.country && <span>{document.country}</span>}
          {document.expiresOn && (
            <span className={styles.soft}>{t('valid until {day}', { day: formatDayYear(document.expiresOn) })}</span>
          )}
        </p>
      )}
      {row.hasDateOfBirth && (
        <p className={styles.line}>
          <span className={styles.soft}>{t('Date of birth')}</span>
          <span className={styles.number}>{plain?.dateOfBirth ?? '••••-••-••'}</span>
        </p>
      )}
      {document && isExpired(document, businessDate) && (
        <Notice tone="warning" what={t('This document has expired.')} todo={t('Ask the guest for a valid one.')} />
      )}
      {plain ? (
        <div className={styles.actions}>
          <Button size="small" onClick={() => setPlain(null)}>
            {t('Cover again')}
          </Button>
        </div>
      ) : (
        <Uncover profileId={row.profileId} onPlain={setPlain} />
      )}
    </>
  )
}

/** Asks for a reason where the role sees documents masked; that it was uncovered is on record either way. */
function Uncover({ profileId, onPlain }: { profileId: string; onPlain: (plain: PlainIdentity) => void }) {
  const core = useCore()
  const may = useMay()
  const needsReason = grantOf(useLink().person?.role ?? '', 'guest.identity') === 'masked'
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  if (!may.give('v1.guest.revealIdentity')) return null

  const uncover = async () => {
    try {
      const { identity, refusal } = await core.revealIdentity(profileId, reason.trim())
      if (identity) return onPlain(identity)
      if (refusal) setProblem(problemOfRefusal(refusal))
    } catch (error) {
      setProblem(problemOfError(error))
    }
  }
  return (
    <>
      <form
        className={styles.actions}
        noValidate
        onSubmit={(submit) => {
          submit.preventDefault()
          if (needsReason && !asking) setAsking(true)
          else void uncover()
        }}
      >
        {asking && (
          <Field
            className={styles.reason}
            label={t('Why do you need to see it?')}
            hint={t('Your name and this reason are kept.')}
          >
            <Input autoFocus maxLength={500} value={reason} onChange={(change) => setReason(change.target.value)} />
          </Field>
        )}
        <Button type="submit" size="small">
          {t('Uncover')}
        </Button>
      </form>
      {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
    </>
  )
}

function Reveals({ row }: { row: IdentityRow }) {
  if (row.reveals.length === 0) return null
  return (
    <details className={styles.reveals}>
      <summary>{t('Uncovered {times, plural, one {once} other {# times}}', { times: row.reveals.length })}</summary>
      <ul>
        {row.reveals.map(({ revealId, at, by, terminal, reason }) => (
          <li key={revealId}>
            {t('{by} at {terminal}, {at}', { by, terminal, at: formatInstant(at) })}
            {reason && `: ${reason}`}
          </li>
        ))}
      </ul>
    </details>
  )
}
