import { Autocomplete } from '@base-ui/react/autocomplete'
import { Search } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import type { SearchRow } from '../../../shared/domains/reservation/rows.ts'
import { formatSpan } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useLink, useLive } from '../../core-client/hooks.ts'
import type { ScreenIntent } from '../../state/intents.ts'
import { useIntent } from '../../state/intents.ts'
import { useView } from '../../state/view.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import styles from './GlobalSearch.module.css'
import { statusMark } from './marks.ts'
import { useEnter } from './use-enter.ts'
import { useSettled } from './use-settled.ts'

const SHOWN = 9

/** The field that `/` goes to. Enter opens the marked hit, or shows all hits where none is marked. */
export function GlobalSearch() {
  const go = useView((view) => view.go)
  const [text, setText] = useState('')
  // An open list hides the rest from screen readers: it must close with whatever ends the search.
  const [open, setOpen] = useState(false)
  const settled = useSettled(text.trim())
  const live = useLive('reservation.search', settled === '' ? null : { text: settled })
  const hits = live.phase === 'ready' ? live.rows.slice(0, SHOWN) : []
  const field = useRef<HTMLInputElement>(null)
  useIntent(useCallback((intent: ScreenIntent) => intent === 'search' && field.current?.focus(), []))

  const leave = (): void => {
    setText('')
    setOpen(false)
    field.current?.blur()
  }
  const openHit = (hit: SearchRow): void => {
    leave()
    if (hit.reservationId) go({ screen: 'reservation', reservationId: hit.reservationId })
    else go({ screen: 'guest', profileId: hit.profileId })
  }

  const showAll = (): void => {
    go({ screen: 'reservations', text: text.trim() })
    leave()
  }
  const [first] = hits
  const found = settled !== '' && settled === text.trim() && live.phase !== 'loading'
  const holdEnter = useEnter(found || text.trim() === '', () => {
    if (first) openHit(first)
    else if (found) showAll()
  })

  return (
    <Autocomplete.Root
      items={hits}
      filter={null}
      value={text}
      open={open && settled !== ''}
      onOpenChange={setOpen}
      onValueChange={(value, { reason }) => reason !== 'item-press' && setText(value)}
      itemToStringValue={(hit: SearchRow) => hit.guestName}
      autoHighlight
    >
      <Autocomplete.InputGroup className={styles.field}>
        <Search size={15} aria-hidden="true" />
        <Autocomplete.Input
          ref={field}
          className={styles.input}
          aria-label={t('Search')}
          placeholder={t('Search guest, confirmation, unit')}
          onKeyDown={(key) => {
            if (key.key === 'Escape') leave()
            if (key.key === 'Enter' && found && hits.length === 0) showAll()
            else holdEnter(key)
          }}
        />
        <Kbd keys="/" />
      </Autocomplete.InputGroup>
      <Autocomplete.Portal>
        <Autocomplete.Positioner sideOffset={6} align="start" className={styles.positioner}>
          <Autocomplete.Popup className={styles.popup}>
            <Autocomplete.Empty className={styles.empty}>
              {settled === '' || live.phase === 'loading' ? null : t('Nothing found for “{settled}”.', { settled })}
            </Autocomplete.Empty>
            <Autocomplete.List>
              {(hit: SearchRow) => (
                <Autocomplete.Item
                  key={hit.reservationId ?? hit.profileId}
                  value={hit}
                  className={styles.item}
                  onClick={() => openHit(hit)}
                >
                  <Hit hit={hit} />
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
            {hits.length === SHOWN && (
              <button type="button" className={styles.all} onClick={showAll}>
                {t('Show all results')}
              </button>
            )}
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  )
}

function Hit({ hit }: { hit: SearchRow }) {
  const { desk } = useLink()
  const { status, arrival, departure } = hit
  return (
    <>
      <span className={styles.name}>{hit.guestName}</span>
      <span className={styles.unit}>{hit.unitNumber}</span>
      <span className={styles.soft}>{hit.confirmationNo}</span>
      <span className={styles.soft}>
        {arrival && departure ? formatSpan(arrival, departure, desk?.businessDate) : (hit.email ?? hit.phone)}
      </span>
      {status && arrival && departure && desk && (
        <Chip mark={statusMark({ status, arrival, departure }, desk.businessDate)} bare />
      )}
    </>
  )
}
