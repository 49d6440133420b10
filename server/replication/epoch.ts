/** Who is at the other end, and how far it has come: kept beside the log, compared at every connection. */
export interface Source {
  readonly systemId: string
  readonly timeline: number
  readonly databaseOid: number
}

/** What the log knows. */
export interface KnownSource extends Source {
  /** Nothing beyond this was ever acknowledged. */
  readonly acknowledged: bigint
}

export interface FoundSource extends Source {
  readonly walPosition: bigint
  readonly slot: FoundSlot | undefined
}

export interface FoundSlot {
  readonly confirmed: bigint
  readonly lost: boolean
}

/**
 * Why handles given out so far cannot go on; undefined where the log and the slot fit each other.
 * Each of these leaves a gap between what was logged and what the slot will send.
 */
export function epochBreak(known: KnownSource | undefined, found: FoundSource): string | undefined {
  if (!known) return 'the change log is new'
  if (known.systemId !== found.systemId) return 'this is another PostgreSQL cluster'
  if (known.timeline !== found.timeline) return 'the cluster was restored or a standby took over'
  if (known.databaseOid !== found.databaseOid) return 'this is another database'
  if (!found.slot) return 'the replication slot is gone'
  if (found.slot.lost) return 'PostgreSQL dropped WAL that the replication slot needed'
  if (found.walPosition < known.acknowledged) return 'the cluster went back in time'
  if (found.slot.confirmed > known.acknowledged) return 'the change log is older than the replication slot'
  return undefined
}
