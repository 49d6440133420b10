import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useMay } from '../../core-client/may.ts'
import { UPKEEP_LISTS, type UpkeepList } from '../../state/route.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { TabBar } from '../../ui/Tabs.tsx'
import { FaultList } from './FaultList.tsx'
import { RequestList } from './RequestList.tsx'
import styles from './UpkeepScreen.module.css'

/** What guests wait for, and what is broken. */
export default function UpkeepScreen({ list }: { list: UpkeepList }) {
  const { go, open } = useView()
  const may = useMay()
  const requests = useLive('service.list', {})
  const faults = useLive('maintenance.list', {})
  const words: Readonly<Record<UpkeepList, [string, number | undefined]>> = {
    requests: [t('Guest requests'), requests.phase === 'ready' ? requests.rows.length : undefined],
    faults: [t('Faults'), faults.phase === 'ready' ? faults.rows.length : undefined],
  }
  return (
    <div className={styles.screen}>
      <div className={styles.head}>
        <TabBar
          label={t('Requests')}
          choices={UPKEEP_LISTS.map((value) => ({ value, label: words[value][0], count: words[value][1] }))}
          value={list}
          onChange={(next) => go({ screen: 'upkeep', list: next })}
        />
        <div className={styles.tools}>
          {may.give('v1.service.request') && (
            <Button size="small" onClick={() => open({ kind: 'request-service' })}>
              {t('Guest request')}
            </Button>
          )}
          {may.give('v1.maintenance.report') && (
            <Button size="small" onClick={() => open({ kind: 'report-fault' })}>
              {t('Report a fault')}
            </Button>
          )}
          {may.give('v1.unit.takeOutOfOrder') && (
            <Button size="small" onClick={() => open({ kind: 'out-of-order' })}>
              {t('Take a unit out of order')}
            </Button>
          )}
        </div>
      </div>
      {list === 'faults' ? <FaultList live={faults} /> : <RequestList live={requests} />}
    </div>
  )
}
