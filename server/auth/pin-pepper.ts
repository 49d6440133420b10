import { createHmac, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { readOrMakeFile } from './kept-file.ts'

/** The pepper of a property's PINs, base64url. Terminals of the property get it; the database and its backups never hold it. */
export type PepperOf = (propertyId: string) => string

const FILE = 'pin-pepper'

/** Made the first time. Without this file no PIN opens anything any more: keep a copy of it apart from the backups of the database. */
export async function loadPinPepper(dataDir: string): Promise<PepperOf> {
  const file = join(dataDir, FILE)
  const text = (await readOrMakeFile(file, () => randomBytes(32).toString('base64url'))).trim()
  if (!/^[\w-]{43}$/.test(text)) {
    throw new Error(
      `${file} holds no usable pepper. Put the copy of it back; without one, move it away, start again and give everybody a new PIN.`,
    )
  }
  const key = Buffer.from(text, 'base64url')
  return (propertyId) => createHmac('sha256', key).update(`pin ${propertyId.toLowerCase()}`).digest('base64url')
}
