import { useState } from 'react'
import { addDays, asIsoDate } from '../../../shared/kernel/dates.ts'
import type { AvailabilityRow } from '../../../shared/domains/reservation/rows.ts'
import { t } from '../../../shared/language/t.ts'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, Input } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import dialog from './dialog.module.css'

/** How many of each type may be sold beyond what there is; head office sets it. */
export function OverbookingDialog({ desk }: { desk: DeskInfo }) {
  const close = useView((view) => view.close)
  const today = asIsoDate(desk.businessDate)
  const live = useLive('reservation.availability', { arrival: today, departure: addDays(today, 1) })
  return (
    <Modal title={t('Overbooking limits')} description={t('Empty: by the percentage of the property.')} onClose={close}>
      <div className={dialog.stack}>
        {live.phase === 'ready' && live.rows.map((row) => <Limit key={row.unitTypeId} row={row} />)}
      </div>
    </Modal>
  )
}

function Limit({ row }: { row: AvailabilityRow }) {
  const [text, setText] = useState(row.overbookingLimit === null ? '' : String(row.overbookingLimit))
  const { run, busy, problem } = useRun()
  const limit = text.trim() === '' ? null : Number(text)
  const save = () => run('v1.property.setOverbooking', { unitTypeId: row.unitTypeId, limit })
  return (
    <form
      className={dialog.unit}
      onSubmit={(submit) => {
        submit.preventDefault()
        void save()
      }}
    >
      <Field label={row.name}>
        <Input type="number" min={0} max={999} value={text} onChange={(change) => setText(change.target.value)} />
      </Field>
      <Button type="submit" size="small" disabled={busy || limit === row.overbookingLimit || Number.isNaN(limit)}>
        {t('Save')}
      </Button>
      {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
    </form>
  )
}
