import { useVirtualizer } from '@tanstack/react-virtual'
import type { ReactNode, RefObject } from 'react'
import { memo, useEffect, useId, useMemo, useRef, useState } from 'react'
import { t } from '../../shared/language/t.ts'
import type { Column } from './columns.ts'
import { fitColumns, tracksOf } from './columns.ts'
import styles from './DataTable.module.css'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { cx } from './cx.ts'

export interface DataTableProps<Row> {
  label: string
  /** Stable between renders, or every row is drawn again. */
  columns: readonly Column<Row>[]
  /** Undefined while they are being fetched. */
  rows: readonly Row[] | undefined
  keyOf: (row: Row) => string
  selectedKey: string | null
  onSelect: (key: string) => void
  onOpen?: (key: string) => void
  /** data-* attributes by which others find a row. */
  attributesOf?: (row: Row) => Record<`data-${string}`, string>
  empty: ReactNode
}

const ROW_PX = 32
const SCROLLBAR_PX = 12

/** A dense grid of which only the visible rows are in the document. Arrow keys are handled by the app, for the list in front. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { rows, keyOf, selectedKey } = props
  const grid = useRef<HTMLDivElement>(null)
  const scroll = useRef<HTMLDivElement>(null)
  const room = useRoom(grid)
  const columns = useMemo(() => fitColumns(props.columns, room), [props.columns, room])
  const gridId = useId()
  const count = rows?.length ?? 0
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  })

  const selectedIndex = rows && selectedKey !== null ? rows.findIndex((row) => keyOf(row) === selectedKey) : -1
  useEffect(() => {
    if (selectedIndex >= 0) virtual.scrollToIndex(selectedIndex, { align: 'auto' })
  }, [virtual, selectedIndex])

  return (
    <div
      ref={grid}
      className={styles.table}
      style={{ '--cols': tracksOf(columns) }}
      role="grid"
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-busy={rows === undefined}
      aria-activedescendant={selectedIndex >= 0 ? `${gridId}-${selectedKey}` : undefined}
      tabIndex={0}
    >
      <div role="rowgroup">
        <div role="row" className={cx(styles.row, styles.head)} aria-rowindex={1}>
          {columns.map((column) => (
            <div key={column.key} role="columnheader" className={cx(styles.cell, column.align && styles.end)}>
              {column.header()}
            </div>
          ))}
        </div>
      </div>
      <div ref={scroll} className={styles.scroll} role="rowgroup">
        {rows === undefined ? (
          <Blank>
            <Skeleton columns={columns.length} />
          </Blank>
        ) : count === 0 ? (
          <Blank>{props.empty}</Blank>
        ) : (
          <div className={styles.body} role="presentation" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, start }) => {
              const row = rows[index]
              if (row === undefined) return null
              const key = keyOf(row)
              return (
                <ErrorBoundary
                  key={key}
                  part={t('A row')}
                  of={row}
                  fallback={() => <FaultyRow index={index} start={start} />}
                >
                  <TableRow
                    id={`${gridId}-${key}`}
                    row={row}
                    rowKey={key}
                    index={index}
                    start={start}
                    columns={columns}
                    selected={index === selectedIndex}
                    onSelect={props.onSelect}
                    onOpen={props.onOpen}
                    attributesOf={props.attributesOf}
                  />
                </ErrorBoundary>
              )
            })}
          </div>
        )}
      </div>
    </div>
  )
}

/** How wide the table may be, followed as panels open and windows change. */
function useRoom(element: RefObject<HTMLElement | null>): number {
  const [room, setRoom] = useState(1200)
  useEffect(() => {
    const watched = element.current
    if (!watched) return
    const observer = new ResizeObserver(() => setRoom(watched.clientWidth - SCROLLBAR_PX))
    observer.observe(watched)
    return () => observer.disconnect()
  }, [element])
  return room
}

interface TableRowProps<Row> extends Pick<DataTableProps<Row>, 'columns' | 'onSelect'> {
  id: string
  row: Row
  rowKey: string
  index: number
  start: number
  selected: boolean
  onOpen: DataTableProps<Row>['onOpen']
  attributesOf: DataTableProps<Row>['attributesOf']
}

function PlainRow<Row>({ id, row, rowKey, index, start, selected, ...props }: TableRowProps<Row>) {
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={cx(styles.row, styles.item)}
      style={{ transform: `translateY(${start}px)` }}
      onClick={() => props.onSelect(rowKey)}
      onDoubleClick={() => props.onOpen?.(rowKey)}
      {...props.attributesOf?.(row)}
    >
      {props.columns.map((column) => (
        <div key={column.key} role="gridcell" className={cx(styles.cell, column.align && styles.end)}>
          {column.render(row)}
        </div>
      ))}
    </div>
  )
}
// `memo` forgets the type parameter.
const TableRow = memo(PlainRow) as typeof PlainRow

/** One record that cannot be drawn never hides the others. */
function FaultyRow({ index, start }: { index: number; start: number }) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={cx(styles.row, styles.item, styles.faulty)}
      style={{ transform: `translateY(${start}px)` }}
    >
      <div role="gridcell" className={styles.whole}>
        {t('This row could not be shown; the others are whole.')}
      </div>
    </div>
  )
}

/** What stands where rows would: a grid has nothing but rows. */
function Blank({ children }: { children: ReactNode }) {
  return (
    <div role="row" className={styles.blank}>
      <div role="gridcell" className={styles.blank}>
        {children}
      </div>
    </div>
  )
}

const BONES = [82, 64, 90, 55, 74, 86, 60, 78]

function Skeleton({ columns }: { columns: number }) {
  return (
    <div className={styles.sheet} role="status" aria-label={t('Loading')}>
      {Array.from({ length: 14 }, (_, line) => (
        <div key={line} className={cx(styles.row, styles.waiting)}>
          {Array.from({ length: columns }, (_, cell) => (
            <span key={cell} className={styles.bone} style={{ width: `${BONES[(line + cell * 3) % BONES.length]}%` }} />
          ))}
        </div>
      ))}
    </div>
  )
}
