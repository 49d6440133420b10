import { t } from '../../../../shared/language/t.ts'
import { Field, Select } from '../../../ui/Field.tsx'

const LEVELS = [0, 3, 6, 9] as const

const wordOf = (level: (typeof LEVELS)[number]): string =>
  ({ 0: t('Normal'), 3: t('Raised'), 6: t('High'), 9: t('First of all') })[level]

/** The word of the level that is not above. */
export const priorityWord = (priority: number): string =>
  wordOf(LEVELS.findLast((level) => level <= priority) ?? LEVELS[0])

interface PrioritySelectProps {
  value: number
  onChange: (priority: number) => void
  className?: string | undefined
  disabled?: boolean
}

export function PrioritySelect({ value, onChange, className, disabled = false }: PrioritySelectProps) {
  const level = LEVELS.findLast((each) => each <= value) ?? LEVELS[0]
  return (
    <Field label={t('Priority')} className={className}>
      <Select value={level} disabled={disabled} onChange={(change) => onChange(Number(change.target.value))}>
        {LEVELS.map((each) => (
          <option key={each} value={each}>
            {wordOf(each)}
          </option>
        ))}
      </Select>
    </Field>
  )
}
