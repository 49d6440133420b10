import { loadPropertySecret, type SecretOf } from './property-secret.ts'

/**
 * The key under which desks of a property encrypt documents and dates of birth. Without its file nobody reads again what was taken down: keep
 * a copy of it apart from the backups of the database.
 */
export function loadIdentityKey(dataDir: string): Promise<SecretOf> {
  return loadPropertySecret(dataDir, {
    ...{ file: 'identity-key', purpose: 'identity', name: 'key' },
    without: 'without one, move it away and start again: identity documents must then be taken down anew.',
  })
}
