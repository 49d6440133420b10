import { Search, SearchX, TriangleAlert } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import type { SearchRow } from '../../../shared/domains/reservation/rows.ts'
import { formatSpan } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useActiveList } from '../../state/active-list.ts'
import { useView } from '../../state/view.ts'
import { Chip } from '../../ui/Chip.tsx'
import type { Column } from '../../ui/columns.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { CertaintyMark } from './CertaintyMark.tsx'
import { statusMark } from './marks.ts'
import { ReservationPanel } from './ReservationPanel.tsx'
import { useSettled } from './use-settled.ts'
import { SearchHead } from './SearchHead.tsx'
import styles from './SearchScreen.module.css'

const NO_IDS: readonly string[] = []
const keyOf = (row: SearchRow): string => row.reservationId ?? row.profileId
const attributesOf = (row: SearchRow) => ({
  'data-profile-id': row.profileId,
  ...(row.reservationId !== null && { 'data-reservation-id': row.reservationId }),
  ...(row.confirmationNo !== null && { 'data-confirmation': row.confirmationNo }),
})

export function SearchScreen({ text, desk }: { text: string; desk: DeskInfo }) {
  const { go, selection, select } = useView()
  const settled = useSettled(text.trim())
  const live = useLive('reservation.search', settled === '' ? null : { text: settled })
  const rows = live.phase === 'ready' ? live.rows : undefined
  const ids = useMemo(() => rows?.map(keyOf) ?? NO_IDS, [rows])
  const columns = useMemo(() => columnsFor(desk.businessDate), [desk.businessDate])

  const openRow = useCallback(
    (id: string) => {
      const row = rows?.find((candidate) => keyOf(candidate) === id)
      if (row?.reservationId) go({ screen: 'reservation', reservationId: row.reservationId })
      else if (row) go({ screen: 'guest', profileId: row.profileId })
    },
    [rows, go],
  )
  const selectRow = useCallback((id: string) => select({ kind: 'reservation', id }), [select])
  useActiveList('reservation', ids, openRow)
  const selectedId = selection?.kind === 'reservation' ? selection.id : null
  const selectedRow = rows?.find((row) => keyOf(row) === selectedId)

  return (
    <div className={styles.screen}>
      <SearchHead
        title={t('Reservations and guests')}
        label={t('Search reservations and guests')}
        placeholder={t('Name, e-mail, phone, confirmation or unit number')}
        text={text}
        onText={(typed) => go({ screen: 'reservations', text: typed })}
        onLeave={() => ids[0] && selectRow(ids[0])}
      />
      <div className={styles.content}>
        <div className={styles.list}>
          {settled === '' ? (
            <EmptyState
              icon={Search}
              title={t('Whom are you looking for?')}
              text={t('Type a name, an e-mail address, a phone number, a confirmation or a unit number.')}
            />
          ) : live.phase === 'failed' ? (
            <EmptyState icon={TriangleAlert} title={t('The search failed')} text={live.message} />
          ) : (
            <DataTable
              label={t('Search results')}
              columns={columns}
              rows={rows}
              keyOf={keyOf}
              selectedKey={selectedId}
              onSelect={selectRow}
              onOpen={openRow}
              attributesOf={attributesOf}
              empty={
                <EmptyState
                  icon={SearchX}
                  title={t('Nothing found for “{settled}”', { settled })}
                  text={t('Try a part of the name or number.')}
                />
              }
            />
          )}
        </div>
        {selectedRow?.reservationId && (
          <ReservationPanel key={selectedRow.reservationId} reservationId={selectedRow.reservationId} desk={desk} />
        )}
      </div>
    </div>
  )
}

function columnsFor(businessDate: string): readonly Column<SearchRow>[] {
  return [
    {
      key: 'status',
      header: () => t('Status'),
      width: 100,
      render: (row) => <Status row={row} businessDate={businessDate} />,
    },
    {
      key: 'guest',
      header: () => t('Guest'),
      width: 150,
      grow: 2,
      render: (row) => <strong className={styles.name}>{row.guestName}</strong>,
    },
    { key: 'confirmation', header: () => t('Confirmation'), width: 118, render: (row) => row.confirmationNo ?? '' },
    {
      key: 'stay',
      header: () => t('Stay'),
      width: 136,
      render: (row) => (row.arrival && row.departure ? formatSpan(row.arrival, row.departure, businessDate) : ''),
    },
    { key: 'unit', header: () => t('Unit'), width: 64, yields: 1, render: (row) => row.unitNumber ?? '' },
    { key: 'phone', header: () => t('Phone'), width: 100, grow: 1, yields: 2, render: (row) => row.phone ?? '' },
    { key: 'email', header: () => t('E-mail'), width: 120, grow: 1.4, yields: 3, render: (row) => row.email ?? '' },
    { key: 'sync', header: () => t('Sync'), width: 80, render: (row) => <CertaintyMark certainty={row.certainty} /> },
  ]
}

function Status({ row, businessDate }: { row: SearchRow; businessDate: string }) {
  const { status, arrival, departure } = row
  if (status === null || arrival === null || departure === null)
    return <span className={styles.soft}>{t('Guest only')}</span>
  return <Chip mark={statusMark({ status, arrival, departure }, businessDate)} />
}
