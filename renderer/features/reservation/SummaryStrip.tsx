import type { ReactNode } from 'react'
import type { DeskSummaryRow } from '../../../shared/domains/reservation/rows.ts'
import { formatCount } from '../../ui/format.ts'
import styles from './SummaryStrip.module.css'

/** The house in one line. `due` is what is still to come; done and due together are the day's whole. */
export function SummaryStrip({ summary }: { summary: DeskSummaryRow | undefined }) {
  if (!summary) return <div className={styles.strip} aria-busy="true" />
  const { arrivalsDue, arrivalsDone, departuresDue, departuresDone } = summary
  return (
    <dl className={styles.strip} aria-label="Summary of the day">
      <Tile label="Arrivals due" value={arrivalsDue}>
        <Progress done={arrivalsDone} of={arrivalsDone + arrivalsDue} word="arrived" />
      </Tile>
      <Tile label="Departures due" value={departuresDue}>
        <Progress done={departuresDone} of={departuresDone + departuresDue} word="departed" />
      </Tile>
      <Tile label="In house" value={summary.inHouse} />
      <Tile label="Vacant and ready" value={summary.unitsVacantReady} tone="green">
        <span className={styles.note}>of {formatCount(summary.unitsTotal)} units</span>
      </Tile>
      <Tile label="Dirty" value={summary.unitsDirty} tone="red">
        <span className={styles.note}>to be cleaned</span>
      </Tile>
      <Tile label="Occupancy" value={`${summary.occupancyPct.toFixed(0)}%`}>
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

function Progress({ done, of, word }: { done: number; of: number; word: string }) {
  return (
    <>
      <span className={styles.note}>
        {formatCount(done)} of {formatCount(of)} {word}
      </span>
      <Bar part={of === 0 ? 0 : done / of} />
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
