import type { GivenQuoteRow } from '../../../../shared/domains/reservation/quote-rows.ts'
import { useLive } from '../../../core-client/hooks.ts'

/** Undefined while it is being fetched, and where it is not here. */
export function useQuote(quoteNo: string): GivenQuoteRow | undefined {
  const live = useLive('quote.list', {})
  return live.phase === 'ready' ? live.rows.find((row) => row.quoteNo === quoteNo) : undefined
}
