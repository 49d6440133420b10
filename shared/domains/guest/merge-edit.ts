export type FieldValue = string | boolean | null

/** What a person changed of one field: the value that was shown, and the new one. */
export interface Change {
  readonly from: FieldValue
  readonly to: FieldValue
}

/** A value that lost against a newer edit of the same field; `command` where it is known. */
export interface Alternative {
  readonly field: string
  readonly value: FieldValue
  readonly at: string | null
  readonly command: string | null
}

export interface ProfileState {
  readonly values: Readonly<Record<string, FieldValue>>
  /** Clock reading of the last edit, by field. */
  readonly clocks: Readonly<Record<string, string>>
  readonly alternatives: readonly Alternative[]
}

export interface Merge {
  /** What is to be written. */
  readonly values: Readonly<Record<string, FieldValue>>
  readonly clocks: Readonly<Record<string, string>>
  readonly alternatives: readonly Alternative[]
  readonly conflicts: readonly { field: string; kept: FieldValue; other: FieldValue }[]
}

/** Edits of different fields are both kept; of one field the newer stands and the other is kept beside it. */
export function mergeEdit(
  profile: ProfileState,
  changes: Readonly<Record<string, Change | undefined>>,
  edit: { readonly at: string; readonly command: string },
): Merge {
  const values: Record<string, FieldValue> = {}
  const clocks: Record<string, string> = { ...profile.clocks }
  const alternatives = [...profile.alternatives]
  const conflicts: { field: string; kept: FieldValue; other: FieldValue }[] = []
  for (const [field, change] of Object.entries(changes)) {
    if (!change) continue
    const current = profile.values[field] ?? null
    const clock = profile.clocks[field]
    const isNewer = clock === undefined || clock <= edit.at
    const changedByOther = current !== change.from && current !== change.to
    if (isNewer) {
      values[field] = change.to
      clocks[field] = edit.at
      if (changedByOther) alternatives.push({ field, value: current, at: clock ?? null, command: null })
    } else if (current !== change.to) {
      alternatives.push({ field, value: change.to, at: edit.at, command: edit.command })
    }
    if (changedByOther) {
      const [kept, other] = isNewer ? [change.to, current] : [current, change.to]
      conflicts.push({ field, kept, other })
    }
  }
  return { values, clocks, alternatives, conflicts }
}
