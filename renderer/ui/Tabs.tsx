import { Tabs } from '@base-ui/react/tabs'
import styles from './Tabs.module.css'

export interface TabChoice<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly count?: number | undefined
}

interface TabBarProps<Value extends string> {
  label: string
  choices: readonly TabChoice<Value>[]
  value: Value
  onChange: (value: Value) => void
}

/** Tabs for panels that the caller renders itself. */
export function TabBar<Value extends string>({ label, choices, value, onChange }: TabBarProps<Value>) {
  return (
    <Tabs.Root value={value} onValueChange={(next: Value) => onChange(next)}>
      <Tabs.List className={styles.list} aria-label={label}>
        {choices.map((choice) => (
          <Tabs.Tab key={choice.value} value={choice.value} className={styles.tab}>
            {choice.label}
            {choice.count !== undefined && <span className={styles.count}>{choice.count}</span>}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs.Root>
  )
}
