import { loadPropertySecret, type SecretOf } from './property-secret.ts'

/** The pepper of a property's PINs. */
export type PepperOf = SecretOf

/** Without its file no PIN opens anything any more: keep a copy of it apart from the backups of the database. */
export function loadPinPepper(dataDir: string): Promise<PepperOf> {
  return loadPropertySecret(dataDir, {
    ...{ file: 'pin-pepper', purpose: 'pin', name: 'pepper' },
    without: 'without one, move it away, start again and give everybody a new PIN.',
  })
}
