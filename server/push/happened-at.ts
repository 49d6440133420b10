import { formatHlc, HLC_START, type HlcState, isAfter, parseHlc, tick } from '../../shared/kernel/clock.ts'

/**
 * When a command was given, as the centre takes it. Nothing was given later than now: a terminal whose clock is ahead would decide about
 * things for as long as it is ahead, over everybody who sees them after it. Such readings become the present moment, in their order.
 */
export function keepInThePast(now: () => number = Date.now): (occurredAt: string) => string {
  let last: HlcState = HLC_START
  return (occurredAt) => {
    const reading = parseHlc(occurredAt)
    const present = now()
    // An unreadable one refuses the command later on.
    if (!reading || Number.isNaN(reading.ms)) return occurredAt
    if (reading.ms > present) {
      last = tick(last, present)
      return formatHlc(last, reading.node)
    }
    // One of this very millisecond is seen too: what becomes the present moment after it comes after it.
    if (isAfter(reading, last)) last = reading
    return occurredAt
  }
}
