import { wordFor } from './marks.ts'

/** What a select offers, each by its word. */
export function WordOptions({ of }: { of: readonly string[] }) {
  return of.map((value) => (
    <option key={value} value={value}>
      {wordFor(value)}
    </option>
  ))
}
