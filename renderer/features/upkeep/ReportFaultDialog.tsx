import { useRef, useState } from 'react'
import type { FaultRow } from '../../../shared/domains/operations/upkeep-rows.ts'
import type { UnitRow } from '../../../shared/domains/property_mgmt/rows.ts'
import { formatInstant } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import {
  maintenanceCategories,
  severities,
  type MaintenanceCategory,
  type Severity,
} from '../../../shared/schema/operations.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useMay } from '../../core-client/may.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Field, Input, TextArea } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import dialog from '../reservation/dialog.module.css'
import { faultCategoryWord, severityWord } from './marks.ts'
import { UnitSelect } from './UnitSelect.tsx'
import styles from './UpkeepScreen.module.css'

const NO_UNITS: readonly UnitRow[] = []
const NO_FAULTS: readonly FaultRow[] = []

/** What is broken, and where: in a unit, or anywhere in the house. */
export default function ReportFaultDialog({ unitId }: { unitId?: string | undefined }) {
  const close = useView((view) => view.close)
  const may = useMay()
  const seesUnits = may.ask('unit.list')
  const listed = useLive('unit.list', seesUnits ? {} : null)
  const units = listed.phase === 'ready' ? listed.rows : NO_UNITS
  const [where, setWhere] = useState(unitId ?? '')
  const [place, setPlace] = useState('')
  const [category, setCategory] = useState<MaintenanceCategory>('plumbing')
  const [severity, setSeverity] = useState<Severity>('minor')
  const [description, setDescription] = useState('')
  const [asked, setAsked] = useState(false)
  const text = useRef<HTMLTextAreaElement>(null)
  const placeField = useRef<HTMLInputElement>(null)
  const { run, busy, problem } = useRun()
  const noPlace = where === '' && place.trim() === ''
  const noText = description.trim() === ''

  const submit = async () => {
    setAsked(true)
    if (noPlace) return placeField.current?.focus()
    if (noText) return text.current?.focus()
    const fault = { unitId: where || null, place: place.trim(), category, severity, description: description.trim() }
    if (!(await run('v1.maintenance.report', fault))) return
    tell(t('The fault is reported'), description.trim())
    close()
  }

  return (
    <Modal
      title={t('Report a fault')}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button type="submit" tone="primary" disabled={busy}>
            {t('Report')}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <div className={seesUnits ? styles.pair : undefined}>
          {seesUnits && (
            <Field label={t('Unit')}>
              <UnitSelect
                units={units}
                none={t('not in a unit')}
                value={where}
                onChange={(change) => setWhere(change.target.value)}
              />
            </Field>
          )}
          <Field
            label={t('Place')}
            optional={where !== ''}
            error={asked && noPlace ? t('Say where it is.') : undefined}
          >
            <Input
              ref={placeField}
              autoFocus={where === ''}
              value={place}
              maxLength={200}
              placeholder={where === '' ? t('Lobby, lift 2, kitchen …') : t('bathroom, balcony …')}
              onChange={(change) => setPlace(change.target.value)}
            />
          </Field>
        </div>
        <KnownFaults unitId={where} />
        <Field label={t('What is broken')} error={asked && noText ? t('Say what is broken.') : undefined}>
          <TextArea
            ref={text}
            autoFocus={where !== ''}
            rows={3}
            value={description}
            maxLength={2000}
            onChange={(change) => setDescription(change.target.value)}
          />
        </Field>
        <div className={styles.pair}>
          <Choice
            label={t('Kind')}
            values={maintenanceCategories}
            value={category}
            wordOf={faultCategoryWord}
            onValue={setCategory}
          />
          <Choice
            label={t('How bad')}
            values={severities}
            value={severity}
            wordOf={severityWord}
            onValue={setSeverity}
          />
        </div>
      </div>
    </Modal>
  )
}

/** What has been said of this unit already: nobody need report it again. */
function KnownFaults({ unitId }: { unitId: string }) {
  const may = useMay()
  const live = useLive('maintenance.list', unitId !== '' && may.ask('maintenance.list') ? { unitId } : null)
  const known = live.phase === 'ready' ? live.rows : NO_FAULTS
  if (known.length === 0) return null
  return (
    <Notice
      tone="info"
      what={t('{count, plural, one {A fault is known here} other {# faults are known here}}', { count: known.length })}
      todo={known.map((fault) => `${fault.description} (${formatInstant(fault.reportedAt)})`).join(' · ')}
    />
  )
}
