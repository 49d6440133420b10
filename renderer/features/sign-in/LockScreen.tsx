import { useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { t } from '../../../shared/language/t.ts'
import type { DeskInfo, SessionInfo, SignedInPerson } from '../../../shared/protocol/port.ts'
import styles from './LockScreen.module.css'
import { RenewPin } from './RenewPin.tsx'
import { SignInPanel } from './SignInPanel.tsx'
import { Lost, Where } from './SignInScreen.tsx'

function titleOf({ state, ended }: SessionInfo): string {
  if (state === 'renewing') return t('Choose your own PIN')
  return ended === 'idle' ? t('Locked: nobody was here') : t('Locked')
}

interface LockScreenProps {
  desk: DeskInfo
  session: SessionInfo
  /** Whose work stands behind it. */
  keeper: SignedInPerson
}

/**
 * Covers everything, dialogs too, and keeps it: a modal <dialog> of the browser's own, so that nothing behind it takes a key or the focus.
 * It stands outside of the page's root, which an open dialog of the desk has made inert.
 */
export function LockScreen({ desk, session, keeper }: LockScreenProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (!element) return
    const show = (): void => {
      if (!element.isConnected || element.open) return
      element.showModal()
      element.querySelector('input')?.focus()
    }
    show()
    // Some browsers close it at the second Esc, whatever the page says.
    element.addEventListener('close', show)
    return () => element.removeEventListener('close', show)
  }, [])
  return createPortal(
    <dialog ref={dialog} className={styles.lock} aria-label={t('Locked')} onCancel={(event) => event.preventDefault()}>
      <div className={styles.card}>
        <Where desk={desk} title={titleOf(session)} />
        <Lost />
        {session.state === 'renewing' ? (
          <RenewPin name={keeper.name} />
        ) : (
          <>
            <p className={styles.kept}>
              {t('What {name} had on the screen is kept. Whoever else signs in begins with a screen of their own.', {
                name: keeper.name,
              })}
            </p>
            <SignInPanel session={session} keeper={keeper} />
          </>
        )}
      </div>
    </dialog>,
    document.body,
  )
}
