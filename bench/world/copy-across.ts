import type { Transaction } from '@electric-sql/pglite'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { quote } from '../../electron/core/shapes/tables.ts'

/** What PostgreSQL's COPY gives of a query, whole. */
async function copyOut(client: pg.Client, select: string): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const stream: AsyncIterable<Uint8Array<ArrayBuffer>> = client.query(copyTo(`COPY (${select}) TO STDOUT`))
  for await (const part of stream) parts.push(part)
  return new Blob(parts)
}

/** The floor of every load: the same rows of a table, straight into a PGlite whose transaction this is. */
export async function copyAcross(
  client: pg.Client,
  tx: Transaction,
  { table, columns, where }: { table: string; columns: readonly string[]; where: string },
): Promise<void> {
  const list = columns.map(quote).join(', ')
  const blob = await copyOut(client, `SELECT ${list} FROM ${table} WHERE ${where}`)
  await tx.exec('SET LOCAL session_replication_role = replica')
  if (blob.size > 0) await tx.query(`COPY ${table} (${list}) FROM '/dev/blob'`, [], { blob })
}
