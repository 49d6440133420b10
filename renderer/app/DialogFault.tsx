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
      title="This dialog could not be shown"
      onClose={close}
      foot={
        <>
          <Button onClick={close}>Close</Button>
          <Button tone="primary" onClick={retry}>
            Show it again
          </Button>
        </>
      }
    >
      <Notice
        tone="problem"
        what="Nothing was changed."
        todo={`Show it again; if it stays like this, give this text to support: ${message}`}
      />
    </Modal>
  )
}
