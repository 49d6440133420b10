/**
 * A hybrid logical clock (Kulkarni et al., "Logical Physical Clocks", 2014): physical milliseconds with a counter, so that
 * events keep their order where wall clocks jump or disagree. Text form '2026-11-23T19:00:00.000Z/0003/terminal', which sorts
 * in clock order.
 */
export interface HlcState {
  readonly ms: number
  readonly counter: number
}

export const HLC_START: HlcState = { ms: 0, counter: 0 }

/** What four digits hold: a counter of five would sort before it. */
const LAST_COUNTER = 9999

/** The next local event: never earlier than anything seen. */
export function tick(last: HlcState, wallMs: number): HlcState {
  if (wallMs > last.ms) return { ms: wallMs, counter: 0 }
  return last.counter < LAST_COUNTER ? { ms: last.ms, counter: last.counter + 1 } : { ms: last.ms + 1, counter: 0 }
}

export const isAfter = (a: HlcState, b: HlcState): boolean => a.ms > b.ms || (a.ms === b.ms && a.counter > b.counter)

export function formatHlc(state: HlcState, node: string): string {
  return `${new Date(state.ms).toISOString()}/${state.counter.toString().padStart(4, '0')}/${node}`
}

/** Undefined where the text is no clock reading. */
export function parseHlc(text: string): (HlcState & { node: string }) | undefined {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)\/(\d{4,})\/(.+)$/.exec(text)
  if (!match) return undefined
  const [, iso = '', counter = '', node = ''] = match
  return { ms: Date.parse(iso), counter: Number(counter), node }
}

/** The instant of a reading, as ISO 8601 text: what the database keeps in timestamptz columns. */
export function hlcInstant(hlc: string): string {
  return hlc.slice(0, 24)
}
