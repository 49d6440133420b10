import { only, type StateTable } from '../transitions.ts'

const entryEvents = ['resolve', 'reopen'] as const

/** Only what a person marked as done by mistake is opened again: what the world has settled is over, and what happens anew is a new entry. */
export const entryStates: StateTable<'open' | 'resolved', (typeof entryEvents)[number]> = {
  open: only(entryEvents, { resolve: 'resolved' }),
  resolved: only(entryEvents, { reopen: 'open' }),
}
