import { TriangleAlert, Utensils } from 'lucide-react'
import { useEffect } from 'react'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useOrderDraft } from '../../state/order-draft.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx'
import { Spoken } from '../../ui/Spoken.tsx'
import { TabBar } from '../../ui/Tabs.tsx'
import { CheckPanel } from './CheckPanel.tsx'
import { MenuBoard } from './MenuBoard.tsx'
import styles from './OrdersScreen.module.css'
import { PlaceList } from './PlaceList.tsx'

/** For fingers: who it is for, what there is, and the check, side by side. */
export default function OrdersScreen() {
  const live = useLive('fb.outlets', {})
  const { outletId, chooseOutlet, place } = useOrderDraft()
  const outlets = live.phase === 'ready' ? live.rows : []
  const first = outlets[0]?.outletId
  const current = outlets.find((outlet) => outlet.outletId === outletId)
  useEffect(() => {
    if (!current && first) chooseOutlet(first)
  }, [current, first, chooseOutlet])

  if (live.phase === 'failed')
    return <EmptyState icon={TriangleAlert} title={t('The outlets cannot be read')} text={live.message} />
  if (live.phase === 'ready' && outlets.length === 0) {
    return (
      <EmptyState
        icon={Utensils}
        title={t('No outlet takes orders here')}
        text={t('Head office sets up restaurants, bars and room service.')}
      />
    )
  }
  if (!current) return null
  return (
    <div className={styles.screen}>
      <h1>
        <Spoken>{t('Orders')}</Spoken>
      </h1>
      <TabBar
        label={t('Outlets')}
        choices={outlets.map(({ outletId: value, name, openChecks }) => ({ value, label: name, count: openChecks }))}
        value={current.outletId}
        onChange={chooseOutlet}
      />
      <div className={styles.columns}>
        <ErrorBoundary part={t('The list of places')}>
          <PlaceList outletId={current.outletId} hasTables={current.tables > 0} />
        </ErrorBoundary>
        <ErrorBoundary part={t('The menu')}>
          <MenuBoard outletId={current.outletId} ordering={place !== null} />
        </ErrorBoundary>
        <ErrorBoundary part={t('The check')} of={place}>
          <CheckPanel outletId={current.outletId} />
        </ErrorBoundary>
      </div>
    </div>
  )
}
