import type { ResolutionRow } from '../../../shared/domains/resolution/rows.ts'
import { describeResolution } from '../../../shared/domains/resolution/words.ts'
import { t } from '../../../shared/language/t.ts'
import type { Run } from '../../core-client/use-run.ts'
import { tell } from '../../ui/toasts.ts'

/** Whether a person marked it as done: what has been settled by the world stays settled. */
export const isReopenable = (row: Pick<ResolutionRow, 'status' | 'settled'>): boolean =>
  row.status === 'resolved' && row.settled === null

export async function reopen(row: ResolutionRow, run: Run['run']): Promise<void> {
  if (!isReopenable(row)) return
  if (await run('v1.resolution.reopen', { resolutionId: row.resolutionId }))
    tell(t('Open again'), describeResolution(row).title)
}
