/**
 * State x event -> the state that follows, or null where the event is refused. `Record` makes the compiler prove that no pair is forgotten;
 * the guard triggers of the database hold the same pairs (states.ts lists the tables, and tests/schema compares them).
 */
export type StateTable<S extends string, E extends string> = Readonly<Record<S, Readonly<Record<E, S | null>>>>

/** A row of a table: everything that is not named is refused. */
export function only<S extends string, E extends string>(
  events: readonly E[],
  allowed: Partial<Record<E, S>>,
): Record<E, S | null> {
  const row = {} as Record<E, S | null>
  for (const event of events) row[event] = allowed[event] ?? null
  return row
}

/** Every state that one event may lead to from `from`. */
export function followers<S extends string, E extends string>(table: StateTable<S, E>, from: S): S[] {
  const next = Object.values<S | null>(table[from]).filter((state) => state !== null)
  return [...new Set(next)]
}

export function canBecome<S extends string, E extends string>(table: StateTable<S, E>, from: S, to: S): boolean {
  return followers(table, from).includes(to)
}

/**
 * The shortest way from one state to another without `from` itself, [] where they are equal, undefined where there is none. A fact that
 * arrives late walks it, since the guards of the database let single steps through only.
 */
export function pathBetween<S extends string, E extends string>(
  table: StateTable<S, E>,
  from: S,
  to: S,
): S[] | undefined {
  const pathTo = new Map<S, S[]>([[from, []]])
  for (const [state, path] of pathTo) {
    if (state === to) return path
    for (const next of followers(table, state)) if (!pathTo.has(next)) pathTo.set(next, [...path, next])
  }
  return undefined
}
