import { useState } from 'react'
import { addDays, asIsoDate } from '../../../shared/kernel/dates.ts'
import type { ReservationDetailRow } from '../../../shared/domains/reservation/rows.ts'
import { formatDay, formatSpan } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { useRun } from '../../core-client/use-run.ts'
import type { EnteredUnit } from '../../state/entered.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, Input } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import dialog from './dialog.module.css'
import { nowIn } from './marks.ts'
import { UnitPicker, useUnitChoice } from './UnitPicker.tsx'
import { useDetail } from './use-detail.ts'

interface SplitStayDialogProps {
  reservationId: string
  desk: DeskInfo
  entered?: EnteredUnit
}

/** Another unit from a night in the middle of the stay. */
export function SplitStayDialog({ reservationId, desk, entered }: SplitStayDialogProps) {
  const detail = useDetail(reservationId)
  // Nothing to focus yet; the core answers within milliseconds.
  return detail ? <SplitEntry row={detail} desk={desk} entered={entered} /> : null
}

interface SplitEntryProps {
  row: ReservationDetailRow
  desk: DeskInfo
  entered: EnteredUnit | undefined
}

function SplitEntry({ row, desk, entered }: SplitEntryProps) {
  const close = useView((view) => view.close)
  const start = row.arrival < desk.businessDate ? desk.businessDate : row.arrival
  const [from, setFrom] = useState<string>(entered?.from ?? addDays(asIsoDate(start), 1))
  const { run, busy, problem } = useRun()
  const { reservationId, departure, unitTypeId } = row
  const valid = start < from && from < departure
  const choice = useUnitChoice(valid ? { arrival: from, departure, unitTypeId, reservationId } : null, {
    except: row.unitId,
    first: entered?.unitId ?? null,
  })

  const submit = async () => {
    const unit = choice.chosen
    if (!unit) return
    if (!(await run('v1.reservation.splitStay', { reservationId, unitId: unit.unitId, from }))) return
    tell(t('Unit {number} from {day}', { number: unit.number, day: formatDay(from) }), row.guestName)
    close()
  }

  return (
    <Modal
      title={t('Split stay')}
      description={`${row.guestName} · ${formatSpan(row.arrival, departure)} · ${nowIn(row)}`}
      width={600}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button type="submit" tone="primary" disabled={busy || !choice.chosen}>
            {t('Split stay')}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <Field
          label={t('First night in the other unit')}
          error={valid ? undefined : t('Choose a night between arrival and departure.')}
        >
          <Input type="date" autoFocus value={from} onChange={(change) => setFrom(change.target.value)} />
        </Field>
        <UnitPicker choice={choice} />
      </div>
    </Modal>
  )
}
