import { t } from '../../shared/language/t.ts'
import { useView } from '../state/view.ts'
import { Button } from '../ui/Button.tsx'
import type { Fault } from '../ui/ErrorBoundary.tsx'
import { Modal } from '../ui/Modal.tsx'
import { Notice } from '../ui/Notice.tsx'

/** What stands in place of a dialog that could not be drawn. */
export function DialogFault({ message, retry }: Fault) {
  const close = useView((view) => view.close)
  return (
    <Modal
      title={t('This dialog could not be shown')}
      onClose={close}
      foot={
        <>
          <Button onClick={close}>{t('Close')}</Button>
          <Button tone="primary" onClick={retry}>
            {t('Show it again')}
          </Button>
        </>
      }
    >
      <Notice
        tone="problem"
        what={t('Nothing was changed.')}
        todo={t('Show it again; if it stays like this, give this text to support: {message}', { message })}
      />
    </Modal>
  )
}
