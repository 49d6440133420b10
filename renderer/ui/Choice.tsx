import type { ReactNode } from 'react'
import { Field, Select } from './Field.tsx'

interface ChoiceProps<Value extends string> {
  label: string
  hint?: ReactNode
  values: readonly Value[]
  value: Value
  wordOf: (value: Value) => string
  onValue: (value: Value) => void
}

/** One of a few values, each by its word. */
export function Choice<Value extends string>({ label, hint, values, value, wordOf, onValue }: ChoiceProps<Value>) {
  return (
    <Field label={label} hint={hint}>
      <Select
        value={value}
        onChange={(change) => {
          const chosen = values.find((each) => each === change.target.value)
          if (chosen) onValue(chosen)
        }}
      >
        {values.map((each) => (
          <option key={each} value={each}>
            {wordOf(each)}
          </option>
        ))}
      </Select>
    </Field>
  )
}
