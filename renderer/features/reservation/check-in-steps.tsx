import type { AccountRow } from '../../../shared/domains/billing/rows.ts'
import type { FreeUnitRow, ReservationDetailRow } from '../../../shared/domains/reservation/rows.ts'
import { formatDate, formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useMay } from '../../core-client/may.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import {
  documentWord,
  emptyIdentity,
  type IdentityErrors,
  type IdentityForm,
  isEmptyIdentity,
  isExpired,
} from '../guest/identity-form.ts'
import { IdentityFields } from '../guest/IdentityFields.tsx'
import { HOUSEKEEPING } from '../property_mgmt/marks.ts'
import dialog from './dialog.module.css'
import { wordFor } from './marks.ts'
import { Step } from './Step.tsx'

/** Where the guest goes. */
export interface CheckInUnit {
  readonly unitId: string
  readonly number: string
  readonly housekeeping: ReservationDetailRow['unitHousekeeping']
  readonly occupancy: ReservationDetailRow['unitOccupancy']
}

export const assignedUnit = (row: ReservationDetailRow): CheckInUnit | null =>
  row.unitId !== null && row.unitNumber !== null
    ? { unitId: row.unitId, number: row.unitNumber, housekeeping: row.unitHousekeeping, occupancy: row.unitOccupancy }
    : null

export const chosenUnit = (unit: FreeUnitRow | undefined): CheckInUnit | null =>
  unit
    ? {
        unitId: unit.unitId,
        number: unit.number,
        housekeeping: unit.housekeepingStatus,
        occupancy: unit.occupancyStatus,
      }
    : null

interface UnitStepProps {
  unit: CheckInUnit | null
  ready: boolean
  /** Absent where another one is being chosen already. */
  onAnother: (() => void) | undefined
}

export function UnitStep({ unit, ready, onAnother }: UnitStepProps) {
  return (
    <Step name={t('Unit')} state={ready ? 'done' : 'look'}>
      {unit ? (
        <span className={dialog.unit}>
          <strong>{t('Unit {unit}', { unit: unit.number })}</strong>
          {unit.housekeeping && <Chip mark={HOUSEKEEPING[unit.housekeeping]} />}
          {unit.occupancy === 'occupied' && <span className={dialog.note}>{t('still occupied')}</span>}
        </span>
      ) : (
        <span className={dialog.note}>{t('None chosen yet')}</span>
      )}
      {onAnother && (
        <Button size="small" tone="quiet" onClick={onAnother}>
          {t('Choose another unit')}
        </Button>
      )}
    </Step>
  )
}

interface IdentityStepProps {
  detail: ReservationDetailRow
  businessDate: string
  /** What is being taken down; null: nothing is. */
  form: IdentityForm | null
  errors: IdentityErrors
  onChange: (form: IdentityForm) => void
}

/** Whether a valid document was taken down, and the fields to do it now; they are kept, encrypted, with the check-in. */
export function IdentityStep({ detail, businessDate, form, errors, onChange }: IdentityStepProps) {
  const may = useMay()
  const { profileId, nationality } = detail
  const live = useLive('guest.identity', may.ask('guest.identity') ? { profileId } : null)
  const row = live.phase === 'ready' ? live.rows[0] : undefined
  if (!row || row.erased) return null
  const { document } = row
  const valid = document !== null && !isExpired(document, businessDate)
  return (
    <>
      <Step name={t('Identity')} state={valid || (form && !isEmptyIdentity(form)) ? 'done' : 'look'}>
        {document === null
          ? t('No document on file')
          : valid
            ? t('{document} on file', { document: documentWord(document.type) })
            : t('{document} on file has expired', { document: documentWord(document.type) })}
        {form === null && may.give('v1.guest.captureIdentity') && (
          <Button size="small" tone="quiet" onClick={() => onChange(emptyIdentity(nationality))}>
            {t('Take down a document')}
          </Button>
        )}
      </Step>
      {form && (
        <li className={dialog.taken}>
          <IdentityFields form={form} errors={errors} onChange={onChange} autoFocus />
        </li>
      )}
    </>
  )
}

/** What stands behind the stay: what was paid on account, else the guarantee, else nothing yet. */
export function DepositStep({ detail, account }: { detail: ReservationDetailRow; account: AccountRow | null }) {
  const open = useView((view) => view.open)
  const may = useMay()
  const { reservationId, guarantee, currency } = detail
  const credit = account && Number(account.due) < 0 ? account.due.replace('-', '') : null
  const covered = credit !== null || guarantee !== 'none'
  return (
    <Step name={t('Deposit')} state={covered ? 'done' : 'look'}>
      {credit === null
        ? guarantee === 'none'
          ? t('Nothing paid, no guarantee')
          : t('Guaranteed: {guarantee}', { guarantee: wordFor(guarantee) })
        : t('{amount} paid on account', { amount: formatMoney(credit, currency) })}
      {may.give('v1.folio.takePayment') && (
        <Button
          size="small"
          tone="quiet"
          onClick={() => open({ kind: 'take-payment', reservationId, from: 'check-in' })}
        >
          {t('Take a payment')}
        </Button>
      )}
    </Step>
  )
}

export function StayFacts({ detail }: { detail: ReservationDetailRow }) {
  const { adults, children } = detail
  return (
    <dl className={dialog.facts}>
      <dt>{t('Departure')}</dt>
      <dd>
        {t('{departure}, {nights, plural, one {# night} other {# nights}}', {
          departure: formatDate(detail.departure),
          nights: detail.nights.length,
        })}
      </dd>
      <dt>{t('Guests')}</dt>
      <dd>
        {children === 0
          ? t('{adults, plural, one {# adult} other {# adults}}', { adults })
          : t(
              '{adults, plural, one {# adult} other {# adults}}, {children, plural, one {# child} other {# children}}',
              { adults, children },
            )}
      </dd>
      <dt>{t('Booked')}</dt>
      <dd>
        {detail.unitTypeName}, {formatMoney(detail.total, detail.currency)}
      </dd>
      {detail.notes && (
        <>
          <dt>{t('Notes')}</dt>
          <dd>{detail.notes}</dd>
        </>
      )}
    </dl>
  )
}
