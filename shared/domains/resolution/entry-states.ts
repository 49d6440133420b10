import { only, type StateTable } from '../transitions.ts'

const entryEvents = ['resolve'] as const

/** What a person has dealt with stays dealt with; what happens anew is a new entry. */
export const entryStates: StateTable<'open' | 'resolved', (typeof entryEvents)[number]> = {
  open: only(entryEvents, { resolve: 'resolved' }),
  resolved: only(entryEvents, {}),
}
