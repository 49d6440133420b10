import type { Row, SqlValue } from '../../shared/command/database.ts'
import type { DeskInfo, RunOutcome, SyncStatus } from '../../shared/protocol/port.ts'
import type { LiveListener } from './live/live-queries.ts'
import type { PageSession } from './sign-in/page-session.ts'

/** One desk: its database, its queue, its sync. Everything works with the line cut, but the first load. */
export interface Terminal {
  /** One for each page: it answers nothing before somebody has signed in. End it with `close`. */
  openSession(): PageSession
  /**
   * For programs in this process, which act for whoever answers for this terminal; pages have a session of their own.
   * Gives a command. 'done': it is on the disk here and queued for the centre. 'refused': nothing was changed, nothing is queued.
   * Throws `CommandInputError`, `UnknownCommandError`, `NotReadyError`.
   */
  run(name: string, input: unknown): Promise<RunOutcome>
  /** Asks once. Empty before the first load. */
  query(name: string, args: unknown): Promise<object[]>
  /**
   * Asks, and tells again whenever the answer changes: the first update has no diff, later ones have one against the update before.
   * Returns how to end it. Throws where the name or the arguments are wrong; faults of a run go to `onFault`.
   */
  subscribe(name: string, args: unknown, listener: LiveListener, onFault?: (error: unknown) => void): () => void
  readonly sync: TerminalSync
  /** Null before this desk was enrolled and its hotel loaded. */
  desk(): DeskInfo | null
  /** Told when `desk()` changes: loaded, the business date moved on. */
  onDesk(listener: (desk: DeskInfo) => void): () => void
  /** One statement in a read-only transaction, for support and checks. Values as `Database` delivers them. */
  readOnlySql(text: string, params: readonly SqlValue[]): Promise<Row[]>
  /** What happened to a database that did not open; null where it opened. */
  readonly rebuilt: { readonly folder: string; readonly reason: string; readonly restored: number } | null
  /**
   * Resolves where the database of a terminal that is open has ended itself: nothing more can be done in this process. End it and start
   * another one; what was answered "done" is on disk.
   */
  readonly died: Promise<Error>
  /** Waits for what is being written, then lets go of the folder. */
  close(): Promise<void>
}

export interface TerminalSync {
  status(): SyncStatus
  onStatus(listener: (status: SyncStatus) => void): () => void
  /** Cuts the line on purpose; resolves when nothing is on its way. */
  pause(): Promise<void>
  /** Takes the line up again; also tries again what had stopped. */
  resume(): void
  /**
   * Resolves when all that was given here is judged, and its rows and everything that the centre had before this call stand here.
   * Rejects where the sync stops for a person, or the terminal is closed; waits while the line is cut.
   */
  caughtUp(): Promise<void>
}
