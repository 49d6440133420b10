import type { AccountRow } from '../../../shared/domains/billing/rows.ts'
import { formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { Field, Input } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { digits, PinInput } from '../sign-in/NewPinFields.tsx'
import styles from './billing.module.css'
import { DrawerFields } from './DrawerFields.tsx'
import type { PaymentEntry } from './use-payment.ts'

interface PaymentFieldsProps {
  entry: PaymentEntry
  account: Pick<AccountRow, 'currency' | 'queuedLimit'>
  withAmount: boolean
}

/** The fields that a way of paying needs, beside the way itself. */
export function PaymentFields({ entry, account, withAmount }: PaymentFieldsProps) {
  const { draft, change, problems } = entry
  const queues = draft.method === 'card_queued'
  return (
    <>
      <div className={styles.pair}>
        {withAmount && (
          <Field label={t('Amount')} error={problems.amount}>
            <Input
              value={draft.amount}
              inputMode="decimal"
              onChange={(event) => change({ amount: event.target.value })}
            />
          </Field>
        )}
        {draft.method !== 'cash' && (
          <Field label={queues ? t('Number that the terminal gave it') : t('Slip number')} error={problems.slip}>
            <Input value={draft.slip} onChange={(event) => change({ slip: event.target.value })} />
          </Field>
        )}
        {queues && (
          <Field label={t('Your PIN')} error={problems.pin}>
            <PinInput value={draft.pin} onChange={(event) => change({ pin: digits(event.target.value) })} />
          </Field>
        )}
      </div>
      {queues && (
        <Notice
          tone="warning"
          what={t('It is a promise until the terminal has its line again: nothing is captured yet.')}
          todo={t('Up to {limit} of an account. Tell what became of it with the slip: Card outcome.', {
            limit: formatMoney(account.queuedLimit, account.currency),
          })}
        />
      )}
      <DrawerFields drawer={entry.drawer} asked={entry.asked} />
    </>
  )
}
