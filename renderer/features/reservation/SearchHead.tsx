import { Search } from 'lucide-react'
import { useEffect, useRef } from 'react'
import styles from './SearchScreen.module.css'

interface SearchHeadProps {
  readonly title: string
  readonly label: string
  readonly placeholder: string
  readonly text: string
  readonly onText: (text: string) => void
  /** Arrow down or Enter: on into the list. */
  readonly onLeave: () => void
}

/** The one field of a screen that is searched: focused when the screen opens. */
export function SearchHead({ title, label, placeholder, text, onText, onLeave }: SearchHeadProps) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  return (
    <div className={styles.head}>
      <h1 className={styles.title}>{title}</h1>
      <label className={styles.search}>
        <Search size={15} aria-hidden="true" />
        <input
          ref={field}
          type="search"
          value={text}
          aria-label={label}
          placeholder={placeholder}
          onChange={(change) => onText(change.target.value)}
          onKeyDown={(key) => {
            if (key.key !== 'ArrowDown' && key.key !== 'Enter') return
            key.preventDefault()
            key.currentTarget.blur()
            onLeave()
          }}
        />
      </label>
    </div>
  )
}
