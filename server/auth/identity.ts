import type { TerminalRole } from '../../shared/command/shape.ts'
import type { Uuid } from '../../shared/kernel/ids.ts'

/** Who asks, proven by a token: nothing that a request says about itself widens this. */
export interface Identity {
  readonly terminal: Uuid
  readonly role: TerminalRole
  readonly properties: readonly Uuid[]
}
