import { useState } from 'react'
import type { AccountRow, ChargeCodeRow } from '../../../shared/domains/billing/rows.ts'
import { formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Field, Input, Select } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import { AccountDialog } from './AccountDialog.tsx'
import { AccountView } from './AccountView.tsx'
import { readSum } from './amount.ts'
import styles from './billing.module.css'
import { useAccount } from './use-account.ts'

/** Something that a guest in house had, from the desk to the folio. */
export function PostChargeDialog({ reservationId }: { reservationId: string }) {
  const account = useAccount(reservationId)
  const codes = useLive('folio.chargeCodes', {})
  // Nothing to focus yet; the core answers within milliseconds.
  if (!account || codes.phase !== 'ready') return null
  return <PostCharge account={account} codes={codes.rows} />
}

function PostCharge({ account, codes }: { account: AccountRow; codes: readonly ChargeCodeRow[] }) {
  const close = useView((view) => view.close)
  const { reservationId, minorUnits, currency } = account
  const [draft, setDraft] = useState({ description: '', amount: '', qty: '1', code: codes[0]?.transactionCodeId ?? '' })
  const [asked, setAsked] = useState(false)
  const { run, busy, problem } = useRun()
  const amount = readSum(draft.amount, minorUnits)
  const qty = /^[1-9]\d{0,2}$/.test(draft.qty.trim()) ? Number(draft.qty) : null
  const description = draft.description.trim()
  const change = (changes: Partial<typeof draft>) => setDraft({ ...draft, ...changes })

  const submit = async () => {
    setAsked(true)
    if (amount === null || qty === null || description === '' || draft.code === '') return
    const transactionCodeId = draft.code
    if (!(await run('v1.folio.postCharge', { reservationId, transactionCodeId, description, amount, qty }))) return
    tell(t('Posted: {description}', { description }), formatMoney(amount, currency))
    close()
  }
  return (
    <AccountDialog
      title={t('Post a charge')}
      reservationId={reservationId}
      action={t('Post')}
      disabled={busy || codes.length === 0}
      problem={problem}
      onLeave={close}
      onSubmit={submit}
    >
      {codes.length === 0 && (
        <Notice
          tone="warning"
          what={t('This house has no codes to post charges under.')}
          todo={t('Head office sets them up.')}
        />
      )}
      <Field
        label={t('What for')}
        error={asked && description === '' ? t('Say what it is; it is printed on the bill.') : undefined}
      >
        <Input autoFocus value={draft.description} onChange={(event) => change({ description: event.target.value })} />
      </Field>
      <div className={styles.pair}>
        <Field label={t('Amount')} error={asked && amount === null ? t('Enter an amount, like 45.00.') : undefined}>
          <Input
            inputMode="decimal"
            value={draft.amount}
            onChange={(event) => change({ amount: event.target.value })}
          />
        </Field>
        <Field label={t('How many')} error={asked && qty === null ? t('A number from 1 to 999.') : undefined}>
          <Input inputMode="numeric" value={draft.qty} onChange={(event) => change({ qty: event.target.value })} />
        </Field>
      </div>
      <Field label={t('Code')}>
        <Select value={draft.code} onChange={(event) => change({ code: event.target.value })}>
          {codes.map((code) => (
            <option key={code.transactionCodeId} value={code.transactionCodeId}>
              {code.name}
            </option>
          ))}
        </Select>
      </Field>
      <AccountView account={account} />
    </AccountDialog>
  )
}
