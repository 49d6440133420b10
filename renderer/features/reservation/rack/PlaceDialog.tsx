import { useState } from 'react'
import type { RackStayRow, RackUnitRow } from '../../../../shared/domains/reservation/rack-rows.ts'
import type { ReservationDetailRow } from '../../../../shared/domains/reservation/rows.ts'
import { formatSpan } from '../../../../shared/language/format.ts'
import { t } from '../../../../shared/language/t.ts'
import type { DeskInfo } from '../../../../shared/protocol/port.ts'
import { useLive } from '../../../core-client/hooks.ts'
import { useRun } from '../../../core-client/use-run.ts'
import { useView } from '../../../state/view.ts'
import { Button } from '../../../ui/Button.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Field, Input } from '../../../ui/Field.tsx'
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
  const [reason, setReason] = useState(inHouse ? '' : t('Room plan'))
  const [asked, setAsked] = useState(false)
  const { run, busy, problem } = useRun()
  const needsReason = moving && reason.trim() === ''
  const { reservationId, guestName } = detail
  const { number } = unit

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
    tell(moving ? t('Moved to unit {number}', { number }) : t('Unit {number} assigned', { number }), guestName)
    close()
  }

  const other = swapPartner(detail, obstacles)
  const swap = async ({ reservationId: otherReservationId, guestName: otherName }: RackStayRow) => {
    setAsked(true)
    if (needsReason) return
    const input = { reservationId, otherReservationId, reason: reason.trim() }
    if (!(await run('v1.reservation.swapUnits', input))) return
    tell(t('Units swapped'), `${guestName}: ${unit.number}, ${otherName}: ${detail.unitNumber}`)
    close()
  }

  const title = moving
    ? inHouse
      ? t('Move guest to {number}', { number })
      : t('Change unit to {number}', { number })
    : t('Assign unit {number}', { number })
  return (
    <Modal
      title={title}
      description={`${guestName} · ${detail.confirmationNo} · ${formatSpan(detail.arrival, detail.departure, desk.businessDate)}`}
      width={560}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>{t('Leave it as it is')}</Button>
          <Button type="submit" tone="primary" autoFocus={!needsReason} disabled={busy || !isFree(obstacles)}>
            {moved ? t('Charge again') : moving ? t('Move to {number}', { number }) : t('Assign {number}', { number })}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {moved && (
          <Notice tone="good" what={t('Unit {number} is given. The price is still the old one.', { number })} />
        )}
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <InTheWay {...{ unit, obstacles, desk }} onSwap={other ? () => void swap(other) : null} />
        <dl className={dialog.facts}>
          <dt>{t('From')}</dt>
          <dd>
            {moving ? `${detail.unitNumber} · ${detail.unitTypeName}` : `${t('no unit yet')} · ${detail.unitTypeName}`}
          </dd>
          <dt>{t('To')}</dt>
          <dd>
            <strong>{unit.number}</strong> · {unit.unitTypeName}{' '}
            <Chip mark={HOUSEKEEPING[unit.housekeepingStatus]} bare />
          </dd>
          <dt>{t('Nights')}</dt>
          <dd>
            {formatSpan(span.from, span.to, desk.businessDate)},{' '}
            {t('{nights, plural, one {# night} other {# nights}}', {
              nights: dayNumber(span.to) - dayNumber(span.from),
            })}
            {span.from > detail.arrival && (
              <span className={styles.soft}> · {t('from tonight on; the nights before stay where they were')}</span>
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
            label={t('Reason')}
            error={asked && needsReason ? t('Say why the guest moves; it stays on the record.') : undefined}
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
          ? t('Unit {number} is occupied now.', { number: unit.number })
          : t('Unit {number}: {status}', { number: unit.number, status: HOUSEKEEPING[unit.housekeepingStatus].word() })
      }
      todo={occupied ? t('Whoever is in it has to leave first.') : t('It has to be cleaned before the guest goes in.')}
    />
  )
}
