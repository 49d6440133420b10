import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { RackUnitRow } from '../../../../shared/domains/reservation/rack-rows.ts'
import { isIsoDate } from '../../../../shared/kernel/dates.ts'
import { t } from '../../../../shared/language/t.ts'
import type { DeskInfo } from '../../../../shared/protocol/port.ts'
import { Button } from '../../../ui/Button.tsx'
import { cx } from '../../../ui/cx.ts'
import { Input, Select } from '../../../ui/Field.tsx'
import { dayNumber, ZOOMS } from './calendar.ts'
import styles from './RackToolbar.module.css'
import { useRack } from './rack-state.ts'
import { floorsOf, typesOf } from './rows.ts'

interface RackToolbarProps {
  desk: DeskInfo
  units: readonly RackUnitRow[]
  onGo: (day: number) => void
  onShift: (days: number) => void
}

export function RackToolbar({ desk, units, onGo, onShift }: RackToolbarProps) {
  const zoom = useRack((rack) => rack.zoom)
  const filter = useRack((rack) => rack.filter)
  const set = useRack((rack) => rack.set)
  const [asked, setAsked] = useState('')
  return (
    <div className={styles.bar}>
      <h1 className={styles.title}>{t('Room rack')}</h1>
      <div className={styles.zooms} role="group" aria-label={t('Days shown')}>
        {ZOOMS.map((days) => (
          <button
            key={days}
            type="button"
            className={cx(styles.zoom, days === zoom && styles.on)}
            aria-pressed={days === zoom}
            onClick={() => set({ zoom: days })}
          >
            {days} <span className={styles.unit}>{t('days')}</span>
          </button>
        ))}
      </div>
      <div className={styles.dates}>
        <Button size="small" hint="T" onClick={() => onGo(dayNumber(desk.businessDate))}>
          {t('Today')}
        </Button>
        <Button
          size="small"
          tone="quiet"
          aria-label={t('{zoom} days earlier', { zoom })}
          onClick={() => onShift(-zoom)}
        >
          <ChevronLeft size={15} aria-hidden="true" />
        </Button>
        <Button size="small" tone="quiet" aria-label={t('{zoom} days later', { zoom })} onClick={() => onShift(zoom)}>
          <ChevronRight size={15} aria-hidden="true" />
        </Button>
        <Input
          className={styles.date}
          type="date"
          aria-label={t('Go to a day')}
          value={asked}
          onChange={(change) => {
            setAsked(change.target.value)
            if (isIsoDate(change.target.value)) onGo(dayNumber(change.target.value))
          }}
        />
      </div>
      <span className={styles.space} />
      <Select
        className={styles.filter}
        aria-label={t('Unit type')}
        value={filter.unitTypeId}
        onChange={(change) => set({ filter: { ...filter, unitTypeId: change.target.value } })}
      >
        <option value="">{t('All types')}</option>
        {typesOf(units).map(({ unitTypeId, name }) => (
          <option key={unitTypeId} value={unitTypeId}>
            {name}
          </option>
        ))}
      </Select>
      <Select
        className={styles.filter}
        aria-label={t('Floor')}
        value={filter.floor}
        onChange={(change) => set({ filter: { ...filter, floor: change.target.value } })}
      >
        <option value="">{t('All floors')}</option>
        {floorsOf(units).map((floor) => (
          <option key={floor} value={floor}>
            {t('Floor {floor}', { floor })}
          </option>
        ))}
      </Select>
    </div>
  )
}
