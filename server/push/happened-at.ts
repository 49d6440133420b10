import { formatHlc, HLC_START, parseHlc, tick } from '../../shared/kernel/clock.ts'

/**
 * When a command was given, as the centre takes it. Nothing was given later than now: a terminal whose clock is ahead would decide about
 * things for as long as it is ahead, over everybody who sees them after it. Such readings become the present moment, in their order.
 */
export function keepInThePast(now: () => number = Date.now): (occurredAt: string) => string {
  let last = HLC_START
  return (occurredAt) => {
    const reading = parseHlc(occurredAt)
    const present = now()
    // An unreadable one refuses the command later on.
    if (!reading || !(reading.ms > present)) return occurredAt
    last = tick(last, present)
    return formatHlc(last, reading.node)
  }
}
