import { create } from 'zustand'
import type { DayNumber, Zoom } from './calendar.ts'
import type { Cursor } from './cursor.ts'
import type { RackFilter } from './rows.ts'

export type LaneName = 'unassigned' | 'oversold' | 'parked'

/** A bar that is being taken elsewhere, by pointer or by keys. Nothing is written before it is dropped and confirmed. */
export interface Held {
  readonly barId: string
  readonly reservationId: string
  /** The line that it is over: a unit's id, or 'parked'. */
  readonly over: string
}

interface RackState {
  readonly zoom: Zoom
  /** The day around which the calendar is laid; null is the business date. */
  readonly anchor: DayNumber | null
  /** The day at the left edge, kept while one is elsewhere; null until the rack was first shown. */
  readonly leftDay: number | null
  readonly filter: RackFilter
  readonly collapsed: ReadonlySet<string>
  readonly pages: Readonly<Record<LaneName, number>>
  readonly cursor: Cursor | null
  readonly held: Held | null
  /** Reservations put aside during a re-shuffle: on this screen only, nothing is written. */
  readonly parked: ReadonlySet<string>
  set(change: Partial<Omit<RackState, 'set' | 'toggle' | 'park' | 'unpark'>>): void
  toggle(unitTypeId: string): void
  park(reservationId: string): void
  unpark(reservationId: string): void
}

/** What the rack looks like: never rows of the database. */
export const useRack = create<RackState>((set) => ({
  zoom: 14,
  anchor: null,
  leftDay: null,
  filter: { unitTypeId: '', floor: '' },
  collapsed: new Set(),
  pages: { unassigned: 0, oversold: 0, parked: 0 },
  cursor: null,
  held: null,
  parked: new Set(),
  set,
  toggle: (unitTypeId) => set(({ collapsed }) => ({ collapsed: toggled(collapsed, unitTypeId) })),
  park: (reservationId) => set(({ parked }) => ({ parked: new Set([...parked, reservationId]) })),
  unpark: (reservationId) =>
    set(({ parked }) => ({ parked: new Set([...parked].filter((id) => id !== reservationId)) })),
}))

const toggled = (ids: ReadonlySet<string>, id: string): ReadonlySet<string> =>
  ids.has(id) ? new Set([...ids].filter((each) => each !== id)) : new Set([...ids, id])
