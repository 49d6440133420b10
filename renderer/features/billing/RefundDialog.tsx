import { useState } from 'react'
import type { AccountRow, FolioPaymentRow } from '../../../shared/domains/billing/rows.ts'
import { formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useMay } from '../../core-client/may.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Field, Input, Select } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import dialog from '../reservation/dialog.module.css'
import { AccountDialog } from './AccountDialog.tsx'
import { AccountView } from './AccountView.tsx'
import { readSum } from './amount.ts'
import styles from './billing.module.css'
import { DrawerFields } from './DrawerFields.tsx'
import { afterRefund, givable, suggested } from './refund.ts'
import { useAccount } from './use-account.ts'
import { useOwnDrawer } from './use-drawer.ts'
import { reasonProblem } from './use-payment.ts'
import { paymentLine } from './words.ts'

interface RefundDialogProps {
  reservationId: string
  /** The dialog that it was opened from. */
  from: 'check-out' | undefined
}

/** All or part of a payment goes back: cash by whoever may, everything else as a request. */
export default function RefundDialog({ reservationId, from }: RefundDialogProps) {
  const account = useAccount(reservationId)
  // Nothing to focus yet; the core answers within milliseconds.
  return account ? <Refund account={account} from={from} /> : null
}

function Refund({ account, from }: { account: AccountRow; from: RefundDialogProps['from'] }) {
  const { close, open } = useView()
  const { reservationId, minorUnits, currency } = account
  const may = useMay()
  const { run, busy, problem } = useRun()
  const payments = givable(account)
  const [draft, setDraft] = useState<{ paymentId: string; amount: string | null; reason: string }>({
    paymentId: '',
    amount: null,
    reason: '',
  })
  const [asked, setAsked] = useState(false)
  const payment = payments.find(({ paymentId }) => paymentId === draft.paymentId) ?? payments[0]
  const inCash = payment?.method === 'cash' && may.give('v1.folio.refund')
  const drawer = useOwnDrawer(inCash)
  const typed = draft.amount ?? (payment ? suggested(account, payment) : '')
  const amount = readSum(typed, minorUnits)
  const tooMuch = amount !== null && payment !== undefined && Number(amount) > Number(payment.left)
  const amountWrong =
    amount === null
      ? t('Enter an amount, like 45.00.')
      : tooMuch
        ? t('At most {left} is left of this payment.', { left: formatMoney(payment.left, currency) })
        : undefined
  const reasonWrong = reasonProblem(draft.reason)
  const change = (changes: Partial<typeof draft>) => setDraft({ ...draft, ...changes })
  const leave = () => (from ? open({ kind: from, reservationId }) : close())

  const submit = async () => {
    setAsked(true)
    if (!payment || amount === null || (amountWrong ?? reasonWrong ?? drawer.wrong) !== undefined) return
    if (!(await drawer.ensure(run))) return
    const refund = { reservationId, paymentId: payment.paymentId, amount, reason: draft.reason.trim() }
    if (!(await run(inCash ? 'v1.folio.refund' : 'v1.folio.requestRefund', refund))) return
    tell(inCash ? t('Given back') : t('Refund asked for'), formatMoney(amount, currency))
    // Whoever may give it stands at the card terminal now.
    if (!inCash && may.give('v1.folio.settleRefund')) open({ kind: 'settle-refund', reservationId })
    else leave()
  }
  return (
    <AccountDialog
      title={t('Refund')}
      reservationId={reservationId}
      width={560}
      action={verbOf(inCash, amount === null ? null : formatMoney(amount, currency))}
      disabled={busy || !payment}
      problem={problem}
      onLeave={leave}
      onSubmit={submit}
    >
      {!payment && (
        <Notice
          tone="info"
          what={t('Nothing is left that could be given back.')}
          todo={t('Everything that was paid has gone back, or is asked for.')}
        />
      )}
      {payment && (
        <>
          <Field label={t('Payment')}>
            <Select
              autoFocus
              value={payment.paymentId}
              onChange={(event) => change({ paymentId: event.target.value, amount: null })}
            >
              {payments.map((each) => (
                <option key={each.paymentId} value={each.paymentId}>
                  {paymentLine(each, each.left, currency)}
                </option>
              ))}
            </Select>
          </Field>
          <div className={styles.pair}>
            <Field
              label={t('Amount')}
              aside={t('{left} left', { left: formatMoney(payment.left, currency) })}
              error={asked || tooMuch ? amountWrong : undefined}
            >
              <Input inputMode="decimal" value={typed} onChange={(event) => change({ amount: event.target.value })} />
            </Field>
            <Field label={t('Reason')} error={asked ? reasonWrong : undefined}>
              <Input
                maxLength={500}
                value={draft.reason}
                onChange={(event) => change({ reason: event.target.value })}
              />
            </Field>
          </div>
          <DrawerFields drawer={drawer} out asked={asked} />
          {!inCash && <Request payment={payment} settles={may.give('v1.folio.settleRefund')} />}
          {amount !== null && !tooMuch && <Preview account={account} payment={payment} amount={amount} />}
        </>
      )}
      <AccountView account={account} />
    </AccountDialog>
  )
}

function verbOf(inCash: boolean, amount: string | null): string {
  if (amount === null) return inCash ? t('Give back') : t('Ask for the refund')
  return inCash ? t('Give back {amount}', { amount }) : t('Ask for {amount} back', { amount })
}

/** `settles`: whoever asks may give it, too. */
function Request({ payment, settles }: { payment: FolioPaymentRow; settles: boolean }) {
  return (
    <Notice
      tone="info"
      what={t('No money goes back yet: it is asked for.')}
      todo={
        settles
          ? t('Next, give it at the card terminal, to the same card, and enter its slip.')
          : payment.method === 'cash'
            ? t('A duty manager gives it out of a drawer, or turns it down.')
            : t('A duty manager gives it at the card terminal, to the same card, or turns it down.')
      }
    />
  )
}

/** How payment and account stand once the money has gone. */
function Preview({ account, payment, amount }: { account: AccountRow; payment: FolioPaymentRow; amount: string }) {
  const { currency } = account
  const after = afterRefund(account, payment, amount)
  return (
    <dl className={dialog.facts}>
      <dt>{t('Afterwards')}</dt>
      <dd>{t('{left} of this payment is left.', { left: formatMoney(after.left, currency) })}</dd>
      <dt />
      <dd>{accountLine(after, currency)}</dd>
    </dl>
  )
}

function accountLine({ due, closed, onCards }: ReturnType<typeof afterRefund>, currency: string): string {
  if (closed) return t('The account is closed: what goes back is left on it, with this reason.')
  const amount = formatMoney(due.replace('-', ''), currency)
  if (Number(due) > 0) return t('{amount} is to pay on the account.', { amount })
  if (onCards) return t('{amount} is a credit once the cards are captured.', { amount })
  return Number(due) < 0 ? t('{amount} is still to the credit of the guest.', { amount }) : t('The account is even.')
}
