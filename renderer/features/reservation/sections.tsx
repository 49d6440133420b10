import { Mail, Pencil, Phone } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ReservationDetailRow } from '../../../shared/domains/reservation/rows.ts'
import { t } from '../../../shared/language/t.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { formatDate, formatInstant, formatMoney, formatSpan, formatWeekday, plural } from '../../ui/format.ts'
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
    <Section title="Stay">
      <dl>
        <Fact label="Arrival">{formatDate(row.arrival)}</Fact>
        <Fact label="Departure">
          {formatDate(row.departure)} <span className={styles.soft}>({plural(row.nights.length, 'night')})</span>
        </Fact>
        <Fact label="Guests">
          {plural(row.adults, 'adult')}
          {row.children > 0 && `, ${plural(row.children, 'child', 'children')}`}
        </Fact>
        <Fact label="Expected at">{row.eta ?? unknown}</Fact>
        {row.holdUntil && <Fact label="Stands until">{formatDate(row.holdUntil)}</Fact>}
        <Fact label="Guarantee">{wordFor(row.guarantee)}</Fact>
        <Fact label="Source">{wordFor(row.source)}</Fact>
        {row.notes && (
          <Fact label="Notes">
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
    <Section title="Unit">
      <dl>
        <Fact label="Type">
          {row.unitTypeName} <span className={styles.soft}>{row.unitTypeCode}</span>
        </Fact>
        <Fact label="Unit">
          {row.unitNumber === null ? (
            <span className={styles.none}>Not assigned</span>
          ) : (
            <span className={styles.unit}>
              <strong>{row.unitNumber}</strong>
              {waiting && row.unitHousekeeping && <Chip mark={HOUSEKEEPING[row.unitHousekeeping]} />}
              {waiting && row.unitOccupancy === 'occupied' && <span className={styles.soft}>occupied</span>}
            </span>
          )}
        </Fact>
      </dl>
    </Section>
  )
}

export function NightsSection({ row }: Props) {
  return (
    <Section title="Rate" aside={<span className={styles.soft}>{row.rateCode}</span>}>
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
              Total
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
      title="Guest"
      aside={
        <Button size="small" tone="quiet" onClick={() => go({ screen: 'guest', profileId: row.profileId })}>
          <Pencil size={13} aria-hidden="true" /> Edit guest
        </Button>
      }
    >
      <dl>
        <Fact label="Name">{row.guestName}</Fact>
        <Fact label="Phone">
          {row.phone ? (
            <span className={styles.contact}>
              <Phone size={12} aria-hidden="true" /> {row.phone}
            </span>
          ) : (
            unknown
          )}
        </Fact>
        <Fact label="E-mail">
          {row.email ? (
            <span className={styles.contact}>
              <Mail size={12} aria-hidden="true" /> {row.email}
            </span>
          ) : (
            unknown
          )}
        </Fact>
        <Fact label="Nationality">{row.nationality ?? unknown}</Fact>
        <Fact label="Language">{row.language ?? unknown}</Fact>
        {row.noPost && <Fact label="Charges">No posting to the room</Fact>}
        {row.guestNotes && (
          <Fact label="Notes">
            <span className={styles.notes}>{row.guestNotes}</span>
          </Fact>
        )}
      </dl>
    </Section>
  )
}

export function TraceSection({ row, businessDate }: Props & { businessDate: string }) {
  return (
    <Section title="To do">
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
  const moments: Moment[] = [{ key: 'created', at: row.createdAt, text: `Booked (${wordFor(row.source)})` }]
  if (row.checkedInAt) {
    const unit = row.stay ? `, unit ${row.stay.unitNumber}` : ''
    moments.push({ key: 'in', at: row.checkedInAt, text: `Checked in${unit}` })
  }
  if (row.checkedOutAt) moments.push({ key: 'out', at: row.checkedOutAt, text: 'Checked out' })
  if (row.cancelledAt) {
    const folio = row.feeFolioNo === null ? '' : ` on folio ${row.feeFolioNo}`
    const fee = row.cancelFee === null ? '' : `, fee ${formatMoney(row.cancelFee, row.currency)}${folio}`
    const what = endOf(row)
    moments.push({ key: 'ended', at: row.cancelledAt, text: `${what}: ${row.cancelReason ?? 'no reason'}${fee}` })
  }
  return moments.sort((a, b) => b.at.localeCompare(a.at))
}

function endOf({ status, walkedTo }: ReservationDetailRow): string {
  if (walkedTo) return t('Walked to {hotel}', { hotel: walkedTo })
  return status === 'no_show' ? t('No-show') : t('Cancelled')
}

export function HistorySection({ row }: Props) {
  return (
    <Section title="History">
      <ol className={styles.history}>
        {momentsOf(row).map((moment) => (
          <li key={moment.key}>
            <span>{moment.text}</span>
            <time dateTime={moment.at}>{formatInstant(moment.at)}</time>
          </li>
        ))}
      </ol>
      {row.assignments.length > 0 && (
        <ul className={styles.assignments} aria-label="Unit assignments">
          {row.assignments.map((assignment) => (
            <li key={assignment.assignmentId} className={assignment.active ? undefined : styles.past}>
              Unit {assignment.unitNumber}, {formatSpan(assignment.from, assignment.to)}
              {assignment.locked && ' · locked'}
              {!assignment.active && ' · no longer'}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
