import type { TerminalRole } from '../../shared/command/shape.ts'

/** What a terminal may see; taken from its token, never from what it asks. */
export interface Scope {
  readonly terminalId: string
  readonly role: TerminalRole
  readonly properties: readonly string[]
}
