import { Hourglass } from 'lucide-react'
import { useMemo } from 'react'
import type { WaitlistRow } from '../../../../shared/domains/reservation/waitlist-rows.ts'
import { formatInstant, formatSpan } from '../../../../shared/language/format.ts'
import { t } from '../../../../shared/language/t.ts'
import { useLive } from '../../../core-client/hooks.ts'
import { useMay } from '../../../core-client/may.ts'
import { useRun } from '../../../core-client/use-run.ts'
import { useView } from '../../../state/view.ts'
import { Button } from '../../../ui/Button.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import type { Column } from '../../../ui/columns.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { CertaintyMark } from '../CertaintyMark.tsx'
import { roomMark, waitingMark } from './marks.ts'
import { OfferList } from './OfferList.tsx'
import styles from './Offers.module.css'
import { PrioritySelect, priorityWord } from './PrioritySelect.tsx'

const keyOf = (row: WaitlistRow): string => row.entryId

export function Waitlist() {
  const live = useLive('waitlist.list', {})
  const open = useView((view) => view.open)
  const may = useMay()
  const columns = useMemo(() => waitlistColumns(), [])
  return (
    <OfferList
      kind="waiting"
      label={t('Waitlist')}
      live={live}
      columns={columns}
      keyOf={keyOf}
      bar={
        may.give('v1.waitlist.add') && (
          <Button size="small" tone="primary" onClick={() => open({ kind: 'new-waiting' })}>
            {t('Add to the waitlist')}
          </Button>
        )
      }
      empty={
        <EmptyState
          icon={Hourglass}
          title={t('Nobody waits')}
          text={t('Guests who would have nights that are sold out appear here, the first to be called first.')}
        />
      }
      panelLabel={t('Selected place on the waitlist')}
      panelOf={(row) => <WaitingPanel key={row.entryId} row={row} />}
    />
  )
}

const waitlistColumns = (): readonly Column<WaitlistRow>[] => [
  { key: 'status', header: () => t('Status'), width: 96, render: (row) => <Chip mark={waitingMark(row.status)} /> },
  { key: 'guest', header: () => t('Guest'), width: 150, grow: 2, render: (row) => row.guestName },
  { key: 'type', header: () => t('Type'), width: 110, grow: 1, render: (row) => row.unitTypeName },
  {
    key: 'stay',
    header: () => t('Stay'),
    width: 130,
    grow: 1,
    render: (row) => formatSpan(row.arrival, row.departure),
  },
  { key: 'guests', header: () => t('Guests'), width: 56, yields: 2, align: 'end', render: (row) => row.guests },
  { key: 'priority', header: () => t('Priority'), width: 84, yields: 1, render: (row) => priorityWord(row.priority) },
  {
    key: 'since',
    header: () => t('Waits since'),
    width: 110,
    yields: 3,
    render: (row) => formatInstant(row.requestedAt),
  },
  {
    key: 'room',
    header: () => t('Room'),
    width: 96,
    render: (row) => {
      const mark = roomMark(row.hasRoom)
      return mark && <Chip mark={mark} bare />
    },
  },
  {
    key: 'certainty',
    header: () => t('Sync'),
    width: 80,
    render: (row) => <CertaintyMark certainty={row.certainty} />,
  },
]

function WaitingPanel({ row }: { row: WaitlistRow }) {
  const { run, busy, problem } = useRun()
  const open = useView((view) => view.open)
  const may = useMay()
  const { entryId, status, hasRoom } = row
  const room = roomMark(hasRoom)
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <p className={styles.name}>{row.guestName}</p>
        <p className={styles.soft}>
          {t('{unitType}, {span}, {guests, plural, one {# guest} other {# guests}}', {
            unitType: row.unitTypeName,
            span: formatSpan(row.arrival, row.departure),
            guests: row.guests,
          })}
        </p>
        {[row.phone, row.email]
          .filter((each) => each !== null)
          .map((each) => (
            <p key={each} className={styles.soft}>
              {each}
            </p>
          ))}
      </div>
      <div className={styles.actions}>
        <Chip mark={waitingMark(status)} />
        {room && <Chip mark={room} />}
      </div>
      {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
      {row.offeredAt !== null && (
        <p className={styles.soft}>{t('Offered on {instant}', { instant: formatInstant(row.offeredAt) })}</p>
      )}
      {may.give('v1.waitlist.offer') && (
        <>
          <div className={styles.actions}>
            {status === 'waiting' && (
              <Button
                size="small"
                tone={hasRoom ? 'primary' : 'plain'}
                disabled={busy}
                onClick={() => void run('v1.waitlist.offer', { entryId })}
              >
                {t('Offer now')}
              </Button>
            )}
            <Button
              size="small"
              tone={status === 'offered' ? 'primary' : 'plain'}
              onClick={() => open({ kind: 'book-waiting', entryId })}
            >
              {t('The guest takes it')}
            </Button>
            {status === 'offered' && (
              <Button size="small" disabled={busy} onClick={() => void run('v1.waitlist.decline', { entryId })}>
                {t('Not now, waits on')}
              </Button>
            )}
            <Button size="small" tone="quiet" onClick={() => open({ kind: 'leave-waitlist', entryId })}>
              {t('Take off the list')}
            </Button>
          </div>
          <PrioritySelect
            value={row.priority}
            disabled={busy}
            onChange={(priority) => void run('v1.waitlist.setPriority', { entryId, priority })}
          />
        </>
      )}
      {row.notes && <p className={styles.soft}>{row.notes}</p>}
    </div>
  )
}
