import { useRef, useState } from 'react'
import type { UnitRow } from '../../../shared/domains/property_mgmt/rows.ts'
import { t } from '../../../shared/language/t.ts'
import {
  priorities,
  requestCategories,
  type Priority,
  type RequestCategory,
} from '../../../shared/schema/operations.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useMay } from '../../core-client/may.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Field, Input } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import dialog from '../reservation/dialog.module.css'
import { priorityWord, requestCategoryWord } from './marks.ts'
import { UnitSelect } from './UnitSelect.tsx'
import styles from './UpkeepScreen.module.css'

const NO_UNITS: readonly UnitRow[] = []

/** What a guest asks for. The time to answer runs from now. */
export default function RequestServiceDialog({
  unitId,
  reservationId,
}: {
  unitId?: string | undefined
  reservationId?: string | undefined
}) {
  const close = useView((view) => view.close)
  const seesUnits = useMay().ask('unit.list')
  const live = useLive('unit.list', seesUnits ? {} : null)
  const units = live.phase === 'ready' ? live.rows : NO_UNITS
  const guest = reservationId === undefined ? undefined : units.find((unit) => unit.reservationId === reservationId)
  const [chosen, setChosen] = useState(unitId ?? null)
  const where = chosen ?? guest?.unitId ?? ''
  const [category, setCategory] = useState<RequestCategory>('housekeeping')
  const [priority, setPriority] = useState<Priority>('normal')
  const [text, setText] = useState('')
  const [asked, setAsked] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const { run, busy, problem } = useRun()
  const missing = text.trim() === ''

  const submit = async () => {
    setAsked(true)
    if (missing) return field.current?.focus()
    const ofGuest = reservationId !== undefined && (where === '' || where === guest?.unitId)
    const wish = {
      ...{ reservationId: ofGuest ? reservationId : null, unitId: where || null },
      ...{ category, priority, description: text.trim() },
    }
    if (!(await run('v1.service.request', wish))) return
    tell(t('The request is noted'), text.trim())
    close()
  }

  return (
    <Modal
      title={t('Guest request')}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button type="submit" tone="primary" disabled={busy}>
            {t('Note request')}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <Field
          label={t('What the guest asks for')}
          error={asked && missing ? t('Say what the guest asks for.') : undefined}
        >
          <Input
            ref={field}
            autoFocus
            value={text}
            maxLength={2000}
            onChange={(change) => setText(change.target.value)}
          />
        </Field>
        {seesUnits && (
          <Field label={t('Unit')}>
            <UnitSelect
              units={units}
              none={t('no unit')}
              value={where}
              onChange={(change) => setChosen(change.target.value)}
            />
          </Field>
        )}
        <div className={styles.pair}>
          <Choice
            label={t('For')}
            values={requestCategories}
            value={category}
            wordOf={requestCategoryWord}
            onValue={setCategory}
          />
          <Choice
            label={t('Priority')}
            values={priorities}
            value={priority}
            wordOf={priorityWord}
            onValue={setPriority}
          />
        </div>
      </div>
    </Modal>
  )
}
