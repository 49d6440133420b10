import type { ReactNode } from 'react'
import { t } from '../../shared/language/t.ts'
import { Button } from './Button.tsx'
import { Modal } from './Modal.tsx'
import { PrintSheet } from './PrintSheet.tsx'

interface PrintDialogProps {
  title: string
  description: string
  onClose: () => void
  /** The sheet, as it is shown and as it is printed. */
  children: ReactNode
}

export function PrintDialog({ title, description, onClose, children }: PrintDialogProps) {
  return (
    <Modal
      title={title}
      description={description}
      width={680}
      onClose={onClose}
      onSubmit={() => window.print()}
      foot={
        <>
          <Button onClick={onClose}>{t('Back')}</Button>
          <Button type="submit" tone="primary" autoFocus>
            {t('Print')}
          </Button>
        </>
      }
    >
      {children}
      <PrintSheet>{children}</PrintSheet>
    </Modal>
  )
}
