import { useEffect, useRef, useState } from 'react'
import type { ReservationDetailRow } from '../../../shared/domains/reservation/rows.ts'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Field, Input } from '../../ui/Field.tsx'
import { formatDate, formatMoney, plural } from '../../ui/format.ts'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import { HOUSEKEEPING, isReady } from '../property_mgmt/marks.ts'
import dialog from './dialog.module.css'
import { UnitPicker, useUnitChoice } from './UnitPicker.tsx'
import { useDetail } from './use-detail.ts'

interface CheckInUnit {
  readonly unitId: string
  readonly number: string
  readonly housekeeping: ReservationDetailRow['unitHousekeeping']
  readonly occupancy: ReservationDetailRow['unitOccupancy']
}

export function CheckInDialog({ reservationId, desk }: { reservationId: string; desk: DeskInfo }) {
  const close = useView((view) => view.close)
  const detail = useDetail(reservationId)
  const [another, setAnother] = useState(false)
  const [reason, setReason] = useState('')
  const reasonField = useRef<HTMLInputElement>(null)
  const mainButton = useRef<HTMLButtonElement>(null)
  const [asked, setAsked] = useState(false)
  const { run, busy, problem } = useRun()
  const picking = detail ? another || detail.unitId === null : false
  const choice = useUnitChoice(
    detail && picking
      ? { arrival: desk.businessDate, departure: detail.departure, unitTypeId: detail.unitTypeId, reservationId }
      : null,
  )
  const unit = picking ? chosenUnit(choice.chosen) : assignedUnit(detail)
  const ready = unit !== null && isReady(unit)
  // No reason puts a guest into an occupied unit; what is not clean can be gone into with one.
  const occupied = unit?.occupancy === 'occupied'
  const overridden = unit !== null && !ready && !occupied
  const needsReason = overridden && reason.trim() === ''

  // A unit may be assigned while the dialog stands open: the picker goes, and the focus must not go with it.
  const shown = unit !== null && !picking
  useEffect(() => {
    if (shown) (overridden ? reasonField : mainButton).current?.focus()
  }, [shown, overridden])

  const submit = async () => {
    setAsked(true)
    if (needsReason) return reasonField.current?.focus()
    if (!detail || !unit) return
    const done = await run('v1.reservation.checkIn', {
      reservationId,
      ...(picking && { unitId: unit.unitId }),
      ...(overridden && { override: { reason: reason.trim() } }),
      ...(detail.status === 'no_show' && { reinstate: true }),
    })
    if (!done) return
    tell(`${detail.guestName} is checked in`, `Unit ${unit.number}, until ${formatDate(detail.departure)}`)
    close()
  }

  // Nothing to focus yet; the core answers within milliseconds.
  if (detail === undefined) return null
  return (
    <Modal
      title="Check in"
      description={detail && `${detail.guestName} · ${detail.confirmationNo}`}
      width={600}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>Back</Button>
          <Button
            ref={mainButton}
            type="submit"
            tone="primary"
            autoFocus={!picking && !overridden}
            disabled={busy || !unit}
          >
            {unit ? `Check in to ${unit.number}` : 'Check in'}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {detail === null && <Notice tone="problem" what="This reservation is not on this desk." />}
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        {detail?.status === 'no_show' && (
          <Notice
            tone="warning"
            what="The guest was marked a no-show."
            todo="Checking in reinstates the reservation and takes the fee back. A duty manager may."
          />
        )}
        {detail && <StayFacts detail={detail} />}
        {detail && !picking && unit && (
          <div className={dialog.unit}>
            <strong>Unit {unit.number}</strong>
            {unit.housekeeping && <Chip mark={HOUSEKEEPING[unit.housekeeping]} />}
            {unit.occupancy === 'occupied' && <span className={dialog.note}>still occupied</span>}
            <Button size="small" tone="quiet" onClick={() => setAnother(true)}>
              Choose another unit
            </Button>
          </div>
        )}
        {picking && <UnitPicker choice={choice} />}
        {unit && occupied && (
          <Notice
            tone="warning"
            what={`Unit ${unit.number} is still occupied.`}
            todo="Choose another unit, or check that guest out first."
          />
        )}
        {overridden && (
          <>
            <Notice
              tone="warning"
              what={`Unit ${unit.number} is not ready.`}
              todo="Choose a ready unit, or say why the guest goes in now."
            />
            <Field
              label="Reason"
              error={asked && needsReason ? 'A reason is needed for a unit that is not ready.' : undefined}
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
      </div>
    </Modal>
  )
}

const assignedUnit = (row: ReservationDetailRow | null | undefined): CheckInUnit | null =>
  row && row.unitId !== null && row.unitNumber !== null
    ? { unitId: row.unitId, number: row.unitNumber, housekeeping: row.unitHousekeeping, occupancy: row.unitOccupancy }
    : null

const chosenUnit = (unit: ReturnType<typeof useUnitChoice>['chosen']): CheckInUnit | null =>
  unit
    ? {
        unitId: unit.unitId,
        number: unit.number,
        housekeeping: unit.housekeepingStatus,
        occupancy: unit.occupancyStatus,
      }
    : null

function StayFacts({ detail }: { detail: ReservationDetailRow }) {
  return (
    <dl className={dialog.facts}>
      <dt>Departure</dt>
      <dd>
        {formatDate(detail.departure)}, {plural(detail.nights.length, 'night')}
      </dd>
      <dt>Guests</dt>
      <dd>
        {plural(detail.adults, 'adult')}
        {detail.children > 0 && `, ${plural(detail.children, 'child', 'children')}`}
      </dd>
      <dt>Booked</dt>
      <dd>
        {detail.unitTypeName}, {formatMoney(detail.total, detail.currency)}
      </dd>
      {detail.notes && (
        <>
          <dt>Notes</dt>
          <dd>{detail.notes}</dd>
        </>
      )}
    </dl>
  )
}
