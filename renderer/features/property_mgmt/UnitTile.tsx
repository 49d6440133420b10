import { BedDouble, LogIn } from 'lucide-react'
import { memo, useEffect, useRef } from 'react'
import type { UnitRow } from '../../../shared/domains/property_mgmt/rows.ts'
import { t } from '../../../shared/language/t.ts'
import { Chip } from '../../ui/Chip.tsx'
import { cx } from '../../ui/cx.ts'
import { Spoken } from '../../ui/Spoken.tsx'
import { CertaintyMark } from '../reservation/CertaintyMark.tsx'
import { BLOCK, HOUSEKEEPING } from './marks.ts'
import styles from './UnitTile.module.css'

interface UnitTileProps {
  unit: UnitRow
  selected: boolean
  onSelect: (unitId: string) => void
}

export const UnitTile = memo(function UnitTile({ unit, selected, onSelect }: UnitTileProps) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (selected) element.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  return (
    <div
      ref={element}
      role="option"
      aria-selected={selected}
      className={cx(styles.tile, selected && styles.selected)}
      data-unit-id={unit.unitId}
      data-unit-number={unit.number}
      data-housekeeping={unit.housekeepingStatus}
      onClick={() => onSelect(unit.unitId)}
    >
      <span className={cx(styles.edge, styles[unit.housekeepingStatus])} aria-hidden="true" />
      <span className={styles.top}>
        <Spoken>{t('Unit {number}', { number: unit.number })}</Spoken>
        <strong className={styles.number} aria-hidden="true">
          {unit.number}
        </strong>
        <span className={styles.type}>{unit.unitTypeCode}</span>
        {unit.certainty !== 'synced' && <CertaintyMark certainty={unit.certainty} />}
      </span>
      <span className={styles.state}>
        <Chip mark={HOUSEKEEPING[unit.housekeepingStatus]} bare />
      </span>
      <Who unit={unit} />
    </div>
  )
})

/** One unit that cannot be drawn never hides the others. */
export function FaultyTile({ unit }: { unit: UnitRow }) {
  return (
    <div className={styles.tile} data-unit-id={unit.unitId}>
      <strong className={styles.number}>{unit.number}</strong>
      <span className={styles.vacant}>{t('could not be shown')}</span>
    </div>
  )
}

function Who({ unit }: { unit: UnitRow }) {
  if (unit.guestName) {
    return (
      <span className={styles.who}>
        <BedDouble size={12} aria-label={t('In house')} />
        <span>{unit.guestName}</span>
      </span>
    )
  }
  if (unit.blockStatus !== 'none') return <Chip mark={BLOCK[unit.blockStatus]} bare />
  if (unit.arrivingGuest) {
    return (
      <span className={cx(styles.who, styles.arriving)}>
        <LogIn size={12} aria-label={t('Arriving')} />
        <span>{unit.arrivingGuest}</span>
      </span>
    )
  }
  return <span className={styles.vacant}>{unit.occupancyStatus === 'occupied' ? t('Occupied') : t('Vacant')}</span>
}
