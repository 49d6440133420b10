import { Mail, Pencil, Phone } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ReservationDetailRow } from '../../../shared/domains/reservation/rows.ts'
import { formatDate, formatInstant, formatMoney, formatSpan, formatWeekday } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useMay } from '../../core-client/may.ts'
import { mayOpenDialog } from '../../state/command-of-dialog.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { HOUSEKEEPING } from '../property_mgmt/marks.ts'
import { wordFor } from './marks.ts'
import { TracesOf } from './Traces.tsx'
import styles from './sections.module.css'

interface Props {
  row: ReservationDetailRow
}

function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <h3 className={styles.title}>{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

const unknown = <span className={styles.none}>–</span>

export function StaySection({ row }: Props) {
  return (
    <Section title={t('Stay')}>
      <dl>
        <Fact label={t('Arrival')}>{formatDate(row.arrival)}</Fact>
        <Fact label={t('Departure')}>
          {formatDate(row.departure)}{' '}
          <span className={styles.soft}>
            ({t('{nights, plural, one {# night} other {# nights}}', { nights: row.nights.length })})
          </span>
        </Fact>
        <Fact label={t('Guests')}>
          {t('{adults, plural, one {# adult} other {# adults}}', { adults: row.adults })}
          {row.children > 0 &&
            `, ${t('{children, plural, one {# child} other {# children}}', { children: row.children })}`}
        </Fact>
        <Fact label={t('Expected at')}>{row.eta ?? unknown}</Fact>
        {row.holdUntil && <Fact label={t('Stands until')}>{formatDate(row.holdUntil)}</Fact>}
        <Fact label={t('Guarantee')}>{wordFor(row.guarantee)}</Fact>
        <Fact label={t('Source')}>{wordFor(row.source)}</Fact>
        {row.notes && (
          <Fact label={t('Notes')}>
            <span className={styles.notes}>{row.notes}</span>
          </Fact>
        )}
      </dl>
    </Section>
  )
}

export function UnitSection({ row }: Props) {
  const waiting = row.status !== 'checked_in' && row.status !== 'checked_out'
  return (
    <Section title={t('Unit')} aside={row.unitId !== null && <UnitTools unitId={row.unitId} />}>
      <dl>
        <Fact label={t('Type')}>
          {row.unitTypeName} <span className={styles.soft}>{row.unitTypeCode}</span>
        </Fact>
        <Fact label={t('Unit')}>
          {row.unitNumber === null ? (
            <span className={styles.none}>{t('Not assigned')}</span>
          ) : (
            <span className={styles.unit}>
              <strong>{row.unitNumber}</strong>
              {waiting && row.unitHousekeeping && <Chip mark={HOUSEKEEPING[row.unitHousekeeping]} />}
              {waiting && row.unitOccupancy === 'occupied' && <span className={styles.soft}>{t('occupied')}</span>}
            </span>
          )}
        </Fact>
      </dl>
    </Section>
  )
}

/** What is wrong with the unit is said where the guest's stay is open. */
function UnitTools({ unitId }: { unitId: string }) {
  const open = useView((view) => view.open)
  const may = useMay()
  return (
    <span className={styles.unit}>
      {mayOpenDialog(may, 'report-fault') && (
        <Button size="small" tone="quiet" onClick={() => open({ kind: 'report-fault', unitId })}>
          {t('Report a fault')}
        </Button>
      )}
      {mayOpenDialog(may, 'out-of-order') && (
        <Button size="small" tone="quiet" onClick={() => open({ kind: 'out-of-order', unitId })}>
          {t('Out of order')}
        </Button>
      )}
    </span>
  )
}

export function NightsSection({ row }: Props) {
  return (
    <Section title={t('Rate')} aside={<span className={styles.soft}>{row.rateCode}</span>}>
      <p className={styles.policy}>
        {wordFor(row.mealPlan)}
        {row.policyName && ` · ${row.policyName}`}
      </p>
      <table className={styles.nights}>
        <tbody>
          {row.nights.map((night) => (
            <tr key={night.night}>
              <td>{formatWeekday(night.night)}</td>
              <td className={styles.soft}>{night.unitTypeCode}</td>
              <td className={styles.amount}>{formatMoney(night.rate, row.currency)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {t('Total')}
            </th>
            <td className={styles.amount}>{formatMoney(row.total, row.currency)}</td>
          </tr>
        </tfoot>
      </table>
    </Section>
  )
}

export function GuestSection({ row }: Props) {
  const go = useView((view) => view.go)
  return (
    <Section
      title={t('Guest')}
      aside={
        <Button size="small" tone="quiet" onClick={() => go({ screen: 'guest', profileId: row.profileId })}>
          <Pencil size={13} aria-hidden="true" /> {t('Edit guest')}
        </Button>
      }
    >
      <dl>
        <Fact label={t('Name')}>{row.guestName}</Fact>
        <Fact label={t('Phone')}>
          {row.phone ? (
            <span className={styles.contact}>
              <Phone size={12} aria-hidden="true" /> {row.phone}
            </span>
          ) : (
            unknown
          )}
        </Fact>
        <Fact label={t('E-mail')}>
          {row.email ? (
            <span className={styles.contact}>
              <Mail size={12} aria-hidden="true" /> {row.email}
            </span>
          ) : (
            unknown
          )}
        </Fact>
        <Fact label={t('Nationality')}>{row.nationality ?? unknown}</Fact>
        <Fact label={t('Language')}>{row.language ?? unknown}</Fact>
        {row.noPost && <Fact label={t('Charges')}>{t('No posting to the room')}</Fact>}
        {row.guestNotes && (
          <Fact label={t('Notes')}>
            <span className={styles.notes}>{row.guestNotes}</span>
          </Fact>
        )}
      </dl>
    </Section>
  )
}

export function TraceSection({ row, businessDate }: Props & { businessDate: string }) {
  return (
    <Section title={t('To do')}>
      <TracesOf reservationId={row.reservationId} businessDate={businessDate} />
    </Section>
  )
}

interface Moment {
  readonly key: string
  readonly at: string
  readonly text: string
}

export function momentsOf(row: ReservationDetailRow): readonly Moment[] {
  const moments: Moment[] = [
    { key: 'created', at: row.createdAt, text: t('Booked ({source})', { source: wordFor(row.source) }) },
  ]
  if (row.checkedInAt) moments.push({ key: 'in', at: row.checkedInAt, text: checkedInWords(row) })
  if (row.checkedOutAt) moments.push({ key: 'out', at: row.checkedOutAt, text: t('Checked out') })
  if (row.cancelledAt) moments.push({ key: 'ended', at: row.cancelledAt, text: endedWords(row) })
  return moments.sort((a, b) => b.at.localeCompare(a.at))
}

const checkedInWords = ({ stay }: ReservationDetailRow): string =>
  stay ? t('Checked in, unit {unit}', { unit: stay.unitNumber }) : t('Checked in')

function endOf({ status, walkedTo }: ReservationDetailRow): string {
  if (walkedTo) return t('Walked to {hotel}', { hotel: walkedTo })
  return status === 'no_show' ? t('No-show') : t('Cancelled')
}

function endedWords(row: ReservationDetailRow): string {
  const ended = `${endOf(row)}: ${row.cancelReason ?? t('no reason')}`
  if (row.cancelFee === null) return ended
  const fee = formatMoney(row.cancelFee, row.currency)
  return row.feeFolioNo === null
    ? t('{ended}, fee {fee}', { ended, fee })
    : t('{ended}, fee {fee} on folio {folioNo}', { ended, fee, folioNo: row.feeFolioNo })
}

export function HistorySection({ row }: Props) {
  return (
    <Section title={t('History')}>
      <ol className={styles.history}>
        {momentsOf(row).map((moment) => (
          <li key={moment.key}>
            <span>{moment.text}</span>
            <time dateTime={moment.at}>{formatInstant(moment.at)}</time>
          </li>
        ))}
      </ol>
      {row.assignments.length > 0 && (
        <ul className={styles.assignments} aria-label={t('Unit assignments')}>
          {row.assignments.map((assignment) => (
            <li key={assignment.assignmentId} className={assignment.active ? undefined : styles.past}>
              {t('Unit {unitNumber}, {nights}', {
                unitNumber: assignment.unitNumber,
                nights: formatSpan(assignment.from, assignment.to),
              })}
              {assignment.locked && ` · ${t('locked')}`}
              {!assignment.active && ` · ${t('no longer')}`}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
