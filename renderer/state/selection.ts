export interface Selection {
  readonly kind: 'reservation' | 'unit' | 'task' | 'resolution' | 'guest'
  readonly id: string
}

/** Where the selection goes: from nothing to the first or last row, and never over an end. */
export function moveSelection(ids: readonly string[], selected: string | null, by: number): string | null {
  if (ids.length === 0) return null
  const at = selected === null ? -1 : ids.indexOf(selected)
  if (at < 0) return (by > 0 ? ids[0] : ids.at(-1)) ?? null
  return ids[Math.max(0, Math.min(ids.length - 1, at + by))] ?? null
}
