import { z } from 'zod'
import type { TerminalRole } from '../../shared/command/shape.ts'
import { asUuid, type Uuid } from '../../shared/kernel/ids.ts'
import type { Identity } from '../auth/identity.ts'
import { Problem } from '../problem.ts'

export type FileKind = 'photo' | 'scan'

/** A file is named by what it holds: the same content is the same file, and a name can be proved. */
export interface FileKey {
  readonly property: Uuid
  readonly kind: FileKind
  /** Hex. */
  readonly sha256: string
}

/** Scans are of identity documents. */
const ROLES_BY_KIND: Readonly<Record<FileKind, readonly TerminalRole[]>> = {
  photo: ['desk', 'housekeeping', 'outlet', 'head_office'],
  scan: ['desk', 'head_office'],
}

// Nothing else ever becomes part of a path.
const keySchema = z.strictObject({
  property: z.uuid().transform((id) => asUuid(id.toLowerCase())),
  kind: z.enum(['photo', 'scan']),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

/** Throws `Problem` (404) alike for a name that is none and for one outside the scope: what others hold is not told. */
export function readFileKey(identity: Identity, params: Readonly<Record<string, string>>): FileKey {
  const key = keySchema.safeParse(params)
  if (!key.success || !identity.properties.includes(key.data.property)) throw unknownFile()
  if (!ROLES_BY_KIND[key.data.kind].includes(identity.role)) throw unknownFile()
  return key.data
}

export function unknownFile(): Problem {
  return new Problem(
    404,
    'file_unknown',
    'The centre holds no such file for this terminal. Send it first, or look at the record again.',
  )
}
