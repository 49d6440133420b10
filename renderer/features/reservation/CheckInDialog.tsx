import { Printer } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { AccountRow } from '../../../shared/domains/billing/rows.ts'
import type { ReservationDetailRow } from '../../../shared/domains/reservation/rows.ts'
import { formatDate } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, Input } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PrintSheet } from '../../ui/PrintSheet.tsx'
import { tell } from '../../ui/toasts.ts'
import { readSum } from '../billing/amount.ts'
import { FeeField, useFeeCode } from '../billing/FeeField.tsx'
import { arrivesEarly } from '../billing/house-clock.ts'
import { useAccount } from '../billing/use-account.ts'
import { identityErrors, type IdentityForm, identityInputOf, isEmptyIdentity } from '../guest/identity-form.ts'
import { isReady } from '../property_mgmt/marks.ts'
import { assignedUnit, chosenUnit, DepositStep, IdentityStep, StayFacts, UnitStep } from './check-in-steps.tsx'
import dialog from './dialog.module.css'
import { RegistrationCard } from './RegistrationCard.tsx'
import { Step } from './Step.tsx'
import { UnitPicker, useUnitChoice } from './UnitPicker.tsx'
import { useDetail } from './use-detail.ts'

export function CheckInDialog({ reservationId, desk }: { reservationId: string; desk: DeskInfo }) {
  const close = useView((view) => view.close)
  const detail = useDetail(reservationId)
  const account = useAccount(reservationId)
  // Nothing to focus yet; the core answers within milliseconds.
  if (detail === undefined || account === undefined) return null
  if (detail) return <CheckIn detail={detail} account={account} desk={desk} />
  return (
    <Modal title={t('Check in')} onClose={close} foot={<Button onClick={close}>{t('Back')}</Button>}>
      <Notice tone="problem" what={t('This reservation is not on this desk.')} />
    </Modal>
  )
}

interface CheckInProps {
  detail: ReservationDetailRow
  account: AccountRow | null
  desk: DeskInfo
}

