import type { Uuid } from '../../kernel/ids.ts'
import type { UserRole } from '../../schema/shared.ts'

/** Somebody who works here, as whoever looks after sign-in sees them. */
export interface PersonRow {
  userId: Uuid
  name: string
  role: UserRole
  hasPin: boolean
  pinSetAt: string | null
  /** They choose their own at the next sign-in. */
  pinMustChange: boolean
  /** The latest lock-out that nobody has released; null where there is none. */
  lockOutId: Uuid | null
  lockedAt: string | null
  /** The terminal that tells it. */
  lockedAtTerminal: string | null
}
