import { setTimeout as sleep } from 'node:timers/promises'
import type { Terminal } from '../../electron/core/open-terminal.ts'
import { addDays, asIsoDate } from '../../shared/kernel/dates.ts'
import { longestBlockOf, timesOf } from '../measure/series.ts'
import { touchUnit } from '../world/touch-unit.ts'
import type { CoreCase } from './case.ts'

/** A busy desk with 50 open queries: how long a command takes to show, and how long the core's thread is blocked at most. */
export const liveCase: CoreCase = {
  name: 'live queries',
  hotelOnly: true,
  async run(world, { repeats }) {
    const desk = await world.loadedDesk()
    let onUpdate: () => void = () => undefined
    const stops = [desk.subscribe('unit.list', {}, () => onUpdate()), ...openMany(desk)]
    await sleep(1000)
    let n = 0
    const { result: shown, longest } = await longestBlockOf(() =>
      timesOf({ warmUp: 0, repeats }, async () => {
        const seen = new Promise<void>((resolve) => (onUpdate = resolve))
        const { name, input } = world.workload.nthCommand(world, n++)
        await Promise.all([desk.run(name, input), touchUnit(world, n + 50), seen])
      }),
    )
    for (const stop of stops) stop()
    await desk.sync.caughtUp()
    return [
      { name: '50 live queries: command -> shown', measured: shown },
      { name: '50 live queries: longest block of the thread', measured: longest },
    ]
  },
}

/** 49 beside the first: lists, searches, availability. */
function openMany(desk: Terminal): (() => void)[] {
  const today = asIsoDate(desk.desk()?.businessDate ?? '2026-11-23')
  const quiet = () => undefined
  const open = (name: string, args: object) => desk.subscribe(name, args, quiet)
  const lists = [
    'desk.summary',
    'desk.arrivals',
    'desk.departures',
    'desk.inHouse',
    'housekeeping.tasks',
    'sync.pending',
  ]
  const spans = Array.from({ length: 22 }, (_, i) => ({ arrival: addDays(today, i), departure: addDays(today, i + 3) }))
  const texts = Array.from({ length: 21 }, (_, i) => String.fromCharCode(97 + i).repeat(2))
  return [
    ...lists.map((name) => open(name, {})),
    ...spans.map((span) => open('reservation.availability', span)),
    ...texts.map((text) => open('reservation.search', { text })),
  ]
}
