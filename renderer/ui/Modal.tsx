import { Dialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { useRef, useState } from 'react'
import { t } from '../../shared/language/t.ts'
import { Button } from './Button.tsx'
import styles from './Modal.module.css'

interface ModalProps {
  title: string
  description?: ReactNode
  width?: number
  onClose: () => void
  /** Given: everything is one form, and Enter in a field does the main thing. */
  onSubmit?: () => void
  foot?: ReactNode
  children: ReactNode
}

/** A dialog that is open for as long as it is rendered. */
export function Modal({ title, description, width = 520, onClose, onSubmit, foot, children }: ModalProps) {
  const popup = useRef<HTMLDivElement>(null)
  const focusAfter = useFocusAfter(popup)
  const inside = (
    <>
      <div className={styles.body}>{children}</div>
      {foot && <div className={styles.foot}>{foot}</div>}
    </>
  )
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup
          ref={popup}
          finalFocus={focusAfter}
          className={styles.popup}
          style={{ '--modal-width': `${width}px` }}
        >
          <header className={styles.head}>
            <div className={styles.titles}>
              <Dialog.Title className={styles.title}>{title}</Dialog.Title>
              {description && <Dialog.Description className={styles.sub}>{description}</Dialog.Description>}
            </div>
            <Dialog.Close render={<Button tone="quiet" size="small" aria-label={t('Close')} />}>
              <X size={16} aria-hidden="true" />
            </Dialog.Close>
          </header>
          {onSubmit ? <Form onSubmit={onSubmit}>{inside}</Form> : inside}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/**
 * Back to the button that opened the dialog. Never into a field, where the next letter would be typed instead of being a key of the desk, and
 * never away from a dialog that follows this one.
 */
function useFocusAfter(popup: RefObject<HTMLElement | null>): () => HTMLElement | false {
  const [opener] = useState(() => document.activeElement)
  return () => {
    const follower = [...document.querySelectorAll('[role="dialog"]')].some((dialog) => dialog !== popup.current)
    if (follower || !(opener instanceof HTMLElement) || !opener.isConnected) return false
    return opener.matches('input, textarea, select, body') ? false : opener
  }
}

function Form({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(submit) => {
        submit.preventDefault()
        onSubmit()
      }}
      onKeyDown={(key) => {
        if (key.key === 'Enter' && (key.ctrlKey || key.metaKey)) {
          key.preventDefault()
          onSubmit()
        }
      }}
    >
      {children}
    </form>
  )
}
