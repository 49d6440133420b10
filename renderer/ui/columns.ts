import type { ReactNode } from 'react'

export interface Column<Row> {
  readonly key: string
  readonly header: () => string
  /** The least width, in pixels. */
  readonly width: number
  /** Its share of the room that is left; without one the column keeps its width. */
  readonly grow?: number
  /** Where there is no room the highest goes first; 0 never goes. */
  readonly yields?: number
  readonly align?: 'end'
  readonly render: (row: Row) => ReactNode
}

export const COLUMN_GAP = 14
export const EDGE = 16

type Measured = Pick<Column<never>, 'width' | 'yields'>

/** The columns that fit into `room` pixels, in their order. */
export function fitColumns<C extends Measured>(columns: readonly C[], room: number): readonly C[] {
  let kept = columns
  while (widthOf(kept) > room) {
    const last = Math.max(...kept.map((column) => column.yields ?? 0))
    if (last === 0) break
    const at = kept.findLastIndex((column) => column.yields === last)
    kept = kept.filter((_, index) => index !== at)
  }
  return kept
}

const widthOf = (columns: readonly Measured[]): number =>
  columns.reduce((sum, column) => sum + column.width, 0) + COLUMN_GAP * (columns.length - 1) + 2 * EDGE

/** As CSS grid wants them. */
export const tracksOf = (columns: readonly Pick<Column<never>, 'width' | 'grow'>[]): string =>
  columns.map(({ width, grow }) => (grow === undefined ? `${width}px` : `minmax(${width}px, ${grow}fr)`)).join(' ')
