import { useLive } from '../../../core-client/hooks.ts'
import { nightsBetween } from '../reservation-form.ts'

/** What is offered for the dates, with the first that is free taken until another is chosen. */
export function useOffer(arrival: string, departure: string, pickedType: string, pickedRate: string) {
  const valid = nightsBetween(arrival, departure) !== null
  const availability = useLive('reservation.availability', valid ? { arrival, departure } : null)
  const types = availability.phase === 'ready' ? availability.rows : undefined
  const unitTypeId = pickedType || types?.find((type) => type.free > 0)?.unitTypeId || ''
  const quote = useLive('reservation.quote', valid && unitTypeId ? { unitTypeId, arrival, departure } : null)
  const quotes = quote.phase === 'ready' ? quote.rows : undefined
  const rate = quotes?.find((row) => row.rateStrategyId === pickedRate) ?? quotes?.[0]
  return { types, unitTypeId, quotes, rate }
}
