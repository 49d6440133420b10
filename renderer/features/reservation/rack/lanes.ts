import type { RackStayRow } from '../../../../shared/domains/reservation/rack-rows.ts'
import type { Lane, Plan } from './bars.ts'
import type { LaneName } from './rack-state.ts'

/** As many lines as a lane takes of the screen at most. */
const MOST_LINES: Readonly<Record<LaneName, number>> = { unassigned: 4, oversold: 2, parked: 2 }

export interface LaneLine {
  /** As the cursor names it. */
  readonly row: string
  readonly index: number
  readonly rowIndex: number
  readonly bars: readonly RackStayRow[]
}

/** What of a lane is in sight. */
export interface LaneView {
  readonly lane: LaneName
  readonly lines: readonly LaneLine[]
  /** The first line in sight, and how many there are. */
  readonly first: number
  readonly of: number
  /** Bars in all. */
  readonly count: number
}

export const laneRow = (lane: LaneName, index: number): string => `${lane} ${index}`
export const idOfLane = (row: string): string => `rack-lane-${row.replace(' ', '-')}`

/** An oversold lane is there only while somebody stands in it; the others keep their place, so that nothing jumps. */
export function viewLanes(plan: Plan, pages: Readonly<Record<LaneName, number>>): readonly LaneView[] {
  let rowIndex = 1
  return (['unassigned', 'oversold', 'parked'] as const).flatMap((lane): LaneView[] => {
    const rows = plan[lane]
    if (lane === 'oversold' && rows.length === 0) return []
    const most = MOST_LINES[lane]
    const first = firstOfPage(rows.length, pages[lane], most)
    const seen = rows.length === 0 ? [[]] : rows.slice(first, first + most)
    const lines = seen.map((bars, i) => ({
      row: laneRow(lane, first + i),
      index: first + i,
      rowIndex: ++rowIndex,
      bars,
    }))
    return [{ lane, lines, first, of: rows.length, count: countOf(rows) }]
  })
}

const countOf = (lane: Lane): number => lane.reduce((sum, row) => sum + row.length, 0)

/** A lane that became shorter shows its last page. */
const firstOfPage = (lines: number, page: number, most: number): number =>
  Math.max(0, Math.min(page, Math.ceil(lines / most) - 1)) * most

/** Where one gets by leafing: never over an end. */
export function turnPage(plan: Plan, lane: LaneName, page: number, by: number): number {
  const last = Math.max(0, Math.ceil(plan[lane].length / MOST_LINES[lane]) - 1)
  return Math.max(0, Math.min(last, page + by))
}

/** The page on which a line stands. */
export const pageOf = (lane: LaneName, index: number): number => Math.floor(index / MOST_LINES[lane])
