import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'

/** What PostgreSQL's COPY gives of a query, whole. */
export async function copyOut(client: pg.Client, select: string): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const stream: AsyncIterable<Uint8Array<ArrayBuffer>> = client.query(copyTo(`COPY (${select}) TO STDOUT`))
  for await (const part of stream) parts.push(part)
  return new Blob(parts)
}
