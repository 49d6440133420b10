import { asIsoDate } from '../kernel/dates.ts'
import { asUuid } from '../kernel/ids.ts'
import type { QueuedCommand } from '../protocol/push.ts'
import type { CommandContext } from './command.ts'

/** What a handler knows of its command. `occurredAt`: when it was given, where that is not what its terminal said. */
export function contextOf(command: QueuedCommand, occurredAt = command.occurredAt): CommandContext {
  return {
    commandId: asUuid(command.id),
    propertyId: asUuid(command.property),
    terminalId: asUuid(command.terminal),
    actor: asUuid(command.actor),
    businessDate: asIsoDate(command.businessDate),
    occurredAt,
  }
}
