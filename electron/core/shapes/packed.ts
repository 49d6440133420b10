import type { CentreAnswer } from '../centre-fetch.ts'
import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { promisify } from 'node:util'
import { constants, createGunzip, gunzip } from 'node:zlib'
import { PACKED_FILE } from '../../../shared/protocol/shapes.ts'

/** Asks for an answer as a packed file. fetch's own unpacking gives 16 KiB at a time, each a turn of a thread that is busy with the database. */
export const TAKES_PACKED = { accept: `${PACKED_FILE}, */*` }

const UNPACKED_AT_ONCE = 1 << 20
/** What was cut gives what is there: its reader says that it is not whole. */
const OPTIONS = { chunkSize: UNPACKED_AT_ONCE, finishFlush: constants.Z_SYNC_FLUSH }

const isPacked = ({ headers }: CentreAnswer) => headers.get('content-type') === PACKED_FILE

export function unpackedStream(response: CentreAnswer): ReadableStream<Uint8Array> | null {
  if (!response.body || !isPacked(response)) return response.body
  const unpacking = Readable.fromWeb(response.body as NodeStream).compose(createGunzip(OPTIONS))
  return Readable.toWeb(unpacking as Readable) as ReadableStream<Uint8Array>
}

export async function unpackedText(response: CentreAnswer): Promise<string> {
  if (!isPacked(response)) return response.text()
  const bytes = await promisify(gunzip)(await response.arrayBuffer(), OPTIONS)
  return bytes.toString('utf8')
}
