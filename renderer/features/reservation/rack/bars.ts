import type { RackBlockRow, RackStayRow } from '../../../../shared/domains/reservation/rack-rows.ts'
import type { DayNumber } from './calendar.ts'
import { dayNumber } from './calendar.ts'

/** Where a bar is drawn, in days: see calendar.ts. */
export interface Extent {
  readonly start: number
  readonly end: number
}

/** Day use has no night: it stands in the middle of its day. */
const DAY_USE = { start: 0.28, end: 0.72 }

/** A guest who should have left and is still here is drawn up to now. */
export function extentOf(bar: RackStayRow, now: number): Extent {
  if (bar.arrival === bar.departure) {
    const day = dayNumber(bar.from)
    return { start: day + DAY_USE.start, end: day + DAY_USE.end }
  }
  const end = dayNumber(bar.to) + 0.5
  const stillHere = bar.status === 'checked_in' && bar.to >= bar.departure && end < now
  return { start: dayNumber(bar.from) + 0.5, end: stillHere ? now : end }
}

export function blockExtent(block: RackBlockRow): Extent {
  return {
    start: dayNumber(block.from) + 0.5,
    end: block.to === null ? Number.POSITIVE_INFINITY : dayNumber(block.to) + 0.5,
  }
}

/** The part of a guest's bar that lies behind: consumed nights never move. Between 0 and 1; 0 for who is not in house. */
export function pastShare(bar: RackStayRow, { start, end }: Extent, now: number): number {
  if (bar.status !== 'checked_in') return 0
  return Math.max(0, Math.min(1, (now - start) / (end - start)))
}

/** Nights, not pictures: who leaves and who comes on one day do not meet. */
export const overlap = (a: { from: string; to: string }, b: { from: string; to: string }): boolean =>
  a.from < b.to && b.from < a.to

/** Whether there is anything of it left that could go elsewhere. What is past, or over, is history. */
export function isMovable(bar: RackStayRow, businessDate: string): boolean {
  if (bar.status === 'checked_in') return bar.departure > businessDate && bar.to > businessDate
  return (bar.status === 'confirmed' || bar.status === 'tentative') && bar.departure >= businessDate
}

export interface Plan {
  readonly barsByUnit: ReadonlyMap<string, readonly RackStayRow[]>
  readonly blocksByUnit: ReadonlyMap<string, readonly RackBlockRow[]>
  readonly unassigned: Lane
  /** Two in one unit: the one who does not hold it. */
  readonly oversold: Lane
  /** Put aside here by the receptionist; nothing of it is written. */
  readonly parked: Lane
}

/** Rows of bars that do not meet. */
export type Lane = readonly (readonly RackStayRow[])[]

const PLACE: Readonly<Record<RackStayRow['placement'], number>> = { promised: 0, fact: 1, unassigned: 2 }

/** In house before promised, promised before what only stands there, earlier before later: the others go into the lane. */
const byClaim = (a: RackStayRow, b: RackStayRow): number =>
  PLACE[a.placement] - PLACE[b.placement] ||
  Number(b.status === 'checked_in') - Number(a.status === 'checked_in') ||
  compare(a.from, b.from) ||
  compare(a.barId, b.barId)

const byStart = (a: RackStayRow, b: RackStayRow): number => compare(a.from, b.from) || compare(a.barId, b.barId)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Sorts the bars into units and lanes. `parkedIds` are reservations. */
export function planRack(
  bars: readonly RackStayRow[],
  blocks: readonly RackBlockRow[],
  parkedIds: ReadonlySet<string>,
): Plan {
  const unassigned: RackStayRow[] = []
  const oversold: RackStayRow[] = []
  const barsByUnit = new Map<string, RackStayRow[]>()
  for (const [unitId, claims] of groupByUnit(bars)) {
    const placed: RackStayRow[] = []
    for (const bar of claims.sort(byClaim)) {
      if (unitId === '') unassigned.push(bar)
      else if (placed.some((other) => overlap(other, bar))) oversold.push(bar)
      else placed.push(bar)
    }
    if (unitId !== '') barsByUnit.set(unitId, placed.sort(byStart))
  }
  const isParked = (bar: RackStayRow): boolean => parkedIds.has(bar.reservationId)
  return {
    barsByUnit,
    blocksByUnit: groupByUnit(blocks),
    unassigned: packLane(unassigned.filter((bar) => !isParked(bar))),
    oversold: packLane(oversold),
    parked: packLane(lastOfEach(bars.filter(isParked))),
  }
}

function groupByUnit<T extends { readonly unitId: string | null }>(rows: readonly T[]): Map<string, T[]> {
  const byUnit = new Map<string, T[]>()
  for (const row of rows) {
    const unitId = row.unitId ?? ''
    const group = byUnit.get(unitId)
    if (group) group.push(row)
    else byUnit.set(unitId, [row])
  }
  return byUnit
}

/** A guest who moved within the house has several stretches: the last one is what can still be moved. */
function lastOfEach(bars: readonly RackStayRow[]): RackStayRow[] {
  const last = new Map<string, RackStayRow>()
  for (const bar of bars) {
    const known = last.get(bar.reservationId)
    if (!known || known.from < bar.from) last.set(bar.reservationId, bar)
  }
  return [...last.values()]
}

/** Each into the first row where it meets nobody, the earliest first. */
export function packLane(bars: readonly RackStayRow[]): Lane {
  const rows: RackStayRow[][] = []
  for (const bar of [...bars].sort(byStart)) {
    const row = rows.find((taken) => (taken.at(-1)?.to ?? '') <= bar.from)
    if (row) row.push(bar)
    else rows.push([bar])
  }
  return rows
}

/** Those that reach into the days that are drawn. */
export function barsIn(
  bars: readonly RackStayRow[],
  days: { readonly first: DayNumber; readonly last: DayNumber },
  now: number,
): RackStayRow[] {
  return bars.filter((bar) => {
    const { start, end } = extentOf(bar, now)
    return end > days.first && start < days.last
  })
}
