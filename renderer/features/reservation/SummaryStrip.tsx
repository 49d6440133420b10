import type { ReactNode } from 'react'
import type { DeskSummaryRow } from '../../../shared/domains/reservation/rows.ts'
import { formatCount } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import styles from './SummaryStrip.module.css'

/** The house in one line. `due` is what is still to come; done and due together are the day's whole. */
export function SummaryStrip({ summary }: { summary: DeskSummaryRow | undefined }) {
  if (!summary) return <div className={styles.strip} aria-busy="true" />
  const { arrivalsDue, arrivalsDone, departuresDue, departuresDone } = summary
  return (
    <dl className={styles.strip} aria-label={t('Summary of the day')}>
      <Tile label={t('Arrivals due')} value={arrivalsDue}>
        <Progress
          note={t('{done, number} of {of, number} arrived', { done: arrivalsDone, of: arrivalsDone + arrivalsDue })}
          part={share(arrivalsDone, arrivalsDue)}
        />
      </Tile>
      <Tile label={t('Departures due')} value={departuresDue}>
        <Progress
          note={t('{done, number} of {of, number} departed', {
            done: departuresDone,
            of: departuresDone + departuresDue,
          })}
          part={share(departuresDone, departuresDue)}
        />
      </Tile>
      <Tile label={t('In house')} value={summary.inHouse} />
      <Tile label={t('Vacant and ready')} value={summary.unitsVacantReady} tone="green">
        <span className={styles.note}>{t('of {units, number} units', { units: summary.unitsTotal })}</span>
      </Tile>
      <Tile label={t('Dirty')} value={summary.unitsDirty} tone="red">
        <span className={styles.note}>{t('to be cleaned')}</span>
      </Tile>
      <Tile label={t('Occupancy')} value={`${summary.occupancyPct.toFixed(0)}%`}>
        <Bar part={summary.occupancyPct / 100} />
      </Tile>
    </dl>
  )
}

interface TileProps {
  label: string
  value: number | string
  tone?: 'green' | 'red'
  children?: ReactNode
}

function Tile({ label, value, tone, children }: TileProps) {
  return (
    <div className={styles.tile}>
      <dt className={styles.label}>
        {tone && <span className={styles[tone]} aria-hidden="true" />}
        {label}
      </dt>
      <dd className={styles.line}>
        <span className={styles.value}>{typeof value === 'number' ? formatCount(value) : value}</span>
        {children}
      </dd>
    </div>
  )
}

const share = (done: number, due: number): number => (done + due === 0 ? 0 : done / (done + due))

function Progress({ note, part }: { note: string; part: number }) {
  return (
    <>
      <span className={styles.note}>{note}</span>
      <Bar part={part} />
    </>
  )
}

function Bar({ part }: { part: number }) {
  return (
    <span className={styles.bar} aria-hidden="true">
      <span className={styles.fill} style={{ width: `${Math.min(100, Math.round(part * 100))}%` }} />
    </span>
  )
}
