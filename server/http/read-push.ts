import { type PushRequest, pushRequest, type QueuedCommand } from '../../shared/protocol/push.ts'
import { SCHEMA_VERSION } from '../../shared/protocol/shapes.ts'
import type { Identity } from '../auth/identity.ts'
import { Problem } from '../problem.ts'

/** PostgreSQL's integer has room for it, and no terminal forks that often. */
const MAX_INCARNATION = 1_000_000_000

/** A push of this very terminal. Throws `Problem` or `ZodError`, and then nothing was judged. */
export function readPush(body: unknown, identity: Identity): PushRequest {
  const request = pushRequest.parse(body)
  if (request.schemaVersion > SCHEMA_VERSION) {
    throw new Problem(
      400,
      'centre_outdated',
      `This terminal is newer (${request.schemaVersion}) than the centre (${SCHEMA_VERSION}). Update the centre first; until then the terminal keeps everything.`,
    )
  }
  for (const command of request.commands) refuseForeign(command, identity)
  return request
}

function refuseForeign(command: QueuedCommand, identity: Identity): void {
  const { seq, incarnation } = command
  if (command.terminal.toLowerCase() !== identity.terminal) {
    throw new Problem(
      403,
      'foreign_terminal',
      `Command ${seq} names another terminal than the one that sends it. A data folder belongs to one terminal.`,
      { seq },
    )
  }
  if (incarnation > MAX_INCARNATION || seq > Number.MAX_SAFE_INTEGER - 1) {
    throw new Problem(400, 'request_malformed', `Command ${seq} carries a number that no terminal counts up to.`, {
      seq,
    })
  }
}
