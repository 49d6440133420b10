import { SCHEMA_VERSION } from '../../shared/protocol/shapes.ts'
import { Problem } from '../problem.ts'

/** Rows go to terminals of this schema and of the one before. What terminals have queued is taken from older ones too. */
export function checkSchema(told: string | undefined, served = SCHEMA_VERSION): void {
  // A request that names none is one of the protocol's own clients, which bring their own tables.
  if (told === undefined) return
  const version = /^\d{1,6}$/.test(told) ? Number(told) : Number.NaN
  if (version === served || version === served - 1) return
  if (version > served) {
    throw new Problem(
      400,
      'centre_outdated',
      `This desk is newer (${version}) than the centre (${served}). It goes on with what it has and keeps everything; ask head office to update the centre.`,
    )
  }
  throw new Problem(
    400,
    'terminal_outdated',
    `This desk is too old (${Number.isNaN(version) ? told.slice(0, 20) : version}) for the centre (${served}). It goes on with what it has, and what is queued is still sent; update this desk to see the work of others.`,
  )
}
