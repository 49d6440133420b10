import { ChartColumn, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { formatTime } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TabBar } from '../../ui/Tabs.tsx'
import { FiguresTable } from './FiguresTable.tsx'
import styles from './FiguresScreen.module.css'
import { type Measure, measureMeaning, MEASURES, measureWords } from './measures.ts'
import { MonthChart } from './MonthChart.tsx'

/** Occupancy, ADR and RevPAR of each month of the house: drawn, and as a table. */
export default function FiguresScreen({ desk }: { desk: DeskInfo }) {
  const [measure, setMeasure] = useState<Measure>('occupancy')
  const live = useLive('property.figures', {})
  if (live.phase === 'failed') {
    return <EmptyState icon={TriangleAlert} title={t('The figures cannot be read')} text={live.message} />
  }
  const rows = live.phase === 'ready' ? live.rows : undefined
  return (
    <div className={styles.screen} aria-busy={rows === undefined}>
      <div className={styles.head}>
        <h1 className={styles.title}>{t('Figures')}</h1>
        <p className={styles.sub}>
          {measureMeaning(measure)}
          {live.phase === 'ready' &&
            ` · ${t('As of {time}; changes show within a minute.', { time: formatTime(new Date(live.at).toISOString()) })}`}
        </p>
        <TabBar
          label={t('Measure')}
          choices={MEASURES.map((value) => ({ value, label: measureWords(value) }))}
          value={measure}
          onChange={setMeasure}
        />
      </div>
      {rows?.length === 0 && (
        <EmptyState
          icon={ChartColumn}
          title={t('No nights yet')}
          text={t('Figures begin with the first night that is sold.')}
        />
      )}
      {rows !== undefined && rows.length > 0 && (
        <>
          <MonthChart rows={rows} measure={measure} businessDate={desk.businessDate} />
          <FiguresTable rows={rows} businessDate={desk.businessDate} />
        </>
      )}
    </div>
  )
}
