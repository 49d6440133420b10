import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** A record on disk: length, CRC-32 of what follows, then nonce, AES-256-GCM ciphertext and tag. */
const HEADER = 8
const NONCE = 12
const TAG = 16
export const MAGIC = Buffer.from('STAYOSJ1')

export function encodeFrame(text: string, key: Buffer): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(MAGIC)
  const payload = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  const header = Buffer.alloc(HEADER)
  header.writeUInt32BE(payload.length, 0)
  header.writeUInt32BE(crc32(payload), 4)
  return Buffer.concat([header, payload])
}

export interface FrameScan {
  readonly texts: readonly string[]
  /** Where the good part ends. */
  readonly end: number
  /** 'torn': the last append did not finish, nobody was told "done". 'damaged': more than that is unreadable. */
  readonly tail: 'clean' | 'torn' | 'damaged'
}

/** Reads records up to the first that is not whole. */
export function scanFrames(file: Buffer, key: Buffer): FrameScan {
  if (file.length < MAGIC.length) return { texts: [], end: 0, tail: file.length === 0 ? 'clean' : 'torn' }
  if (!file.subarray(0, MAGIC.length).equals(MAGIC)) return { texts: [], end: 0, tail: 'damaged' }
  const texts: string[] = []
  let end = MAGIC.length
  while (end < file.length) {
    const frame = readFrame(file, end, key)
    if (frame.kind !== 'whole') return { texts, end, tail: frame.kind }
    texts.push(frame.text)
    end = frame.end
  }
  return { texts, end, tail: 'clean' }
}

type Frame = { kind: 'whole'; text: string; end: number } | { kind: 'torn' } | { kind: 'damaged' }

function readFrame(file: Buffer, start: number, key: Buffer): Frame {
  if (start + HEADER > file.length) return { kind: 'torn' }
  const end = start + HEADER + file.readUInt32BE(start)
  if (end > file.length) return { kind: 'torn' }
  const payload = file.subarray(start + HEADER, end)
  const isLast = end === file.length
  if (payload.length < NONCE + TAG || crc32(payload) !== file.readUInt32BE(start + 4)) {
    return { kind: isLast ? 'torn' : 'damaged' }
  }
  const text = decrypt(payload, key)
  // Whole by its checksum and yet unreadable: another key.
  return text === undefined ? { kind: 'damaged' } : { kind: 'whole', text, end }
}

function decrypt(payload: Buffer, key: Buffer): string | undefined {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, payload.subarray(0, NONCE)).setAAD(MAGIC)
    decipher.setAuthTag(payload.subarray(payload.length - TAG))
    return decipher.update(payload.subarray(NONCE, payload.length - TAG), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return undefined
  }
}
