import { useState } from 'react'
import type { RackStayRow, RackUnitRow } from '../../../../shared/domains/reservation/rack-rows.ts'
import type { ReservationDetailRow } from '../../../../shared/domains/reservation/rows.ts'
import type { DeskInfo } from '../../../../shared/protocol/port.ts'
import { useLive } from '../../../core-client/hooks.ts'
import { useRun } from '../../../core-client/use-run.ts'
import { useView } from '../../../state/view.ts'
import { Button } from '../../../ui/Button.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Field, Input } from '../../../ui/Field.tsx'
import { formatSpan, plural } from '../../../ui/format.ts'
import { Modal } from '../../../ui/Modal.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { tell } from '../../../ui/toasts.ts'
import { HOUSEKEEPING, isReady } from '../../property_mgmt/marks.ts'
import dialog from '../dialog.module.css'
import { useDetail } from '../use-detail.ts'
import { dayNumber } from './calendar.ts'
import { InTheWay } from './InTheWay.tsx'
import { fitInto, isFree, obstaclesTo, spanToMove, swapPartner, type Obstacles, type Span } from './move.ts'
import styles from './PlaceDialog.module.css'
import { PriceFact, usePriceAfter } from './PriceFact.tsx'
import { useRack } from './rack-state.ts'

const ROOM_PLAN = 'Room plan'

interface PlaceDialogProps {
  reservationId: string
  unitId: string
  desk: DeskInfo
}

/** What dropping a bar would do, before it is done. */
export default function PlaceDialog({ reservationId, unitId, desk }: PlaceDialogProps) {
  const detail = useDetail(reservationId)
  const units = useLive('rack.units', {})
  const unit = units.phase === 'ready' ? units.rows.find((each) => each.unitId === unitId) : undefined
  const span = detail ? spanToMove(detail, desk.businessDate) : null
  const stays = useLive('rack.stays', span && { from: span.from, to: span.to })
  const blocks = useLive('rack.blocks', span && { from: span.from, to: span.to })
  if (!detail || !unit || !span || stays.phase !== 'ready' || blocks.phase !== 'ready') return null
  const obstacles = obstaclesTo(detail, unitId, span, stays.rows, blocks.rows)
  const rankOfBooked =
    units.phase === 'ready' ? units.rows.find((each) => each.unitTypeId === detail.unitTypeId) : undefined
  return <Place {...{ detail, unit, span, obstacles, desk }} bookedRank={rankOfBooked?.upgradeRank} />
}

interface PlaceProps {
  detail: ReservationDetailRow
  unit: RackUnitRow
  span: Span
  obstacles: Obstacles
  bookedRank: number | undefined
  desk: DeskInfo
}

