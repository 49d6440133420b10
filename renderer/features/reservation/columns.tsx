import { Star } from 'lucide-react'
import type { DeskRow } from '../../../shared/domains/reservation/rows.ts'
import { formatDay, formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { Chip } from '../../ui/Chip.tsx'
import type { Column } from '../../ui/columns.ts'
import { vipWord } from '../guest/guest-words.ts'
import { HOUSEKEEPING } from '../property_mgmt/marks.ts'
import { CertaintyMark } from './CertaintyMark.tsx'
import styles from './columns.module.css'
import { statusMark, wordFor } from './marks.ts'

type DeskColumn = Column<DeskRow>

const guest: DeskColumn = {
  key: 'guest',
  header: () => t('Guest'),
  width: 150,
  grow: 2.2,
  render: (row) => (
    <span className={styles.guest}>
      <span className={styles.name}>{row.guestName}</span>
      {row.vipLevel !== 'none' && (
        <span className={styles.vip} title={t('VIP {vipLevel}', { vipLevel: vipWord(row.vipLevel) })}>
          <Star size={11} fill="currentColor" aria-hidden="true" /> {t('VIP')}
        </span>
      )}
    </span>
  ),
}

const status = (businessDate: string): DeskColumn => ({
  key: 'status',
  header: () => t('Status'),
  width: 96,
  render: (row) => <Chip mark={statusMark(row, businessDate)} />,
})

const confirmation: DeskColumn = {
  key: 'confirmation',
  header: () => t('Confirmation'),
  width: 112,
  yields: 3,
  render: (row) => <span className={styles.code}>{row.confirmationNo}</span>,
}

const eta: DeskColumn = {
  key: 'eta',
  header: () => t('ETA'),
  width: 44,
  yields: 1,
  render: (row) => row.eta ?? <Nothing />,
}

/** Word and colour of housekeeping matter where somebody is about to get the unit. */
const unit = (withReadiness: boolean): DeskColumn => ({
  key: 'unit',
  header: () => t('Unit'),
  width: withReadiness ? 148 : 64,
  render: (row) =>
    row.unitNumber === null ? (
      <span className={styles.missing}>{t('Not assigned')}</span>
    ) : (
      <span className={styles.unit}>
        <strong>{row.unitNumber}</strong>
        {withReadiness && row.status !== 'checked_in' && row.unitHousekeeping && (
          <Chip mark={HOUSEKEEPING[row.unitHousekeeping]} bare />
        )}
      </span>
    ),
})

const type: DeskColumn = {
  key: 'type',
  header: () => t('Type'),
  width: 56,
  yields: 1,
  render: (row) => <span title={row.unitTypeName}>{row.unitTypeCode}</span>,
}

const departure: DeskColumn = {
  key: 'departure',
  header: () => t('Departs'),
  width: 62,
  yields: 1,
  render: (row) => formatDay(row.departure),
}

const arrival: DeskColumn = {
  key: 'arrival',
  header: () => t('Arrived'),
  width: 62,
  yields: 2,
  render: (row) => formatDay(row.arrival),
}

const nights: DeskColumn = {
  key: 'nights',
  header: () => t('Nights'),
  width: 50,
  yields: 4,
  align: 'end',
  render: (row) => row.nights,
}

const guests: DeskColumn = {
  key: 'guests',
  header: () => t('Guests'),
  width: 64,
  yields: 3,
  align: 'end',
  render: (row) => (
    <span
      title={t(
        '{adults, plural, one {# adult} other {# adults}}, {children, plural, one {# child} other {# children}}',
        { adults: row.adults, children: row.children },
      )}
    >
      {row.adults}
      {row.children > 0 && <span className={styles.children}>+{row.children}</span>}
    </span>
  ),
}

const guarantee: DeskColumn = {
  key: 'guarantee',
  header: () => t('Guarantee'),
  width: 98,
  grow: 1,
  yields: 5,
  render: (row) => (
    <span className={row.guarantee === 'none' ? styles.missing : undefined}>{wordFor(row.guarantee)}</span>
  ),
}

const total: DeskColumn = {
  key: 'total',
  header: () => t('Total'),
  width: 92,
  yields: 4,
  align: 'end',
  render: (row) => formatMoney(row.total, row.currency),
}

const certainty: DeskColumn = {
  key: 'certainty',
  header: () => t('Sync'),
  width: 80,
  render: (row) => <CertaintyMark certainty={row.certainty} />,
}

function Nothing() {
  return <span className={styles.nothing}>–</span>
}

export function arrivalColumns(businessDate: string): readonly DeskColumn[] {
  return [
    status(businessDate),
    guest,
    unit(true),
    type,
    eta,
    departure,
    nights,
    guests,
    guarantee,
    total,
    confirmation,
    certainty,
  ]
}

export function inHouseColumns(businessDate: string): readonly DeskColumn[] {
  return [
    status(businessDate),
    guest,
    unit(false),
    type,
    arrival,
    departure,
    nights,
    guests,
    total,
    confirmation,
    certainty,
  ]
}

const arrives: DeskColumn = { ...arrival, key: 'arrives', header: () => t('Arrives') }

const holdUntil = (businessDate: string): DeskColumn => ({
  key: 'hold-until',
  header: () => t('Until'),
  width: 84,
  yields: 1,
  render: (row) => {
    if (!('holdUntil' in row) || typeof row.holdUntil !== 'string') return <Nothing />
    // The centre lets it lapse; until this desk hears of that, the room counts as held.
    return row.holdUntil < businessDate ? (
      <span className={styles.missing}>{t('Due to lapse')}</span>
    ) : (
      formatDay(row.holdUntil)
    )
  },
})

/** Whether it can be confirmed now. */
const room: DeskColumn = {
  key: 'room',
  header: () => t('Room'),
  width: 76,
  render: (row) => {
    if (!('hasRoom' in row) || row.hasRoom === null) return <Nothing />
    return row.hasRoom ? t('Free') : <span className={styles.missing}>{t('Sold out')}</span>
  },
}

export function waitingColumns(businessDate: string): readonly DeskColumn[] {
  return [
    status(businessDate),
    guest,
    room,
    holdUntil(businessDate),
    type,
    arrives,
    departure,
    nights,
    guests,
    guarantee,
    total,
    confirmation,
    certainty,
  ]
}

export const attributesOf = (row: DeskRow) => ({
  'data-reservation-id': row.reservationId,
  'data-confirmation': row.confirmationNo,
})
