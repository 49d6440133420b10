import type { UnitRow } from '../../../shared/domains/property_mgmt/rows.ts'
import { t } from '../../../shared/language/t.ts'
import { cx } from '../../ui/cx.ts'
import { Input, Select } from '../../ui/Field.tsx'
import type { Grouping, UnitFilter } from './unit-groups.ts'
import { passes } from './unit-groups.ts'
import styles from './UnitToolbar.module.css'

const FILTERS: readonly (readonly [UnitFilter, () => string])[] = [
  ['all', () => t('All')],
  ['vacant', () => t('Vacant')],
  ['dirty', () => t('Dirty')],
  ['in_progress', () => t('In progress')],
  ['clean', () => t('Clean')],
  ['inspected', () => t('Inspected')],
  ['pickup', () => t('Pickup')],
  ['blocked', () => t('Blocked')],
]

interface UnitToolbarProps {
  units: readonly UnitRow[]
  grouping: Grouping
  onGrouping: (grouping: Grouping) => void
  filter: UnitFilter
  onFilter: (filter: UnitFilter) => void
  number: string
  onNumber: (number: string) => void
}

export function UnitToolbar({ units, grouping, onGrouping, filter, onFilter, number, onNumber }: UnitToolbarProps) {
  return (
    <div className={styles.bar}>
      <h1 className={styles.title}>{t('Units')}</h1>
      <div className={styles.filters} role="group" aria-label={t('Filter units')}>
        {FILTERS.map(([value, word]) => (
          <button
            key={value}
            type="button"
            className={cx(styles.filter, value === filter && styles.on)}
            aria-pressed={value === filter}
            onClick={() => onFilter(value)}
          >
            {word()} <span className={styles.count}>{units.filter((unit) => passes(unit, value)).length}</span>
          </button>
        ))}
      </div>
      <Input
        className={styles.number}
        type="search"
        aria-label={t('Unit number')}
        placeholder={t('Number')}
        value={number}
        onChange={(change) => onNumber(change.target.value)}
      />
      <Select
        className={styles.grouping}
        aria-label={t('Group by')}
        value={grouping}
        onChange={(change) => onGrouping(change.target.value === 'type' ? 'type' : 'floor')}
      >
        <option value="floor">{t('By floor')}</option>
        <option value="type">{t('By type')}</option>
      </Select>
    </div>
  )
}
