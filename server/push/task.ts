import { hlcInstant } from '../../shared/kernel/clock.ts'
import type { QueuedCommand } from '../../shared/protocol/push.ts'
import type { Admit } from '../auth/gate.ts'
import type { Identity } from '../auth/identity.ts'
import { isClockReading } from './read-command.ts'

/** A command to be judged, and what is known of it before. */
export interface Task {
  readonly command: QueuedCommand
  /** When it was given, by a clock that is not ahead. */
  readonly at: string
  /** It is for a property that its terminal served before. */
  readonly isFormer: boolean
  /** Its own code failed too often. */
  readonly poison: boolean
  /** Its terminal's last post was still under way: that may carry the same command, whose work is not to be begun twice. */
  readonly mayBeKnown: boolean
  /** Asks whether its terminal may come in; with the first of a post. */
  readonly admit: Admit | undefined
}

export function scopeOf(properties: readonly string[]): Record<string, string> {
  return { 'app.current_property_ids': `{${properties.join(',')}}` }
}

/** A command of an earlier scope sees its own property too: the terminal's progress stands in the present one. */
export function settingsOf(identity: Identity, { command, at, isFormer }: Task): Record<string, string> {
  return {
    ...scopeOf(isFormer ? [...identity.properties, command.property] : identity.properties),
    'app.actor': command.actor,
    'app.command_id': command.id,
    'app.terminal_id': command.terminal,
    ...clockSettings(at),
  }
}

/** What a command says otherwise than the one before it in its transaction. */
export function changedSettings(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => before[name] !== value))
}

/** A command that was given longer ago than this had to wait for the line. */
const OFFLINE_AFTER_MS = 60_000

/** An unreadable clock refuses the command later on; it must not break the settings. */
function clockSettings(occurredAt: string): Record<string, string> {
  if (!isClockReading(occurredAt)) return { 'app.occurred_at': '', 'app.hlc': '', 'app.offline': '' }
  const instant = hlcInstant(occurredAt)
  const offline = Date.now() - Date.parse(instant) > OFFLINE_AFTER_MS
  return { 'app.occurred_at': instant, 'app.hlc': occurredAt, 'app.offline': String(offline) }
}
