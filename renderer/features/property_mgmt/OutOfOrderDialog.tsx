import { useRef, useState } from 'react'
import { blockKinds, returnStatuses, type BlockKind } from '../../../shared/domains/reservation/block-inputs.ts'
import type { PromisedRow } from '../../../shared/domains/reservation/promised-query.ts'
import type { FaultRow } from '../../../shared/domains/operations/upkeep-rows.ts'
import type { UnitRow } from '../../../shared/domains/property_mgmt/rows.ts'
import { addDays, asIsoDate, isIsoDate } from '../../../shared/kernel/dates.ts'
import { formatDate, formatSpan } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Field, Input } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import dialog from '../reservation/dialog.module.css'
import { UnitSelect } from '../upkeep/UnitSelect.tsx'
import styles from '../upkeep/UpkeepScreen.module.css'
import { BLOCK, HOUSEKEEPING } from './marks.ts'

interface Wish {
  /** Absent: it is chosen here. */
  readonly unitId?: string | undefined
  /** The fault that is the reason. */
  readonly requestId?: string | undefined
  /** The first night that was pointed at. */
  readonly from?: string | undefined
  readonly desk: DeskInfo
}

/** A unit that no guest is to get: until when, why, and what becomes of whoever was promised it. */
export default function OutOfOrderDialog(wish: Wish) {
  const close = useView((view) => view.close)
  const units = useLive('unit.list', {})
  const faults = useLive('maintenance.list', wish.requestId === undefined ? null : {})
  // Nothing to fill in yet; the core answers within milliseconds.
  if (units.phase !== 'ready' || (wish.requestId !== undefined && faults.phase === 'loading')) return null
  const unit = units.rows.find((each) => each.unitId === wish.unitId)
  if (wish.unitId !== undefined && !unit) {
    return (
      <Modal title={t('Take out of order')} onClose={close}>
        <Notice tone="problem" what={t('This unit is not here.')} />
      </Modal>
    )
  }
  const fault = faults.phase === 'ready' ? faults.rows.find((each) => each.requestId === wish.requestId) : undefined
  return <BlockEntry wish={wish} units={units.rows} pointedAt={unit} fault={fault} />
}

interface EntryProps {
  wish: Wish
  units: readonly UnitRow[]
  pointedAt: UnitRow | undefined
  fault: FaultRow | undefined
}

function BlockEntry({ wish, units, pointedAt, fault }: EntryProps) {
  const { businessDate } = wish.desk
  const close = useView((view) => view.close)
  const [unitId, setUnitId] = useState(wish.unitId ?? '')
  const unit = units.find((each) => each.unitId === unitId)
  const block = pointedAt && wish.from === undefined ? blockOf(pointedAt) : undefined
  const first = block?.from ?? wish.from ?? businessDate
  const [kind, setKind] = useState<BlockKind>(block?.kind ?? 'out_of_order')
  const [from, setFrom] = useState(first)
  const [until, setUntil] = useState(block?.until ?? addDays(asIsoDate(first), 1))
  const [reason, setReason] = useState(block?.reason ?? fault?.description.slice(0, 500) ?? '')
  const [found, setFound] = useState<(typeof returnStatuses)[number]>('dirty')
  const [asked, setAsked] = useState(false)
  const reasonField = useRef<HTMLInputElement>(null)
  const { run, busy, problem } = useRun()
  const datesRight = isIsoDate(from) && isIsoDate(until) && from < until && until > businessDate
  const promised = useLive(
    'unit.promised',
    kind === 'out_of_order' && unitId !== '' && datesRight ? { unitId, from, until } : null,
  )
  const rows = promised.phase === 'ready' ? promised.rows : []
  const guestInside = kind === 'out_of_order' && unit !== undefined && isInside(unit, from, businessDate, rows)

  const submit = async () => {
    setAsked(true)
    if (reason.trim() === '') return reasonField.current?.focus()
    if (!unit || !datesRight) return
    const days = { from: asIsoDate(from), until: asIsoDate(until) }
    const input = {
      ...{ unitId, kind, ...days, reason: reason.trim(), returnStatus: found },
      ...(wish.requestId !== undefined && { maintenanceRequestId: wish.requestId }),
      ...(block && { changes: block.id }),
      reRoom: rows.map(({ reservationId }) => reservationId),
    }
    if (!(await run('v1.unit.takeOutOfOrder', input))) return
    const words = { number: unit.number, block: BLOCK[kind].word(), date: formatDate(until) }
    tell(t('Unit {number}: {block}, usable again on {date}', words), reason.trim())
    close()
  }

  return (
    <Modal
      title={block ? t('Change the block of unit {number}', { number: unit?.number ?? '' }) : titleOf(pointedAt)}
      width={600}
      description={pointedAt ? pointedAt.unitTypeName : undefined}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button type="submit" tone="primary" disabled={busy || !unit || !datesRight || guestInside}>
            {block ? t('Change') : kind === 'out_of_order' ? t('Take out of order') : t('Take out of service')}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        {!pointedAt && (
          <Field label={t('Unit')}>
            <UnitSelect
              autoFocus
              units={units}
              none={t('Choose a unit')}
              value={unitId}
              onChange={(change) => setUnitId(change.target.value)}
            />
          </Field>
        )}
        <Field
          label={t('Reason')}
          error={asked && reason.trim() === '' ? t('Say why; it stays on the record.') : undefined}
        >
          <Input
            ref={reasonField}
            autoFocus={pointedAt !== undefined}
            value={reason}
            maxLength={500}
            onChange={(change) => setReason(change.target.value)}
          />
        </Field>
        <div className={styles.pair}>
          <Field label={t('From the night of')}>
            <Input
              type="date"
              min={businessDate}
              value={from}
              disabled={block !== undefined && block.from <= businessDate}
              onChange={(change) => setFrom(change.target.value)}
            />
          </Field>
          <Field
            label={t('Usable again on')}
            error={!datesRight ? t('Choose a later day on which the unit can be used again.') : undefined}
          >
            <Input type="date" value={until} onChange={(change) => setUntil(change.target.value)} />
          </Field>
        </div>
        <div className={styles.pair}>
          <Choice
            label={t('Kind')}
            hint={kind === 'out_of_order' ? undefined : t('It can still be given, but last.')}
            values={blockKinds}
            value={kind}
            wordOf={kindWord}
            onValue={setKind}
          />
          <Choice
            label={t('Afterwards it is')}
            values={returnStatuses}
            value={found}
            wordOf={(each) => HOUSEKEEPING[each].word()}
            onValue={setFound}
          />
        </div>
        {guestInside && (
          <Notice
            tone="problem"
            what={unit.guestName ? t('{guest} is in it.', { guest: unit.guestName }) : t('Somebody is in it.')}
            todo={t('Move the guest first, or take the unit out of service: then the guest can stay.')}
          />
        )}
        <Promised rows={rows} />
      </div>
    </Modal>
  )
}

