import { useId, useState } from 'react'
import type { FreeUnitRow } from '../../../shared/domains/reservation/rows.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { moveSelection } from '../../state/selection.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Field, Input } from '../../ui/Field.tsx'
import { BLOCK, HOUSEKEEPING } from '../property_mgmt/marks.ts'
import { wordFor } from './marks.ts'
import type { BookedType, Fit } from './unit-choice.ts'
import { fitOf, orderUnits } from './unit-choice.ts'
import styles from './UnitPicker.module.css'

export interface PickedStay {
  readonly arrival: string
  readonly departure: string
  readonly unitTypeId: string
  readonly reservationId?: string
}

interface UnitChoice {
  readonly filter: string
  readonly setFilter: (filter: string) => void
  /** Undefined while they are being fetched. */
  readonly units: readonly FreeUnitRow[] | undefined
  readonly chosen: FreeUnitRow | undefined
  readonly choose: (unitId: string) => void
  readonly booked: BookedType
}

interface Preset {
  /** The unit that is left. */
  readonly except?: string | null
  /** Stands chosen, if it is free. */
  readonly first?: string | null
  /** The guest goes in at once. */
  readonly now?: boolean
}

/** Units that are free for all the nights, the best first. The first one stands chosen until another is. */
export function useUnitChoice(
  stay: PickedStay | null,
  { except = null, first = null, now = false }: Preset = {},
): UnitChoice {
  const [filter, setFilter] = useState('')
  const [picked, choose] = useState<string | null>(first)
  const live = useLive(
    'reservation.freeUnits',
    stay && {
      arrival: stay.arrival,
      departure: stay.departure,
      ...(stay.reservationId !== undefined && { reservationId: stay.reservationId }),
    },
  )
  const booked = useBookedType(stay)
  const units =
    live.phase === 'ready' && stay
      ? orderUnits(live.rows, booked, filter, now).filter((unit) => unit.unitId !== except)
      : undefined
  const chosen = units?.find((unit) => unit.unitId === picked) ?? units?.[0]
  return { filter, setFilter, units, chosen, choose, booked }
}

function useBookedType(stay: PickedStay | null): BookedType {
  const types = useLive('reservation.availability', stay && { arrival: stay.arrival, departure: stay.departure })
  const unitTypeId = stay?.unitTypeId ?? ''
  const type = types.phase === 'ready' ? types.rows.find((row) => row.unitTypeId === unitTypeId) : undefined
  return { unitTypeId, upgradeRank: type?.upgradeRank }
}

const FIT_WORD: Readonly<Record<Fit, () => string>> = {
  booked: () => '',
  upgrade: () => t('Upgrade'),
  lower: () => t('Lower type'),
}

export function UnitPicker({ choice }: { choice: UnitChoice }) {
  const { units, chosen } = choice
  const group = useId()
  return (
    <div className={styles.picker}>
      <Field label={t('Unit number')} hint={t('Type to narrow the list; arrow keys choose')}>
        <Input
          value={choice.filter}
          autoFocus
          onChange={(change) => choice.setFilter(change.target.value)}
          onKeyDown={(key) => {
            const by = key.key === 'ArrowDown' ? 1 : key.key === 'ArrowUp' ? -1 : 0
            if (by === 0 || !units) return
            key.preventDefault()
            const next = moveSelection(
              units.map((unit) => unit.unitId),
              chosen?.unitId ?? null,
              by,
            )
            if (next !== null) choice.choose(next)
          }}
        />
      </Field>
      <div className={styles.list} role="radiogroup" aria-label={t('Free units')}>
        {units?.map((unit) => (
          <label
            key={unit.unitId}
            ref={unit.unitId === chosen?.unitId ? bringIntoView : null}
            className={styles.unit}
            data-unit-id={unit.unitId}
          >
            <input
              type="radio"
              name={group}
              checked={unit.unitId === chosen?.unitId}
              onChange={() => choice.choose(unit.unitId)}
              aria-label={t('Unit {number}', { number: unit.number })}
            />
            <strong className={styles.number}>{unit.number}</strong>
            <span className={styles.type}>
              {unit.unitTypeCode}
              <em className={styles[fitOf(unit, choice.booked)]}>{FIT_WORD[fitOf(unit, choice.booked)]()}</em>
            </span>
            <span className={styles.floor}>{unit.floor && t('Floor {floor}', { floor: unit.floor })}</span>
            <span className={styles.features}>{unit.features.slice(0, 3).map(wordFor).join(', ')}</span>
            <span className={styles.marks}>
              {unit.blockStatus !== 'none' && <Chip mark={BLOCK[unit.blockStatus]} bare />}
              {unit.occupancyStatus === 'occupied' && <span className={styles.floor}>{t('Occupied')}</span>}
            </span>
            <Chip mark={HOUSEKEEPING[unit.housekeepingStatus]} bare />
          </label>
        ))}
        {units?.length === 0 && (
          <p className={styles.none}>
            {choice.filter.trim() === ''
              ? t('No unit is free for all these nights.')
              : t('No free unit begins with “{text}”.', { text: choice.filter.trim() })}
          </p>
        )}
      </div>
    </div>
  )
}

const bringIntoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' })