/** From the booking to the key: each step says how it stands, and Enter does it all. */
function CheckIn({ detail, account, desk }: CheckInProps) {
  const close = useView((view) => view.close)
  const { reservationId, profileId, guestName, departure, unitTypeId } = detail
  const [another, setAnother] = useState(false)
  const [reason, setReason] = useState('')
  const [keys, setKeys] = useState('1')
  const [fee, setFee] = useState('')
  const [identity, setIdentity] = useState<IdentityForm | null>(null)
  const [asked, setAsked] = useState(false)
  const reasonField = useRef<HTMLInputElement>(null)
  const mainButton = useRef<HTMLButtonElement>(null)
  const { run, busy, problem } = useRun()
  const feeCode = useFeeCode()
  const [now] = useState(() => new Date())
  const picking = another || detail.unitId === null
  const choice = useUnitChoice(picking ? { arrival: desk.businessDate, departure, unitTypeId, reservationId } : null)
  const unit = picking ? chosenUnit(choice.chosen) : assignedUnit(detail)
  const ready = unit !== null && isReady(unit)
  // No reason puts a guest into an occupied unit; what is not clean can be gone into with one.
  const occupied = unit?.occupancy === 'occupied'
  const overridden = unit !== null && !ready && !occupied
  const needsReason = overridden && reason.trim() === ''
  const early =
    feeCode !== undefined &&
    account !== null &&
    arrivesEarly(
      now,
      { timezone: account.timezone, businessDate: desk.businessDate },
      detail.arrival,
      account.checkInTime,
    )
  const feeAmount = early && fee.trim() !== '' ? readSum(fee, account.minorUnits) : null
  const wrongFee = early && fee.trim() !== '' && feeAmount === null
  const identityProblems = identity ? identityErrors(profileId, identity, desk.businessDate) : {}
  const keyCount = /^\d{1,2}$/.test(keys.trim()) && Number(keys) <= 20 ? Number(keys) : null

  // A unit may be assigned while the dialog stands open: the picker goes, and the focus must not go with it.
  const shown = unit !== null && !picking
  useEffect(() => {
    if (shown) (overridden ? reasonField : mainButton).current?.focus()
  }, [shown, overridden])

  const submit = async () => {
    setAsked(true)
    if (needsReason) return reasonField.current?.focus()
    if (!unit || wrongFee || Object.keys(identityProblems).length > 0) return
    if (identity && !isEmptyIdentity(identity)) {
      if (!(await run('v1.guest.captureIdentity', identityInputOf(profileId, identity)))) return
      setIdentity(null)
    }
    const done = await run('v1.reservation.checkIn', {
      reservationId,
      ...(picking && { unitId: unit.unitId }),
      ...(overridden && { override: { reason: reason.trim() } }),
      ...(detail.status === 'no_show' && { reinstate: true }),
      ...(keyCount !== null && { keys: keyCount }),
    })
    if (!done) return
    if (feeCode && feeAmount !== null) {
      const { transactionCodeId } = feeCode
      const description = t('Early check-in')
      await run('v1.folio.postCharge', { reservationId, transactionCodeId, description, amount: feeAmount })
    }
    tell(
      t('{guestName} is checked in', { guestName }),
      t('Unit {unit}, until {departure}', { unit: unit.number, departure: formatDate(departure) }),
    )
    close()
  }

  return (
    <Modal
      title={t('Check in')}
      description={`${guestName} · ${detail.confirmationNo}`}
      width={620}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button
            ref={mainButton}
            type="submit"
            tone="primary"
            autoFocus={!picking && !overridden}
            disabled={busy || !unit}
          >
            {unit ? t('Check in to {unit}', { unit: unit.number }) : t('Check in')}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        {detail.status === 'no_show' && (
          <Notice
            tone="warning"
            what={t('The guest was marked a no-show.')}
            todo={t('Checking in reinstates the reservation and takes the fee back. A duty manager may.')}
          />
        )}
        <StayFacts detail={detail} />
        {picking && <UnitPicker choice={choice} />}
        {unit && occupied && (
          <Notice
            tone="warning"
            what={t('Unit {unit} is still occupied.', { unit: unit.number })}
            todo={t('Choose another unit, or check that guest out first.')}
          />
        )}
        {overridden && (
          <>
            <Notice
              tone="warning"
              what={t('Unit {unit} is not ready.', { unit: unit.number })}
              todo={t('Choose a ready unit, or say why the guest goes in now.')}
            />
            <Field
              label={t('Reason')}
              error={asked && needsReason ? t('A reason is needed for a unit that is not ready.') : undefined}
            >
              <Input
                ref={reasonField}
                autoFocus={!picking}
                value={reason}
                onChange={(change) => setReason(change.target.value)}
              />
            </Field>
          </>
        )}
        {early && (
          <FeeField
            why={t('Early: rooms are ready from {time}', { time: account.checkInTime })}
            value={fee}
            wrong={asked && wrongFee}
            onChange={setFee}
          />
        )}
        <ol className={dialog.steps} aria-label={t('Steps')}>
          <UnitStep unit={unit} ready={ready} onAnother={picking ? undefined : () => setAnother(true)} />
          <IdentityStep
            detail={detail}
            businessDate={desk.businessDate}
            form={identity}
            errors={asked ? identityProblems : {}}
            onChange={setIdentity}
          />
          <DepositStep detail={detail} account={account} />
          <Step name={t('Registration card')} state="open">
            {detail.certainty === 'synced' ? t('To be signed') : t('To be signed; it is printed as tentative')}
            <Button size="small" tone="quiet" onClick={() => window.print()}>
              <Printer size={13} aria-hidden="true" /> {t('Print the card')}
            </Button>
          </Step>
          <Step name={t('Keys')} state={keyCount === null ? 'look' : keyCount > 0 ? 'done' : 'open'}>
            {t('Handed out')}
            <Input
              className={dialog.keys}
              inputMode="numeric"
              aria-label={t('Keys handed out')}
              aria-invalid={keyCount === null}
              value={keys}
              onChange={(change) => setKeys(change.target.value)}
            />
          </Step>
        </ol>
      </div>
      <PrintSheet>
        <RegistrationCard detail={detail} desk={desk} unit={unit?.number} />
      </PrintSheet>
    </Modal>
  )
}
