import { X } from 'lucide-react'
import type { HousekeepingStatus } from '../../../shared/domains/property_mgmt/inputs.ts'
import { housekeepingStatuses } from '../../../shared/domains/property_mgmt/inputs.ts'
import type { UnitRow } from '../../../shared/domains/property_mgmt/rows.ts'
import { formatDate } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useMay } from '../../core-client/may.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { taskTypeWord, taskMark } from '../operations/marks.ts'
import { CertaintyMark } from '../reservation/CertaintyMark.tsx'
import { BLOCK, HOUSEKEEPING } from './marks.ts'
import styles from './UnitPanel.module.css'
import { UnitUpkeep } from './UnitUpkeep.tsx'

const KEYS: Partial<Record<HousekeepingStatus, string>> = { dirty: 'D', clean: 'C', inspected: 'P' }

interface UnitPanelProps {
  unit: UnitRow
  onStatus: (unit: UnitRow, status: HousekeepingStatus) => void
}

export function UnitPanel({ unit, onStatus }: UnitPanelProps) {
  const { select, go } = useView()
  const { reservationId } = unit
  const may = useMay()
  const statuses = housekeepingStatuses.filter((status) => may.give('v1.unit.setHousekeepingStatus', { status }))
  return (
    <aside className={styles.panel} aria-label={t('Unit {number}', { number: unit.number })}>
      <header className={styles.header}>
        <div>
          <h2 className={styles.title}>{t('Unit {number}', { number: unit.number })}</h2>
          <p className={styles.soft}>
            {unit.unitTypeName}
            {unit.floor && ` · ${t('floor {floor}', { floor: unit.floor })}`}
            {unit.wing && ` · ${unit.wing}`}
          </p>
        </div>
        <Button tone="quiet" size="small" aria-label={t('Close the panel')} onClick={() => select(null)}>
          <X size={15} aria-hidden="true" />
        </Button>
      </header>
      <div className={styles.marks}>
        <Chip mark={HOUSEKEEPING[unit.housekeepingStatus]} />
        {unit.blockStatus !== 'none' && <Chip mark={BLOCK[unit.blockStatus]} />}
        <CertaintyMark certainty={unit.certainty} />
      </div>
      {statuses.length > 0 && (
        <section className={styles.section}>
          <h3>{t('Set housekeeping status')}</h3>
          <div className={styles.statuses}>
            {statuses.map((status) => (
              <Button
                key={status}
                size="small"
                hint={KEYS[status]}
                disabled={status === unit.housekeepingStatus}
                onClick={() => onStatus(unit, status)}
              >
                {HOUSEKEEPING[status].word()}
              </Button>
            ))}
          </div>
        </section>
      )}
      <UnitUpkeep key={unit.unitId} unit={unit} />
      <section className={styles.section}>
        <h3>{t('Guest')}</h3>
        {unit.guestName ? (
          <p>
            {unit.guestName}
            {unit.departure && (
              <span className={styles.soft}> {t('until {date}', { date: formatDate(unit.departure) })}</span>
            )}
          </p>
        ) : (
          <p className={styles.soft}>{t('Nobody is in house.')}</p>
        )}
        {unit.arrivingGuest && <p>{t('Arriving today: {arrivingGuest}', { arrivingGuest: unit.arrivingGuest })}</p>}
        {reservationId && may.ask('reservation.detail') && (
          <Button size="small" className={styles.more} onClick={() => go({ screen: 'reservation', reservationId })}>
            {t('Open reservation')}
          </Button>
        )}
      </section>
      <section className={styles.section}>
        <h3>{t('Housekeeping task')}</h3>
        {unit.taskId && unit.taskStatus ? (
          <p className={styles.task}>
            {unit.taskType && taskTypeWord(unit.taskType)}
            <Chip mark={taskMark(unit.taskStatus)} />
            <span className={styles.soft}>{unit.assignedName ?? t('nobody assigned')}</span>
          </p>
        ) : (
          <p className={styles.soft}>{t('None for today.')}</p>
        )}
      </section>
    </aside>
  )
}
