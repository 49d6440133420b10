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
import { BLOCK, HOUSEKEEPING, isReady } from '../../property_mgmt/marks.ts'
import dialog from '../dialog.module.css'
import { statusMark } from '../marks.ts'
import { useDetail } from '../use-detail.ts'
import { dayNumber } from './calendar.ts'
import { fitInto, isFree, obstaclesTo, spanToMove, type Obstacles, type Span } from './move.ts'
import styles from './PlaceDialog.module.css'
import { PriceFact } from './PriceFact.tsx'
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

  const submit = async () => {
    setAsked(true)
    if (needsReason || !isFree(obstacles)) return
    const done = moving
      ? await run('v1.reservation.moveUnit', { reservationId, unitId: unit.unitId, reason: reason.trim() })
      : await run('v1.reservation.assignUnit', { reservationId, unitId: unit.unitId })
    if (!done) return
    unpark(reservationId)
    tell(moving ? `Moved to unit ${unit.number}` : `Unit ${unit.number} assigned`, guestName)
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
            {moving ? 'Move to' : 'Assign'} {unit.number}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <InTheWay unit={unit} obstacles={obstacles} desk={desk} />
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
            detail={detail}
            unit={unit}
            span={span}
            fit={fitInto(unit, { unitTypeId: detail.unitTypeId, upgradeRank: bookedRank })}
          />
        </dl>
        <Readiness {...{ detail, unit, desk }} />
        {moving && isFree(obstacles) && (
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

/** Nobody is moved to make room: the receptionist decides what becomes of whoever holds the unit. */
function InTheWay({ unit, obstacles, desk }: { unit: RackUnitRow; obstacles: Obstacles; desk: DeskInfo }) {
  const { takenBy, block } = obstacles
  if (takenBy.length === 0 && !block) return null
  return (
    <>
      {takenBy.map((other) => (
        <div key={other.reservationId} className={styles.taken} data-taken-by={other.reservationId}>
          <Notice
            tone="warning"
            what={`Unit ${unit.number} is ${other.status === 'checked_in' ? 'occupied by' : 'promised to'} ${other.guestName}.`}
            todo={`${other.confirmationNo} · ${formatSpan(other.arrival, other.departure, desk.businessDate)} · ${statusMark(other, desk.businessDate).word}. ${other.guestName} stays there until you place them elsewhere.`}
          />
          <Steps other={other} businessDate={desk.businessDate} />
        </div>
      ))}
      {block && (
        <Notice
          tone="warning"
          what={`Unit ${unit.number} is ${BLOCK[block.kind].word.toLowerCase()}${block.reason && `: ${block.reason}`}.`}
          todo={
            block.to === null
              ? 'Until further notice. Choose another unit.'
              : `Until ${formatSpan(block.to, block.to)}. Choose another unit.`
          }
        />
      )}
    </>
  )
}

function Steps({ other, businessDate }: { other: RackStayRow; businessDate: string }) {
  const { close, select } = useView()
  const park = useRack((rack) => rack.park)
  const canMove = other.departure > businessDate
  return (
    <div className={styles.steps}>
      {canMove && (
        <Button
          size="small"
          autoFocus
          onClick={() => {
            park(other.reservationId)
            tell(`${other.guestName} stands in the parking lane`, 'Place them first, then drop this guest here again.')
            close()
          }}
        >
          Park {other.guestName}
        </Button>
      )}
      <Button
        size="small"
        tone="quiet"
        onClick={() => {
          close()
          select({ kind: 'reservation', id: other.reservationId })
        }}
      >
        Open {other.guestName}
      </Button>
    </div>
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
          : `Unit ${unit.number} is ${HOUSEKEEPING[unit.housekeepingStatus].word.toLowerCase()}.`
      }
      todo={occupied ? 'Whoever is in it has to leave first.' : 'It has to be cleaned before the guest goes in.'}
    />
  )
}
