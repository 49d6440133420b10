import { createHmac, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { readOrMakeFile } from './kept-file.ts'

/** One secret for each property, base64url; terminals of the property may get it, the database and its backups never hold it. */
export type SecretOf = (propertyId: string) => string

export interface SecretKind {
  /** In the centre's folder. */
  readonly file: string
  /** Keeps what is made of one file apart from what is made of another, were they ever the same. */
  readonly purpose: string
  /** What it is called, and what to do without it. */
  readonly name: string
  readonly without: string
}

/** All properties' secrets are made from one in a file, which is made the first time. */
export async function loadPropertySecret(dataDir: string, kind: SecretKind): Promise<SecretOf> {
  const file = join(dataDir, kind.file)
  const text = (await readOrMakeFile(file, () => randomBytes(32).toString('base64url'))).trim()
  if (!/^[\w-]{43}$/.test(text)) {
    throw new Error(`${file} holds no usable ${kind.name}. Put the copy of it back; ${kind.without}`)
  }
  const key = Buffer.from(text, 'base64url')
  return (propertyId) =>
    createHmac('sha256', key).update(`${kind.purpose} ${propertyId.toLowerCase()}`).digest('base64url')
}
