import { useState } from 'react'
import type { OpenCheckRow, RoomGuestRow, TableRow } from '../../../shared/domains/fb/rows.ts'
import { sumAmounts } from '../../../shared/kernel/money.ts'
import { formatAmount } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { keyOfPlace, type Place, useOrderDraft } from '../../state/order-draft.ts'
import { cx } from '../../ui/cx.ts'
import { Spoken } from '../../ui/Spoken.tsx'
import { TabBar } from '../../ui/Tabs.tsx'
import { CertaintyMark } from '../reservation/CertaintyMark.tsx'
import styles from './PlaceList.module.css'

type Kind = Place['kind']

/** Tables of the outlet and guests in house; an open check shows its amount. */
export function PlaceList({ outletId, hasTables }: { outletId: string; hasTables: boolean }) {
  const [wanted, setWanted] = useState<Kind>('table')
  const kind: Kind = hasTables ? wanted : 'room'
  return (
    <section className={styles.places} aria-label={t('Places')}>
      {hasTables && (
        <TabBar
          label={t('Tables or rooms')}
          choices={[
            { value: 'table', label: t('Tables') },
            { value: 'room', label: t('Rooms') },
          ]}
          value={kind}
          onChange={setWanted}
        />
      )}
      {kind === 'table' ? <Tables outletId={outletId} /> : <Rooms outletId={outletId} />}
    </section>
  )
}

function Tables({ outletId }: { outletId: string }) {
  const live = useLive('fb.tables', { outletId })
  const rows: readonly TableRow[] = live.phase === 'ready' ? live.rows : []
  return (
    <div className={styles.tables}>
      {rows.map((table) => (
        <PlaceButton
          key={table.tableId}
          place={{ kind: 'table', id: table.tableId, label: t('Table {number}', { number: table.number }) }}
          title={table.number}
          sub={
            table.checks.length > 0
              ? formatAmount(sumAmounts(table.checks.map((check) => check.total)))
              : t('{seats, plural, one {# seat} other {# seats}}', { seats: table.seats })
          }
          busy={table.checks.length > 0}
          queued={table.checks.some((check) => check.certainty === 'queued')}
        />
      ))}
    </div>
  )
}

function Rooms({ outletId }: { outletId: string }) {
  const live = useLive('fb.roomGuests', {})
  const open = useLive('fb.openChecks', { outletId })
  const rows: readonly RoomGuestRow[] = live.phase === 'ready' ? live.rows : []
  const checks: readonly OpenCheckRow[] = open.phase === 'ready' ? open.rows : []
  return (
    <div className={styles.rooms}>
      {live.phase === 'ready' && rows.length === 0 && <p className={styles.none}>{t('Nobody is in house.')}</p>}
      {rows.map((guest) => {
        const own = checks.filter((check) => check.type === 'room' && check.stayId === guest.stayId)
        return (
          <PlaceButton
            key={guest.stayId}
            place={{
              kind: 'room',
              id: guest.stayId,
              label: t('Room {unitNumber} · {guestName}', { unitNumber: guest.unitNumber, guestName: guest.guestName }),
            }}
            title={guest.unitNumber}
            sub={guest.noPost ? t('{guestName} · no charges', { guestName: guest.guestName }) : guest.guestName}
            busy={own.length > 0}
            queued={own.some((check) => check.certainty === 'queued')}
          />
        )
      })}
    </div>
  )
}

interface PlaceButtonProps {
  place: Place
  title: string
  sub: string
  busy: boolean
  queued: boolean
}

function PlaceButton({ place, title, sub, busy, queued }: PlaceButtonProps) {
  const chosen = useOrderDraft((draft) => draft.place)
  const choosePlace = useOrderDraft((draft) => draft.choosePlace)
  const waiting = useOrderDraft((draft) => (draft.linesByPlace[keyOfPlace(place)] ?? []).length > 0)
  const pressed = chosen !== null && keyOfPlace(chosen) === keyOfPlace(place)
  return (
    <button
      type="button"
      className={cx(styles.place, busy && styles.busy, pressed && styles.chosen)}
      aria-pressed={pressed}
      onClick={() => choosePlace(place)}
    >
      <span className={styles.top}>
        <Spoken>{place.label}</Spoken>
        <strong aria-hidden="true">{title}</strong>
        {waiting && <span className={styles.draft}>{t('not sent')}</span>}
        {queued && <CertaintyMark certainty="queued" />}
      </span>
      <span className={styles.sub}>{sub}</span>
    </button>
  )
}
