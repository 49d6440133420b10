import { SearchX, TriangleAlert, UserRoundSearch } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import type { GuestRow } from '../../../shared/domains/guest/rows.ts'
import { formatDayYear } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useMay } from '../../core-client/may.ts'
import { useActiveList } from '../../state/active-list.ts'
import { GUEST_LISTS, type GuestList } from '../../state/route.ts'
import { useView } from '../../state/view.ts'
import type { Column } from '../../ui/columns.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TabBar } from '../../ui/Tabs.tsx'
import { CertaintyMark } from '../reservation/CertaintyMark.tsx'
import { SearchHead } from '../reservation/SearchHead.tsx'
import styles from '../reservation/SearchScreen.module.css'
import { useSettled } from '../reservation/use-settled.ts'
import { DuplicatesList } from './Duplicates.tsx'
import { FeedbackBoard } from './FeedbackBoard.tsx'
import { vipWord } from './guest-words.ts'
import record from './Record.module.css'

const NO_IDS: readonly string[] = []
const keyOf = (row: GuestRow): string => row.profileId
const attributesOf = (row: GuestRow) => ({ 'data-profile-id': row.profileId })

interface GuestsScreenProps {
  readonly list: GuestList
  readonly text: string
  readonly desk: DeskInfo
}

/** The guests of the house: everybody, those who are in it twice, and what they say. */
export default function GuestsScreen({ list, text, desk }: GuestsScreenProps) {
  const go = useView((view) => view.go)
  const may = useMay()
  const words: Readonly<Record<GuestList, string>> = {
    all: t('Guests'),
    duplicates: t('Duplicates'),
    feedback: t('Feedback'),
  }
  const lists = GUEST_LISTS.filter((each) => each !== 'feedback' || may.ask('guest.feedback'))
  return (
    <div className={styles.screen}>
      <div className={record.tabs}>
        <TabBar
          label={t('Guests')}
          choices={lists.map((each) => ({ value: each, label: words[each] }))}
          value={list}
          onChange={(next) => go({ screen: 'guests', list: next, text: '' })}
        />
      </div>
      {list === 'all' && <EveryGuest text={text} desk={desk} />}
      {list === 'duplicates' && <DuplicatesList />}
      {list === 'feedback' && may.ask('guest.feedback') && <FeedbackBoard />}
    </div>
  )
}

/** Everybody whom the house knows: who is here and comes today, and whoever one types the name of. */
function EveryGuest({ text, desk }: { text: string; desk: DeskInfo }) {
  const { go, selection, select } = useView()
  const settled = useSettled(text.trim())
  const live = useLive('guest.list', { text: settled })
  const rows = live.phase === 'ready' ? live.rows : undefined
  const ids = useMemo(() => rows?.map(keyOf) ?? NO_IDS, [rows])
  const openRow = useCallback((profileId: string) => go({ screen: 'guest', profileId }), [go])
  const selectRow = useCallback((id: string) => select({ kind: 'guest', id }), [select])
  useActiveList('guest', ids, openRow)
  const [first] = ids

  return (
    <>
      <SearchHead
        title={t('Guests')}
        label={t('Search guests')}
        placeholder={t('Name, e-mail, phone, confirmation or unit number')}
        text={text}
        onText={(typed) => go({ screen: 'guests', list: 'all', text: typed })}
        onLeave={() => first && selectRow(first)}
      />
      <div className={styles.content}>
        <div className={styles.list}>
          {live.phase === 'failed' ? (
            <EmptyState icon={TriangleAlert} title={t('The search failed')} text={live.message} />
          ) : (
            <DataTable
              label={settled === '' ? t('Guests in house and due in today') : t('Guests found')}
              columns={columnsFor(desk.businessDate)}
              rows={rows}
              keyOf={keyOf}
              selectedKey={selection?.kind === 'guest' ? selection.id : null}
              onSelect={selectRow}
              onOpen={openRow}
              attributesOf={attributesOf}
              empty={
                settled === '' ? (
                  <EmptyState
                    icon={UserRoundSearch}
                    title={t('Nobody is in house or due in today')}
                    text={t('Type a name, an e-mail address, a phone number, a confirmation or a unit number.')}
                  />
                ) : (
                  <EmptyState
                    icon={SearchX}
                    title={t('Nothing found for “{text}”', { text: settled })}
                    text={t('Try a part of the name or number.')}
                  />
                )
              }
            />
          )}
        </div>
      </div>
    </>
  )
}

function columnsFor(businessDate: string): readonly Column<GuestRow>[] {
  return [
    {
      key: 'guest',
      header: () => t('Guest'),
      width: 160,
      grow: 2,
      render: (row) => <strong className={styles.name}>{row.guestName}</strong>,
    },
    { key: 'unit', header: () => t('Unit'), width: 64, render: (row) => row.unitNumber ?? '' },
    {
      key: 'vip',
      header: () => t('VIP'),
      width: 80,
      yields: 2,
      render: (row) => (row.vipLevel === 'none' ? '' : vipWord(row.vipLevel)),
    },
    { key: 'stays', header: () => t('Stays'), width: 84, align: 'end', render: (row) => row.stays },
    { key: 'next', header: () => t('Next arrival'), width: 100, render: (row) => arrivalOf(row, businessDate) },
    {
      key: 'last',
      header: () => t('Last stay until'),
      width: 108,
      yields: 1,
      render: (row) => (row.lastDeparture ? formatDayYear(row.lastDeparture) : ''),
    },
    { key: 'phone', header: () => t('Phone'), width: 130, grow: 1, yields: 3, render: (row) => row.phone ?? '' },
    { key: 'email', header: () => t('E-mail'), width: 150, grow: 1.4, yields: 4, render: (row) => row.email ?? '' },
    { key: 'sync', header: () => t('Sync'), width: 80, render: (row) => <CertaintyMark certainty={row.certainty} /> },
  ]
}

function arrivalOf({ nextArrival }: GuestRow, businessDate: string): string {
  if (nextArrival === null) return ''
  return nextArrival === businessDate ? t('today') : formatDayYear(nextArrival)
}
