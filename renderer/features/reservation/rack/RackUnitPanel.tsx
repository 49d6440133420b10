import { t } from '../../../../shared/language/t.ts'
import { useLive } from '../../../core-client/hooks.ts'
import { useRun } from '../../../core-client/use-run.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { tell } from '../../../ui/toasts.ts'
import { HOUSEKEEPING } from '../../property_mgmt/marks.ts'
import { UnitPanel } from '../../property_mgmt/UnitPanel.tsx'

/** The unit of a line, beside the rack: what is wrong with it, and whether it can be used. */
export function RackUnitPanel({ unitId }: { unitId: string }) {
  const live = useLive('unit.list', {})
  const { run, problem, dismiss } = useRun()
  const unit = live.phase === 'ready' ? live.rows.find((each) => each.unitId === unitId) : undefined
  if (!unit) return null
  return (
    <>
      {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} onClose={dismiss} />}
      <UnitPanel
        unit={unit}
        onStatus={async (of, status) => {
          if (await run('v1.unit.setHousekeepingStatus', { unitId: of.unitId, status }))
            tell(t('Unit {number}: {status}', { number: of.number, status: HOUSEKEEPING[status].word() }))
        }}
      />
    </>
  )
}
