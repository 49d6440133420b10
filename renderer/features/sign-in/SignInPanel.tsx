import { Lock, WifiOff } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { roleWords } from '../../../shared/domains/access/words.ts'
import { t } from '../../../shared/language/t.ts'
import type { SessionInfo, SignedInPerson } from '../../../shared/protocol/port.ts'
import { useCore, useLink } from '../../core-client/hooks.ts'
import { type Problem, problemOfError, problemOfRefusal } from '../../core-client/problem.ts'
import { cx } from '../../ui/cx.ts'
import { Kbd } from '../../ui/Kbd.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Avatar } from './Avatar.tsx'
import { EMPTY, found, meant, type PinDesk, press } from './pin-desk.ts'
import { PinPad } from './PinPad.tsx'
import styles from './SignInPanel.module.css'

interface SignInPanelProps {
  session: SessionInfo
  /** Whoever's work stands behind this; they come first. */
  keeper: SignedInPerson | null
}

/** A name and a PIN: one field has the focus all the time, letters look for the name and digits are the PIN. */
export function SignInPanel({ session, keeper }: SignInPanelProps) {
  const people = [...session.people].sort((a, b) => rank(b, keeper) - rank(a, keeper))
  const [desk, setDesk] = useState<PinDesk>(EMPTY)
  const { busy, problem, enter, forget } = useEntering(() => setDesk((now) => ({ ...now, pin: '' })))
  const field = useRef<HTMLInputElement>(null)
  const person = meant(people, desk)
  const submit = () => {
    if (person && desk.pin.length >= 4 && !busy) void enter(person.userId, desk.pin)
  }
  const take = (key: string): boolean => {
    const next = press(desk, key, people)
    if (next && !busy) {
      forget()
      setDesk(next)
    }
    return next !== null
  }
  const choose = (userId: string) => {
    setDesk({ ...desk, pin: '', chosen: userId })
    field.current?.focus()
  }
  useKeys((key) => {
    if (key !== 'Enter') return take(key)
    submit()
    return true
  })
  useKeepFocus(field)

  if (!session.ready) {
    return (
      <Notice
        tone="info"
        what={t('This desk is getting ready to know people by their PINs.')}
        todo={t('It takes a moment once the centre answers; after that people sign in without the line too.')}
      />
    )
  }
  if (people.length === 0) {
    return (
      <Notice
        tone="warning"
        what={t('Nobody has a PIN at this desk yet.')}
        todo={t('Ask head office for one. It arrives here by itself while the line is up.')}
      />
    )
  }
  return (
    <div className={styles.panel}>
      <div className={styles.names}>
        <p className={styles.hint}>
          {desk.text === '' ? t('Type a name, or choose') : <span className={styles.typed}>{desk.text}</span>}
        </p>
        <ul className={styles.list} aria-label={t('People')}>
          {found(people, desk.text).map((each) => (
            <li key={each.userId}>
              <button
                type="button"
                tabIndex={-1}
                className={cx(styles.person, each.userId === person?.userId && styles.chosen)}
                aria-pressed={each.userId === person?.userId}
                onClick={() => choose(each.userId)}
              >
                <Avatar name={each.name} size="large" />
                <span className={styles.texts}>
                  <span className={styles.name}>{each.name}</span>
                  <span className={styles.role}>{roleWords(each.role)}</span>
                </span>
                {each.lockedOut && (
                  <span className={styles.locked}>
                    <Lock size={12} aria-hidden="true" /> {t('locked out')}
                  </span>
                )}
              </button>
            </li>
          ))}
        </ul>
      </div>
      <form
        className={styles.entry}
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <label className={styles.whose} htmlFor="pin">
          {t('PIN of')} <strong>{person?.name}</strong>
        </label>
        <input
          ref={field}
          id="pin"
          className={styles.field}
          inputMode="none"
          autoComplete="off"
          spellCheck={false}
          autoFocus
          value={'•'.repeat(desk.pin.length)}
          onChange={(event) => {
            // Pasted, or typed by something that sends no keys.
            const digits = event.target.value.replaceAll(/\D/g, '')
            if (digits !== '') setDesk({ ...desk, pin: digits.slice(0, 8) })
          }}
        />
        <PinPad
          digits={desk.pin.length}
          busy={busy}
          onKey={(key) => {
            take(key)
            field.current?.focus()
          }}
          onEnter={submit}
        />
        <div className={styles.told}>
          {problem ? <Notice tone="problem" what={problem.what} todo={problem.todo} /> : <Standing session={session} />}
        </div>
        <p className={styles.keys}>
          <Kbd keys="↑↓" /> {t('another name')} <Kbd keys="Enter" /> {t('sign in')}
        </p>
      </form>
    </div>
  )
}

function Standing({ session }: { session: SessionInfo }) {
  const { status } = useLink()
  if (session.managerFirst) {
    return (
      <Notice
        tone="warning"
        what={t('This desk has not heard from head office for longer than they allow.')}
        todo={t('A duty manager signs in first; then it is open to everybody for twelve hours.')}
      />
    )
  }
  if (status?.state === 'online' || status?.state === 'loading') return null
  return (
    <p className={styles.offline} role="status">
      <WifiOff size={14} aria-hidden="true" /> {t('No line to the centre. Signing in and working go on.')}
    </p>
  )
}

const rank = (person: { userId: string }, keeper: SignedInPerson | null) => (person.userId === keeper?.userId ? 1 : 0)

interface Entering {
  readonly busy: boolean
  readonly problem: Problem | null
  enter(userId: string, pin: string): Promise<void>
  /** What was said of the last PIN goes as the next one begins. */
  forget(): void
}

function useEntering(onWrong: () => void): Entering {
  const core = useCore()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  return {
    busy,
    problem,
    forget: () => setProblem(null),
    enter: async (userId, pin) => {
      setBusy(true)
      try {
        const refusal = await core.signIn(userId, pin)
        setProblem(refusal && problemOfRefusal(refusal))
      } catch (error) {
        setProblem(problemOfError(error))
      } finally {
        setBusy(false)
        onWrong()
      }
    },
  }
}

/**
 * Wherever the focus is: what is typed here is a name or a PIN, and nothing else hears of it; Esc would close a form that stands behind.
 * `take` answers whether the key meant something.
 */
function useKeys(take: (key: string) => boolean): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      // A button beside the panel takes its own Enter.
      if (event.target instanceof Element && event.target.closest('[role="group"]')) return
      if (!take(event.key)) return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  })
}

/** A click beside it must not lose what is typed next. */
function useKeepFocus(field: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const refocus = (): void => field.current?.focus()
    window.addEventListener('pointerup', refocus)
    window.addEventListener('focus', refocus)
    return () => {
      window.removeEventListener('pointerup', refocus)
      window.removeEventListener('focus', refocus)
    }
  }, [field])
}
