import { Autocomplete } from '@base-ui/react/autocomplete'
import { UserPlus, UserRound } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { SearchRow } from '../../../shared/domains/reservation/rows.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { Button } from '../../ui/Button.tsx'
import field from '../../ui/Field.module.css'
import styles from './GuestPicker.module.css'
import { useEnter } from './use-enter.ts'
import { useSettled } from './use-settled.ts'

export interface KnownGuest {
  readonly profileId: string
  readonly guestName: string
  readonly email: string | null
  readonly phone: string | null
}

type Option = { readonly kind: 'known'; readonly guest: KnownGuest } | { readonly kind: 'new'; readonly name: string }

interface GuestPickerProps {
  onKnown: (guest: KnownGuest) => void
  onNew: (name: string) => void
}

/** Finds a guest as one types; the last line is always the way to a new one. */
export function GuestPicker({ onKnown, onNew }: GuestPickerProps) {
  const [text, setText] = useState('')
  const settled = useSettled(text.trim())
  const live = useLive('reservation.search', settled.length < 2 ? null : { text: settled })
  const hits = live.phase === 'ready' ? live.rows : undefined
  const options = useMemo(() => optionsOf(hits, text.trim()), [hits, text])
  const choose = (option: Option): void => (option.kind === 'known' ? onKnown(option.guest) : onNew(option.name))
  const [first] = options
  const found = settled === text.trim() && live.phase !== 'loading'
  const holdEnter = useEnter(found || options.length === 0, () => first && choose(first))
  return (
    <Autocomplete.Root
      items={options}
      filter={null}
      value={text}
      onValueChange={(value, { reason }) => reason !== 'item-press' && setText(value)}
      itemToStringValue={(option: Option) => (option.kind === 'known' ? option.guest.guestName : option.name)}
      autoHighlight
    >
      <label className={field.field}>
        <span className={field.label}>{t('Guest')}</span>
        <Autocomplete.Input
          className={field.input}
          autoFocus
          placeholder={t('Type a name, e-mail or phone number')}
          onKeyDown={(key) => {
            if (key.key === 'Enter' && options.length === 0) key.preventDefault()
            else holdEnter(key)
          }}
        />
      </label>
      <Autocomplete.Portal hidden={options.length === 0}>
        <Autocomplete.Positioner sideOffset={4} align="start" className={styles.positioner}>
          <Autocomplete.Popup className={styles.popup}>
            <Autocomplete.List>
              {(option: Option) => (
                <Autocomplete.Item
                  key={option.kind === 'known' ? option.guest.profileId : 'new'}
                  value={option}
                  className={styles.item}
                  onClick={() => choose(option)}
                >
                  {option.kind === 'new' ? (
                    <>
                      <UserPlus size={14} aria-hidden="true" />
                      <span className={styles.name}>{t('New guest “{name}”', { name: option.name })}</span>
                    </>
                  ) : (
                    <>
                      <UserRound size={14} aria-hidden="true" />
                      <span className={styles.name}>{option.guest.guestName}</span>
                      <span className={styles.soft}>{option.guest.email ?? option.guest.phone}</span>
                    </>
                  )}
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  )
}

const SHOWN = 6

/** Each guest once, however many reservations were hit. */
function optionsOf(hits: readonly SearchRow[] | undefined, typed: string): Option[] {
  if (typed.length < 2) return []
  const guests = new Map((hits ?? []).map((hit) => [hit.profileId, hit]))
  const known = [...guests.values()].slice(0, SHOWN).map((guest): Option => ({ kind: 'known', guest }))
  return [...known, { kind: 'new', name: typed }]
}

export function ChosenGuest({ guest, onChange }: { guest: KnownGuest; onChange: () => void }) {
  return (
    <div className={styles.chosen}>
      <UserRound size={16} aria-hidden="true" />
      <div className={styles.name}>
        <strong>{guest.guestName}</strong>
        <div className={styles.soft}>{[guest.email, guest.phone].filter(Boolean).join(' · ')}</div>
      </div>
      <Button size="small" tone="quiet" onClick={onChange}>
        {t('Another guest')}
      </Button>
    </div>
  )
}