const titleOf = (unit: UnitRow | undefined): string =>
  unit ? t('Take unit {number} out of order', { number: unit.number }) : t('Take a unit out of order')

const kindWord = (kind: BlockKind): string =>
  kind === 'out_of_order' ? t('Out of order: nobody can sleep there') : t('Out of service: not as it should be')

function blockOf({ blockId, blockKind, blockFrom, blockUntil, blockReason }: UnitRow) {
  if (blockId === null || blockFrom === null || blockKind === null || blockKind === 'house_use') return undefined
  return { id: blockId, kind: blockKind, from: blockFrom, until: blockUntil ?? undefined, reason: blockReason ?? '' }
}

const isInside = (unit: UnitRow, from: string, businessDate: string, rows: readonly PromisedRow[]): boolean =>
  (from <= businessDate && unit.occupancyStatus === 'occupied') || rows.some(({ inHouse }) => inHouse)

/** Who was promised it, and what becomes of each: read before it is done. */
function Promised({ rows }: { rows: readonly PromisedRow[] }) {
  const waiting = rows.filter(({ inHouse }) => !inHouse)
  if (waiting.length === 0) return null
  const left = waiting.filter(({ newUnit }) => newUnit === null).length
  return (
    <section aria-label={t('Who is promised this unit')}>
      <Notice
        tone={left > 0 ? 'warning' : 'info'}
        what={t('{count, plural, one {# guest is promised this unit} other {# guests are promised this unit}}', { count: waiting.length })} // prettier-ignore
        todo={
          left > 0
            ? t('{left, plural, one {For one nothing else is free: the reservation stays without a unit, and the Resolution Centre asks what to do.} other {For # nothing else is free: the reservations stay without a unit, and the Resolution Centre asks what to do.}}', { left }) // prettier-ignore
            : t('Each gets another unit, at the same price. Tell those who know their unit.')
        }
      />
      <ul className={styles.people}>
        {waiting.map((row) => (
          <li key={row.reservationId} className={styles.person} data-confirmation={row.confirmationNo}>
            <strong>{row.guestName}</strong>
            <span className={styles.soft}>{formatSpan(row.from, row.to)}</span>
            <span className={row.newUnit === null ? styles.nowhere : undefined}>{becomes(row)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function becomes({ newUnit, newType }: PromisedRow): string {
  if (newUnit === null) return t('no unit is free')
  if (newType === null) return t('gets unit {newUnit}', { newUnit })
  return t('gets unit {newUnit}, {newType}', { newUnit, newType })
}
