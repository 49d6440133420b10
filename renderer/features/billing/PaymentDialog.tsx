import type { AccountRow } from '../../../shared/domains/billing/rows.ts'
import { formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useView } from '../../state/view.ts'
import { Field, Select } from '../../ui/Field.tsx'
import { tell } from '../../ui/toasts.ts'
import { AccountDialog } from './AccountDialog.tsx'
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
    <AccountDialog
      title={t('Payment')}
      reservationId={reservationId}
      action={entry.draft.method === 'card_queued' ? t('Queue the card') : t('Take the payment')}
      disabled={entry.busy}
      problem={entry.problem}
      onLeave={leave}
      onSubmit={submit}
    >
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
    </AccountDialog>
  )
}
