/*
 * Rows in the binary format of COPY (PostgreSQL documentation, COPY, "Binary Format"): a header, per row the count of its fields and
 * each field's length and bytes, and -1 in place of a count after the last one. All numbers are big-endian.
 */

/** Signature, no flags, no extension. */
export const BINARY_HEADER = Uint8Array.of(
  ...[...'PGCOPY\n'].map((char) => char.charCodeAt(0)),
  ...[0xff, 0x0d, 0x0a, 0x00],
  ...[0, 0, 0, 0, 0, 0, 0, 0],
)
export const BINARY_TRAILER = Uint8Array.of(0xff, 0xff)

export interface WholeRows {
  readonly rows: number
  /** Where the last of them ends. */
  readonly end: number
}

/** The rows that `bytes` holds whole from `start` on, the first of them at most that reach `size` bytes. */
export function wholeRows(bytes: Uint8Array, start: number, size = Infinity): WholeRows {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let rows = 0
  let end = start
  while (end - start < size) {
    const next = rowEnd(view, end)
    if (next === undefined) break
    end = next
    rows++
  }
  return { rows, end }
}

/** Undefined where the row is not here whole, and at the trailer. */
function rowEnd(view: DataView, start: number): number | undefined {
  if (start + 2 > view.byteLength) return undefined
  let at = start + 2
  for (let left = view.getInt16(start); left !== 0; left--) {
    if (left < 0 || at + 4 > view.byteLength) return undefined
    // -1 is NULL, and has no bytes.
    at += 4 + Math.max(0, view.getInt32(at))
  }
  return at > view.byteLength ? undefined : at
}
