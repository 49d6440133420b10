import type { ReactNode } from 'react'
import { t } from '../../../shared/language/t.ts'
import type { Problem } from '../../core-client/problem.ts'
import { Button } from '../../ui/Button.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import dialog from '../reservation/dialog.module.css'
import { useDetail } from '../reservation/use-detail.ts'

interface AccountDialogProps {
  title: string
  /** Whose account it is. */
  reservationId: string
  width?: number
  /** What the main button says. */
  action: string
  disabled: boolean
  problem: Problem | null
  onLeave: () => void
  onSubmit: () => void
  children: ReactNode
}

/** Something is written on the account of a stay. */
export function AccountDialog(props: AccountDialogProps) {
  const { title, reservationId, width, action, disabled, problem, onLeave, onSubmit, children } = props
  const detail = useDetail(reservationId)
  return (
    <Modal
      title={title}
      description={detail ? `${detail.guestName} · ${detail.confirmationNo}` : ''}
      {...(width !== undefined && { width })}
      onClose={onLeave}
      onSubmit={onSubmit}
      foot={
        <>
          <Button onClick={onLeave}>{t('Back')}</Button>
          <Button type="submit" tone="primary" disabled={disabled}>
            {action}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        {children}
      </div>
    </Modal>
  )
}
