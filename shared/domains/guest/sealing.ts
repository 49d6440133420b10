import type { Reader } from '../../command/database.ts'

/** Ciphertext in hexadecimal digits; another one each time. `key`: base64url, the property's, always a bound parameter. */
export async function sealWith(db: Reader, key: string, plain: string): Promise<string> {
  const [row] = await db.query<{ sealed: string }>(`SELECT encode(shared.encrypt_pii($1, $2), 'hex') AS sealed`, [
    plain,
    key,
  ])
  if (!row) throw new Error('nothing was sealed')
  return row.sealed
}

/** Throws `DatabaseError` (SQLSTATE ST011) where it was sealed with another key. */
export async function unsealWith(db: Reader, key: string, sealed: string): Promise<string> {
  const [row] = await db.query<{ plain: string }>(`SELECT shared.decrypt_pii(decode($1, 'hex'), $2) AS plain`, [
    sealed,
    key,
  ])
  if (!row) throw new Error('nothing was unsealed')
  return row.plain
}
