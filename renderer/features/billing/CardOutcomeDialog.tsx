import { useState } from 'react'
import type { AccountRow } from '../../../shared/domains/billing/rows.ts'
import { formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Field, Input, Select } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import { AccountDialog } from './AccountDialog.tsx'
import { AccountView } from './AccountView.tsx'
import { queuedCards } from './refund.ts'
import { useAccount } from './use-account.ts'
import { reasonProblem, slipProblem } from './use-payment.ts'
import { paymentLine } from './words.ts'

/** What the card terminal did with a queued card once its line was back. */
export default function CardOutcomeDialog({ reservationId }: { reservationId: string }) {
  const account = useAccount(reservationId)
  return account ? <CardOutcome account={account} /> : null
}

function CardOutcome({ account }: { account: AccountRow }) {
  const close = useView((view) => view.close)
  const { reservationId, currency } = account
  const { run, busy, problem } = useRun()
  const cards = queuedCards(account)
  const [draft, setDraft] = useState<{ paymentId: string; declined: boolean; slip: string | null; reason: string }>({
    paymentId: '',
    declined: false,
    slip: null,
    reason: '',
  })
  const [asked, setAsked] = useState(false)
  const card = cards.find(({ paymentId }) => paymentId === draft.paymentId) ?? cards[0]
  const slip = draft.slip ?? card?.reference ?? ''
  const wrong = draft.declined ? reasonProblem(draft.reason) : slipProblem(slip)
  const change = (changes: Partial<typeof draft>) => setDraft({ ...draft, ...changes })

  const submit = async () => {
    setAsked(true)
    if (!card || wrong !== undefined) return
    const of = { reservationId, paymentId: card.paymentId }
    const outcome = draft.declined
      ? ({ ...of, outcome: 'declined', reason: draft.reason.trim() } as const)
      : ({ ...of, outcome: 'captured', slip: slip.trim() } as const)
    if (!(await run('v1.folio.tellCard', outcome))) return
    tell(draft.declined ? t('Card declined') : t('Card captured'), formatMoney(card.amount, currency))
    close()
  }
  return (
    <AccountDialog
      title={t('Card outcome')}
      reservationId={reservationId}
      width={560}
      action={draft.declined ? t('It was declined') : t('It was captured')}
      disabled={busy || !card}
      problem={problem}
      onLeave={close}
      onSubmit={submit}
    >
      {!card && <Notice tone="info" what={t('No card of this account waits for the line.')} />}
      {card && (
        <>
          <Field label={t('Card without line')}>
            <Select value={card.paymentId} onChange={(event) => change({ paymentId: event.target.value, slip: null })}>
              {cards.map((each) => (
                <option key={each.paymentId} value={each.paymentId}>
                  {paymentLine(each, each.amount, currency)}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t('What the card terminal says')}>
            <Select
              autoFocus
              value={draft.declined ? 'declined' : 'captured'}
              onChange={(event) => change({ declined: event.target.value === 'declined' })}
            >
              <option value="captured">{t('Captured, by its slip')}</option>
              <option value="declined">{t('Declined')}</option>
            </Select>
          </Field>
          {draft.declined ? (
            <>
              <Field label={t('What it printed')} error={asked ? wrong : undefined}>
                <Input
                  maxLength={500}
                  value={draft.reason}
                  onChange={(event) => change({ reason: event.target.value })}
                />
              </Field>
              <Notice
                tone="warning"
                what={t('{amount} is owed again.', { amount: formatMoney(card.amount, currency) })}
                todo={t(
                  'An account that was closed on this card opens again, and the Resolution Centre tells the house.',
                )}
              />
            </>
          ) : (
            <Field label={t('Slip number')} error={asked ? wrong : undefined}>
              <Input value={slip} onChange={(event) => change({ slip: event.target.value })} />
            </Field>
          )}
        </>
      )}
      <AccountView account={account} />
    </AccountDialog>
  )
}
