import type { AccountRow } from '../../../shared/domains/billing/rows.ts'
import { formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, Select } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import dialog from '../reservation/dialog.module.css'
import { useDetail } from '../reservation/use-detail.ts'
import { AccountView } from './AccountView.tsx'
import { readSum } from './amount.ts'
import { PaymentFields } from './PaymentFields.tsx'
import { useAccount } from './use-account.ts'
import { type PaymentMethod, paymentMethods, usePayment, wayOfPaying } from './use-payment.ts'

interface PaymentDialogProps {
  reservationId: string
  /** The dialog that it was opened from. */
  from: 'check-in' | undefined
}

/** Money on account: before arrival, during the stay, or after it. */
export function PaymentDialog({ reservationId, from }: PaymentDialogProps) {
  const account = useAccount(reservationId)
  // Nothing to focus yet; the core answers within milliseconds.
  return account ? <Payment account={account} from={from} /> : null
}

function Payment({ account, from }: { account: AccountRow; from: PaymentDialogProps['from'] }) {
  const { close, open } = useView()
  const { reservationId, minorUnits, currency, due } = account
  const detail = useDetail(reservationId)
  const entry = usePayment(reservationId, Number(due) > 0 ? due : '', minorUnits)
  const leave = () => (from ? open({ kind: from, reservationId }) : close())
  const submit = async () => {
    if (!(await entry.take())) return
    tell(
      entry.draft.method === 'card_queued' ? t('Card queued') : t('Payment taken'),
      formatMoney(readSum(entry.draft.amount, minorUnits) ?? '0', currency),
    )
    leave()
  }
  return (
    <Modal
      title={t('Payment')}
      description={detail ? `${detail.guestName} · ${detail.confirmationNo}` : ''}
      onClose={leave}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={leave}>{t('Back')}</Button>
          <Button type="submit" tone="primary" disabled={entry.busy}>
            {entry.draft.method === 'card_queued' ? t('Queue the card') : t('Take the payment')}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {entry.problem && <Notice tone="problem" what={entry.problem.what} todo={entry.problem.todo} />}
        <AccountView account={account} />
        <Field label={t('Paid by')}>
          <Select
            autoFocus
            value={entry.draft.method}
            onChange={(event) => entry.change({ method: event.target.value as PaymentMethod })}
          >
            {paymentMethods.map((method) => (
              <option key={method} value={method}>
                {wayOfPaying(method)}
              </option>
            ))}
          </Select>
        </Field>
        <PaymentFields entry={entry} account={account} withAmount />
      </div>
    </Modal>
  )
}
