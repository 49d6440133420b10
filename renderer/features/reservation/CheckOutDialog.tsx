import { useState } from 'react'
import type { AccountRow } from '../../../shared/domains/billing/rows.ts'
import type { ReservationDetailRow } from '../../../shared/domains/reservation/rows.ts'
import { formatDate, formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { useMay } from '../../core-client/may.ts'
import { useRun } from '../../core-client/use-run.ts'
import { mayOpenDialog } from '../../state/command-of-dialog.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, Input, Select } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import { AccountView } from '../billing/AccountView.tsx'
import { readSum } from '../billing/amount.ts'
import { FeeField, useFeeCode } from '../billing/FeeField.tsx'
import { leavesLate } from '../billing/house-clock.ts'
import { PaymentFields } from '../billing/PaymentFields.tsx'
import { creditOf } from '../billing/refund.ts'
import { useAccount } from '../billing/use-account.ts'
import { usePayment, wayOfPaying } from '../billing/use-payment.ts'
import dialog from './dialog.module.css'
import { isPayment, type SettlementWay, settlementOf, waysOf } from './settlement.ts'
import { useDetail } from './use-detail.ts'

export function CheckOutDialog({ reservationId, desk }: { reservationId: string; desk: DeskInfo }) {
  const close = useView((view) => view.close)
  const detail = useDetail(reservationId)
  const account = useAccount(reservationId)
  // Nothing to focus yet; the core answers within milliseconds.
  if (detail === undefined || account === undefined) return null
  if (detail && account) return <CheckOut detail={detail} account={account} desk={desk} />
  return (
    <Modal title={t('Check out')} onClose={close} foot={<Button onClick={close}>{t('Back')}</Button>}>
      <Notice tone="problem" what={t('This reservation is not on this desk.')} />
    </Modal>
  )
}

interface CheckOutProps {
  detail: ReservationDetailRow
  account: AccountRow
  desk: DeskInfo
}

/** The account first: what is owed is paid, billed or left by somebody who may; then the guest leaves. */
function CheckOut({ detail, account, desk }: CheckOutProps) {
  const { close, open } = useView()
  const { reservationId, guestName } = detail
  const { due, currency, minorUnits } = account
  const may = useMay()
  const ways = waysOf(account, detail.guarantee, {
    pay: may.give('v1.folio.takePayment'),
    leaveOpen: may.give('v1.reservation.checkOut', { settlement: { kind: 'left_open' } }),
  })
  const mayGiveBack = mayOpenDialog(may, 'refund')
  const [picked, setPicked] = useState<SettlementWay | null>(null)
  const way = ways.find((each) => each === picked) ?? ways[0]
  const payment = usePayment(reservationId, due, minorUnits)
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const { run, busy, problem } = useRun()
  const settled = Number(due) === 0
  const needsReason = way === 'left_open' && reason.trim() === ''

  const pick = (next: SettlementWay) => {
    setPicked(next)
    if (isPayment(next)) payment.change({ method: next })
  }
  const submit = async () => {
    setAsked(true)
    if (!settled && (!way || needsReason)) return
    if (isPayment(way) && !settled && !(await payment.take())) return
    const settlement = settled ? undefined : settlementOf(way, reason.trim())
    if (!(await run('v1.reservation.checkOut', { reservationId, ...(settlement && { settlement }) }))) return
    tell(
      t('{guestName} is checked out', { guestName }),
      detail.unitNumber ? t('Unit {unit} is now dirty', { unit: detail.unitNumber }) : undefined,
    )
    close()
  }
  const trouble = problem ?? payment.problem

  return (
    <Modal
      title={t('Check out')}
      description={`${guestName} · ${detail.confirmationNo}`}
      width={560}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button
            type="submit"
            tone="primary"
            autoFocus={settled}
            disabled={busy || payment.busy || (!settled && !way)}
          >
            {verbOf(settled, way, detail.unitNumber, formatMoney(due, currency))}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {trouble && <Notice tone="problem" what={trouble.what} todo={trouble.todo} />}
        <dl className={dialog.facts}>
          <dt>{t('Unit')}</dt>
          <dd>{detail.unitNumber ?? '–'}</dd>
          <dt>{t('Booked until')}</dt>
          <dd>{formatDate(detail.departure)}</dd>
          {detail.stay?.keysGiven != null && (
            <>
              <dt>{t('Keys')}</dt>
              <dd>
                {t('{keys, plural, one {# key to take back} other {# keys to take back}}', {
                  keys: detail.stay.keysGiven,
                })}
              </dd>
            </>
          )}
        </dl>
        {detail.departure > desk.businessDate && (
          <Notice
            tone="warning"
            what={t('The guest leaves early.')}
            todo={t('The nights that remain go back on sale.')}
          />
        )}
        {detail.pending.length > 0 && (
          <Notice tone="info" what={t('Not confirmed by the centre yet: other desks may have posted more.')} />
        )}
        <LateFee detail={detail} account={account} desk={desk} />
        {!account.nightsCanBePosted && (
          <Notice
            tone="warning"
            what={t('The nights are on no bill.')}
            todo={t('Head office has set up no code under which nights are posted.')}
          />
        )}
        <AccountView account={account} />
        {!settled && way && (
          <Field label={Number(due) < 0 ? t('What becomes of the credit') : t('Settled by')}>
            <Select autoFocus value={way} onChange={(event) => pick(event.target.value as SettlementWay)}>
              {ways.map((each) => (
                <option key={each} value={each}>
                  {wayWord(each)}
                </option>
              ))}
            </Select>
          </Field>
        )}
        {Number(creditOf(account)) > 0 && mayGiveBack && (
          <Button onClick={() => open({ kind: 'refund', reservationId, from: 'check-out' })}>
            {t('Give the credit back')}
          </Button>
        )}
        {!settled && !way && (
          <Notice
            tone="warning"
            what={t('The account is not balanced.')}
            todo={t('Ask for the money to go back; a duty manager gives it, or leaves it open for a reason.')}
          />
        )}
        {!settled && isPayment(way) && <PaymentFields entry={payment} account={account} withAmount={false} />}
        {!settled && way === 'left_open' && (
          <Field label={t('Reason')} error={asked && needsReason ? t('Say why; it stays on the record.') : undefined}>
            <Input value={reason} onChange={(event) => setReason(event.target.value)} />
          </Field>
        )}
      </div>
    </Modal>
  )
}

function wayWord(way: SettlementWay): string {
  switch (way) {
    case 'city_ledger':
      return t('The company is billed (city ledger)')
    case 'left_open':
      return t('Left open, for a reason')
    default:
      return wayOfPaying(way)
  }
}

function verbOf(settled: boolean, way: SettlementWay | undefined, unit: string | null, due: string): string {
  if (!settled && isPayment(way)) return t('Take {due} and check out', { due })
  return unit === null ? t('Check out') : t('Check out of {unit}', { unit })
}

/** Who keeps the unit beyond its hour may be asked for something; it is posted before the account is settled. */
function LateFee({ detail, account, desk }: CheckOutProps) {
  const [fee, setFee] = useState('')
  const [asked, setAsked] = useState(false)
  const { run, busy, problem } = useRun()
  const code = useFeeCode()
  const [now] = useState(() => new Date())
  const house = { timezone: account.timezone, businessDate: desk.businessDate }
  if (!code || !leavesLate(now, house, detail.departure, account.checkOutTime)) return null
  const amount = readSum(fee, account.minorUnits)
  const post = async () => {
    setAsked(true)
    if (amount === null) return
    const { reservationId } = detail
    const description = t('Late check-out')
    const { transactionCodeId } = code
    if (await run('v1.folio.postCharge', { reservationId, transactionCodeId, description, amount })) setFee('')
    setAsked(false)
  }
  return (
    <div className={dialog.fee}>
      {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
      <FeeField
        why={t('Late: rooms are kept until {time}', { time: account.checkOutTime })}
        value={fee}
        wrong={asked && amount === null}
        onChange={setFee}
      />
      <Button disabled={busy || fee.trim() === ''} onClick={post}>
        {t('Post the fee')}
      </Button>
    </div>
  )
}