function Place({ detail, unit, span, obstacles, bookedRank, desk }: PlaceProps) {
  const close = useView((view) => view.close)
  const unpark = useRack((rack) => rack.unpark)
  const inHouse = detail.status === 'checked_in'
  const moving = detail.unitId !== null
  // A change of plan needs no story; a guest who has to pack does.
  const [reason, setReason] = useState(inHouse ? '' : ROOM_PLAN)
  const [asked, setAsked] = useState(false)
  const { run, busy, problem } = useRun()
  const needsReason = moving && reason.trim() === ''
  const { reservationId, guestName } = detail

  const price = usePriceAfter(detail, unit, span)
  const [charging, setCharging] = useState(false)
  // The move is one command and the price another: whoever is refused the second is not moved twice.
  const [moved, setMoved] = useState(false)

  const submit = async () => {
    setAsked(true)
    if (!moved) {
      if (needsReason || !isFree(obstacles)) return
      const done = moving
        ? await run('v1.reservation.moveUnit', { reservationId, unitId: unit.unitId, reason: reason.trim() })
        : await run('v1.reservation.assignUnit', { reservationId, unitId: unit.unitId })
      if (!done) return
      unpark(reservationId)
      setMoved(true)
    }
    if (charging && price.change && !(await run('v1.reservation.modify', { reservationId, change: price.change })))
      return
    tell(moving ? `Moved to unit ${unit.number}` : `Unit ${unit.number} assigned`, guestName)
    close()
  }

  const other = swapPartner(detail, obstacles)
  const swap = async ({ reservationId: otherReservationId, guestName: otherName }: RackStayRow) => {
    setAsked(true)
    if (needsReason) return
    const input = { reservationId, otherReservationId, reason: reason.trim() }
    if (!(await run('v1.reservation.swapUnits', input))) return
    tell('Units swapped', `${guestName}: ${unit.number}, ${otherName}: ${detail.unitNumber}`)
    close()
  }

  const title = moving
    ? inHouse
      ? `Move guest to ${unit.number}`
      : `Change unit to ${unit.number}`
    : `Assign unit ${unit.number}`
  return (
    <Modal
      title={title}
      description={`${guestName} · ${detail.confirmationNo} · ${formatSpan(detail.arrival, detail.departure, desk.businessDate)}`}
      width={560}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>Leave it as it is</Button>
          <Button type="submit" tone="primary" autoFocus={!needsReason} disabled={busy || !isFree(obstacles)}>
            {moved ? 'Charge again' : `${moving ? 'Move to' : 'Assign'} ${unit.number}`}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {moved && <Notice tone="good" what={`Unit ${unit.number} is given. The price is still the old one.`} />}
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <InTheWay {...{ unit, obstacles, desk }} onSwap={other ? () => void swap(other) : null} />
        <dl className={dialog.facts}>
          <dt>From</dt>
          <dd>{moving ? `${detail.unitNumber} · ${detail.unitTypeName}` : `no unit yet · ${detail.unitTypeName}`}</dd>
          <dt>To</dt>
          <dd>
            <strong>{unit.number}</strong> · {unit.unitTypeName}{' '}
            <Chip mark={HOUSEKEEPING[unit.housekeepingStatus]} bare />
          </dd>
          <dt>Nights</dt>
          <dd>
            {formatSpan(span.from, span.to, desk.businessDate)},{' '}
            {plural(dayNumber(span.to) - dayNumber(span.from), 'night')}
            {span.from > detail.arrival && (
              <span className={styles.soft}> · from tonight on; the nights before stay where they were</span>
            )}
          </dd>
          <PriceFact
            {...{ detail, unit, price, charging }}
            fit={fitInto(unit, { unitTypeId: detail.unitTypeId, upgradeRank: bookedRank })}
            onCharging={setCharging}
          />
        </dl>
        <Readiness {...{ detail, unit, desk }} />
        {moving && (isFree(obstacles) || other) && (
          <Field
            label="Reason"
            error={asked && needsReason ? 'Say why the guest moves; it stays on the record.' : undefined}
          >
            <Input autoFocus={needsReason} value={reason} onChange={(change) => setReason(change.target.value)} />
          </Field>
        )}
      </div>
    </Modal>
  )
}

/** Whether the guest could go in at once: only where that is the question. */
function Readiness({ detail, unit, desk }: { detail: ReservationDetailRow; unit: RackUnitRow; desk: DeskInfo }) {
  const now = detail.status === 'checked_in' || detail.arrival <= desk.businessDate
  if (!now || isReady({ housekeeping: unit.housekeepingStatus, occupancy: unit.occupancyStatus })) return null
  const occupied = unit.occupancyStatus === 'occupied'
  return (
    <Notice
      tone="info"
      what={
        occupied
          ? `Unit ${unit.number} is occupied now.`
          : `Unit ${unit.number} is ${HOUSEKEEPING[unit.housekeepingStatus].word().toLowerCase()}.`
      }
      todo={occupied ? 'Whoever is in it has to leave first.' : 'It has to be cleaned before the guest goes in.'}
    />
  )
}
