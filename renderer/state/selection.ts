export interface Selection {
  readonly kind: 'reservation' | 'unit' | 'task' | 'resolution' | 'guest' | 'quote' | 'waiting' | 'fault' | 'request'
  readonly id: string
}

/** Where the selection goes: from nothing to the first or last row, and never over an end. */
export function moveSelection(ids: readonly string[], selected: string | null, by: number): string | null {
  if (ids.length === 0) return null
  const at = selected === null ? -1 : ids.indexOf(selected)
  if (at < 0) return (by > 0 ? ids[0] : ids.at(-1)) ?? null
  return ids[Math.max(0, Math.min(ids.length - 1, at + by))] ?? null
}

/** `next` and `previous` follow the order; the arrows go where they point. */
export type Step = 'next' | 'previous' | 'up' | 'down' | 'left' | 'right'

const ORDER: Readonly<Record<Step, number>> = { next: 1, down: 1, right: 1, previous: -1, up: -1, left: -1 }

/** In a list of one column left and right mean nothing. */
export function moveInList(ids: readonly string[], selected: string | null, step: Step): string | null {
  if (step === 'left' || step === 'right') return selected
  return moveSelection(ids, selected, ORDER[step])
}

/** In groups of tiles that fill `columns` side by side: up and down keep the column as far as a shorter row lets them. */
export function moveInGrid(
  groups: readonly (readonly string[])[],
  columns: number,
  selected: string | null,
  step: Step,
): string | null {
  const rows = groups.flatMap((ids) => rowsOf(ids, columns))
  const at = rows.findIndex((row) => selected !== null && row.includes(selected))
  const row = rows[at]
  if (!row || selected === null || (step !== 'up' && step !== 'down')) {
    return moveSelection(rows.flat(), selected, ORDER[step])
  }
  const target = rows[at + ORDER[step]]
  return target ? (target[Math.min(row.indexOf(selected), target.length - 1)] ?? selected) : selected
}

const rowsOf = (ids: readonly string[], columns: number): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(ids.length / columns) }, (_, row) => ids.slice(row * columns, (row + 1) * columns))
