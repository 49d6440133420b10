import { DoorOpen, Hourglass, LogIn, LogOut, TriangleAlert } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import type { DeskRow } from '../../../shared/domains/reservation/rows.ts'
import { t } from '../../../shared/language/t.ts'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useActiveList } from '../../state/active-list.ts'
import type { TodayList } from '../../state/route.ts'
import { useView } from '../../state/view.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx'
import { TabBar } from '../../ui/Tabs.tsx'
import { arrivalColumns, attributesOf, inHouseColumns, waitingColumns } from './columns.tsx'
import { QuotesList } from './offers/QuotesList.tsx'
import { Waitlist } from './offers/Waitlist.tsx'
import { ReservationPanel } from './ReservationPanel.tsx'
import { SummaryStrip } from './SummaryStrip.tsx'
import styles from './TodayScreen.module.css'
import { DueTraces } from './Traces.tsx'

const QUERY = {
  arrivals: 'desk.arrivals',
  departures: 'desk.departures',
  'in-house': 'desk.inHouse',
  waiting: 'desk.waiting',
} as const

/** The lists of reservations; quotes, who waits and traces are other things. */
type DeskListName = Exclude<TodayList, 'traces' | 'quotes' | 'waitlist'>

const LABEL: Readonly<Record<TodayList, () => string>> = {
  arrivals: () => t('Arrivals'),
  departures: () => t('Departures'),
  'in-house': () => t('In house'),
  waiting: () => t('Options'),
  quotes: () => t('Quotes'),
  waitlist: () => t('Waitlist'),
  traces: () => t('To do'),
}

const EMPTY: Readonly<Record<DeskListName, () => readonly [typeof LogIn, string, string]>> = {
  arrivals: () => [LogIn, t('No arrivals today'), t('New reservations for today appear here at once. F5 makes one.')],
  departures: () => [LogOut, t('No departures today'), t('Guests who are due out appear here on the day they leave.')],
  'in-house': () => [DoorOpen, t('Nobody is in house'), t('Guests appear here once they are checked in.')],
  waiting: () => [
    Hourglass,
    t('Nobody waits'),
    t('Inquiries, options and reservations that lost their room appear here until they are confirmed or lapse.'),
  ],
}

export function TodayScreen({ list, desk }: { list: TodayList; desk: DeskInfo }) {
  const summary = useLive('desk.summary', {})
  const counts = summary.phase === 'ready' ? summary.rows[0] : undefined
  const due = useLive('desk.traces', {})
  const money = useLive('folio.waiting', {})
  const waiting = useLive('waitlist.list', {})
  const go = useView((view) => view.go)
  const toDo = due.phase === 'ready' && money.phase === 'ready' ? due.rows.length + money.rows.length : undefined
  return (
    <div className={styles.screen}>
      <h1 className={styles.hidden}>{t('Today')}</h1>
      <ErrorBoundary part={t('The summary of the day')}>
        <SummaryStrip summary={counts} />
      </ErrorBoundary>
      <div className={styles.tabs}>
        <TabBar
          label={t('Lists of today')}
          value={list}
          onChange={(next) => go({ screen: 'today', list: next })}
          choices={[
            { value: 'arrivals', label: LABEL.arrivals(), count: counts?.arrivalsDue },
            { value: 'departures', label: LABEL.departures(), count: counts?.departuresDue },
            { value: 'in-house', label: LABEL['in-house'](), count: counts?.inHouse },
            { value: 'waiting', label: LABEL.waiting(), count: undefined },
            { value: 'quotes', label: LABEL.quotes(), count: undefined },
            {
              value: 'waitlist',
              label: LABEL.waitlist(),
              count: waiting.phase === 'ready' ? waiting.rows.length : undefined,
            },
            { value: 'traces', label: LABEL.traces(), count: toDo },
          ]}
        />
      </div>
      <ErrorBoundary part={t('The list “{list}”', { list: LABEL[list]() })}>
        <ListOf list={list} desk={desk} />
      </ErrorBoundary>
    </div>
  )
}

function ListOf({ list, desk }: { list: TodayList; desk: DeskInfo }) {
  if (list === 'traces') return <DueTraces />
  if (list === 'quotes') return <QuotesList desk={desk} />
  return list === 'waitlist' ? <Waitlist /> : <DeskList list={list} desk={desk} />
}

const COLUMNS: Readonly<Record<DeskListName, typeof arrivalColumns>> = {
  arrivals: arrivalColumns,
  departures: arrivalColumns,
  'in-house': inHouseColumns,
  waiting: waitingColumns,
}

const NO_IDS: readonly string[] = []

function DeskList({ list, desk }: { list: DeskListName; desk: DeskInfo }) {
  const live = useLive(QUERY[list], {})
  const rows: readonly DeskRow[] | undefined = live.phase === 'ready' ? live.rows : undefined
  const ids = useMemo(() => rows?.map((row) => row.reservationId) ?? NO_IDS, [rows])
  const columns = useMemo(() => COLUMNS[list](desk.businessDate), [list, desk.businessDate])
  const { selection, select, go } = useView()
  const openRow = useCallback((id: string) => go({ screen: 'reservation', reservationId: id }), [go])
  const selectRow = useCallback((id: string) => select({ kind: 'reservation', id }), [select])
  useActiveList('reservation', ids, openRow)
  const selectedId = selection?.kind === 'reservation' ? selection.id : null
  const [icon, title, text] = EMPTY[list]()

  if (live.phase === 'failed') {
    return <EmptyState icon={TriangleAlert} title={t('This list cannot be read')} text={live.message} />
  }
  return (
    <div className={styles.content}>
      <div className={styles.list}>
        <DataTable
          label={LABEL[list]()}
          columns={columns}
          rows={rows}
          keyOf={keyOf}
          selectedKey={selectedId}
          onSelect={selectRow}
          onOpen={openRow}
          attributesOf={attributesOf}
          empty={<EmptyState icon={icon} title={title} text={text} />}
        />
      </div>
      {selectedId !== null && <ReservationPanel key={selectedId} reservationId={selectedId} desk={desk} />}
    </div>
  )
}

const keyOf = (row: DeskRow): string => row.reservationId
