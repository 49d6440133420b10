import type { Uuid } from '../../shared/kernel/ids.ts'
import { isSameScope } from '../../shared/protocol/enrolment.ts'
import type { Identity } from './identity.ts'
import type { TerminalRecord } from './terminals.ts'

interface Held {
  readonly identity: Identity
  readonly controller: AbortController
}

export interface Hold {
  /** Aborted when the terminal may no longer hold it. */
  readonly signal: AbortSignal
  /** It is over; calling it twice is once. */
  release(): void
}

const LOOK_EVERY_MS = 1000

/**
 * Ends the requests of terminals that were revoked, or whose scope changed, while they were held. It looks at the terminals that hold
 * something, all of them in one query a second: no session state, so that it works through a pooler and beside other gatekeepers.
 */
export class TerminalWatch {
  private readonly heldByTerminal = new Map<Uuid, Set<Held>>()
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly readMany: (ids: readonly Uuid[]) => Promise<ReadonlyMap<Uuid, TerminalRecord>>,
    private readonly everyMs = LOOK_EVERY_MS,
  ) {}

  countOf(terminal: Uuid): number {
    return this.heldByTerminal.get(terminal)?.size ?? 0
  }

  hold(identity: Identity): Hold {
    const { terminal } = identity
    const held: Held = { identity, controller: new AbortController() }
    const others = this.heldByTerminal.get(terminal) ?? new Set()
    this.heldByTerminal.set(terminal, others.add(held))
    this.timer ??= this.look()
    const release = () => {
      others.delete(held)
      if (others.size === 0 && this.heldByTerminal.get(terminal) === others) this.heldByTerminal.delete(terminal)
    }
    return { signal: held.controller.signal, release }
  }

  private look(): NodeJS.Timeout {
    return setTimeout(() => {
      void this.endUnwanted().finally(() => {
        this.timer = this.heldByTerminal.size > 0 ? this.look() : undefined
      })
    }, this.everyMs).unref()
  }

  /** A database that is away ends nothing: the next look does. */
  private async endUnwanted(): Promise<void> {
    const looked = [...this.heldByTerminal.values()].flatMap((held) => [...held])
    const recordById = await this.readMany([...this.heldByTerminal.keys()]).catch(() => undefined)
    if (!recordById) return
    for (const { identity, controller } of looked) {
      const record = recordById.get(identity.terminal)
      if (!record || record.revoked || !isSameScope(identity, record)) controller.abort()
    }
  }
}
