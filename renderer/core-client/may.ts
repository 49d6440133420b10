import { mayGive } from '../../shared/domains/access/command-access.ts'
import { mayAsk } from '../../shared/domains/access/query-access.ts'
import type { CommandName } from './commands.ts'
import { useLink } from './hooks.ts'
import type { QueryName } from './queries.ts'

/** What a page gives, and what the core gives for it. */
export type GivenCommand = CommandName | 'v1.access.resetPin' | 'v1.guest.revealIdentity'

/** What whoever works at this page may do and see: the table of shared/domains/access, by which the core and the centre refuse the same. */
export interface May {
  give(command: GivenCommand, args?: Readonly<Record<string, unknown>>): boolean
  ask(query: QueryName): boolean
}

export function mayOf(role: string): May {
  return {
    give: (command, args = {}) => mayGive(role, command, args),
    ask: (query) => mayAsk(role, query),
  }
}

export function useMay(): May {
  return mayOf(useLink().person?.role ?? '')
}
