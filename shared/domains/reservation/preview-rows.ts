import type { Refusal } from '../../command/command.ts'
import type { Decimal } from '../../kernel/money.ts'
import { modifyInput } from './change-inputs.ts'

/** The change as it would be given. */
export const previewArgs = modifyInput

/** A night before and after a change; null where the stay does not have it. */
export interface PreviewNight {
  night: string
  before: Decimal | null
  after: Decimal | null
}

/** What a change would cost, and what stands in its way. Amounts are sums of the nights. */
export interface PreviewRow {
  reservationId: string
  currency: string
  nights: PreviewNight[]
  before: Decimal
  after: Decimal
  /** Positive: the guest pays more. */
  difference: Decimal
  /** Null where the change can be made. */
  refusal: Refusal | null
  /** Assigned units that would be given up. */
  unitsLost: string[]
}
