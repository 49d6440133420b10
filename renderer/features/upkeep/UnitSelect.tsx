import type { ComponentProps } from 'react'
import type { UnitRow } from '../../../shared/domains/property_mgmt/rows.ts'
import { t } from '../../../shared/language/t.ts'
import { Select } from '../../ui/Field.tsx'

const byNumber = new Intl.Collator('en', { numeric: true })

/** A unit of the house; the empty value stands for none. */
export function UnitSelect({
  units,
  none,
  ...rest
}: ComponentProps<'select'> & { units: readonly UnitRow[]; none: string }) {
  return (
    <Select {...rest}>
      <option value="">{none}</option>
      {[...units]
        .sort((a, b) => byNumber.compare(a.number, b.number))
        .map((unit) => (
          <option key={unit.unitId} value={unit.unitId}>
            {unit.guestName ? t('{number} · {guest}', { number: unit.number, guest: unit.guestName }) : unit.number}
          </option>
        ))}
    </Select>
  )
}
