import { z } from 'zod'
import { isoDate } from '../fields.ts'
import type { DeskRow } from './rows.ts'
import type { SpareReason, WalkCandidate } from './whom-to-walk.ts'

/** `night`: the one that is sold out; the business date where absent. */
export const walkArgs = z.strictObject({ night: isoDate.optional() })

export interface WalkRow extends DeskRow, Pick<WalkCandidate, 'vip' | 'inGroup' | 'loyalty' | 'promised'> {
  /** What speaks against walking this guest; empty: nothing. */
  spared: SpareReason[]
}
