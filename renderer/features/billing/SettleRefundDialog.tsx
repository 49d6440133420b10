import { useState } from 'react'
import type { AccountRow } from '../../../shared/domains/billing/rows.ts'
import { formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Field, Input, Select } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import dialog from '../reservation/dialog.module.css'
import { AccountDialog } from './AccountDialog.tsx'
import { AccountView } from './AccountView.tsx'
import { DrawerFields } from './DrawerFields.tsx'
import { requests } from './refund.ts'
import { useAccount } from './use-account.ts'
import { useOwnDrawer } from './use-drawer.ts'
import { reasonProblem, slipProblem } from './use-payment.ts'
import { paymentLine } from './words.ts'

/** What was asked for goes back, out of the drawer or by the card terminal, or it does not. */
export default function SettleRefundDialog({ reservationId }: { reservationId: string }) {
  const account = useAccount(reservationId)
  return account ? <SettleRefund account={account} /> : null
}

function SettleRefund({ account }: { account: AccountRow }) {
  const close = useView((view) => view.close)
  const { reservationId, currency } = account
  const { run, busy, problem } = useRun()
  const waiting = requests(account)
  const [draft, setDraft] = useState({ refundId: '', turnedDown: false, slip: '', reason: '' })
  const [asked, setAsked] = useState(false)
  const chosen = waiting.find(({ refund }) => refund.refundId === draft.refundId) ?? waiting[0]
  const ofCash = chosen?.payment.method === 'cash'
  const drawer = useOwnDrawer(ofCash && !draft.turnedDown)
  const slipWrong = ofCash || draft.turnedDown ? undefined : slipProblem(draft.slip)
  const reasonWrong = draft.turnedDown ? reasonProblem(draft.reason) : undefined
  const change = (changes: Partial<typeof draft>) => setDraft({ ...draft, ...changes })

  const submit = async () => {
    setAsked(true)
    if (!chosen || (slipWrong ?? reasonWrong ?? drawer.wrong) !== undefined || !(await drawer.ensure(run))) return
    const { refundId, amount } = chosen.refund
    const of = { reservationId, refundId }
    const answer = draft.turnedDown
      ? ({ ...of, outcome: 'turned_down', reason: draft.reason.trim() } as const)
      : ({ ...of, outcome: 'given', ...(!ofCash && { slip: draft.slip.trim() }) } as const)
    if (!(await run('v1.folio.settleRefund', answer))) return
    tell(draft.turnedDown ? t('Refund turned down') : t('Given back'), formatMoney(amount, currency))
    close()
  }
  const amount = chosen ? formatMoney(chosen.refund.amount, currency) : ''
  return (
    <AccountDialog
      title={t('Answer a refund')}
      reservationId={reservationId}
      width={560}
      action={draft.turnedDown ? t('Turn down') : t('{amount} was given back', { amount })}
      disabled={busy || !chosen}
      problem={problem}
      onLeave={close}
      onSubmit={submit}
    >
      {!chosen && <Notice tone="info" what={t('No refund waits for an answer.')} />}
      {chosen && (
        <>
          {waiting.length > 1 && (
            <Field label={t('Request')}>
              <Select
                value={chosen.refund.refundId}
                onChange={(event) => change({ refundId: event.target.value, slip: '' })}
              >
                {waiting.map(({ refund }) => (
                  <option key={refund.refundId} value={refund.refundId}>
                    {t('{amount}: {reason}', {
                      amount: formatMoney(refund.amount, currency),
                      reason: refund.reason,
                    })}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          <dl className={dialog.facts}>
            <dt>{t('Asked back')}</dt>
            <dd>{amount}</dd>
            <dt>{t('Reason')}</dt>
            <dd>{chosen.refund.reason}</dd>
            <dt>{t('Paid by')}</dt>
            <dd>{paymentLine(chosen.payment, chosen.payment.amount, currency)}</dd>
          </dl>
          <Field label={t('Answer')}>
            <Select
              autoFocus
              value={draft.turnedDown ? 'turned_down' : 'given'}
              onChange={(event) => change({ turnedDown: event.target.value === 'turned_down' })}
            >
              <option value="given">
                {ofCash ? t('Given back in cash') : t('Given back at the card terminal, by its slip')}
              </option>
              <option value="turned_down">{t('Turned down')}</option>
            </Select>
          </Field>
          {!draft.turnedDown && !ofCash && (
            <Field
              label={t('Slip number')}
              hint={t('Of the refund, never of the card.')}
              error={asked ? slipWrong : undefined}
            >
              <Input value={draft.slip} onChange={(event) => change({ slip: event.target.value })} />
            </Field>
          )}
          {draft.turnedDown && (
            <Field label={t('Reason')} error={asked ? reasonWrong : undefined}>
              <Input
                maxLength={500}
                value={draft.reason}
                onChange={(event) => change({ reason: event.target.value })}
              />
            </Field>
          )}
          <DrawerFields drawer={drawer} out asked={asked} />
        </>
      )}
      <AccountView account={account} />
    </AccountDialog>
  )
}
