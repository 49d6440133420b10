/** One file or folder of a tar archive; `name` is relative, with '/' between its parts. */
export interface TarEntry {
  readonly name: string
  readonly kind: 'file' | 'folder'
  readonly data: Uint8Array
}

const BLOCK = 512

/**
 * Reads a POSIX ustar archive (IEEE Std 1003.1, pax, "ustar Interchange Format"). Throws where a header's checksum is wrong, where
 * the archive is cut, and where a name would lead out of the folder that it is unpacked in.
 */
export function readTar(archive: Uint8Array): TarEntry[] {
  const entries: TarEntry[] = []
  let offset = 0
  while (offset + BLOCK <= archive.length) {
    const header = archive.subarray(offset, offset + BLOCK)
    if (header.every((byte) => byte === 0)) return entries
    refuseBroken(header)
    const size = octal(header, 124, 12)
    const start = offset + BLOCK
    if (start + size > archive.length) throw new Error('the archive is cut short')
    entries.push({ name: nameOf(header), kind: kindOf(header), data: archive.subarray(start, start + size) })
    offset = start + Math.ceil(size / BLOCK) * BLOCK
  }
  throw new Error('the archive is cut short')
}

function refuseBroken(header: Uint8Array): void {
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0)
  if (sum !== octal(header, 148, 8)) throw new Error('the archive is damaged: a header does not match its checksum')
}

function nameOf(header: Uint8Array): string {
  const prefix = text(header, 345, 155)
  const parts = `${prefix}/${text(header, 0, 100)}`.split('/').filter((part) => part !== '' && part !== '.')
  if (parts.includes('..')) throw new Error('the archive names a file outside its folder')
  return parts.join('/')
}

function kindOf(header: Uint8Array): TarEntry['kind'] {
  const flag = String.fromCharCode(header[156] ?? 0)
  if (flag === '0' || flag === '\0') return 'file'
  if (flag === '5') return 'folder'
  throw new Error(`the archive holds an entry of kind '${flag}', which is neither a file nor a folder`)
}

function text(header: Uint8Array, start: number, length: number): string {
  const field = header.subarray(start, start + length)
  const end = field.indexOf(0)
  return new TextDecoder().decode(end === -1 ? field : field.subarray(0, end))
}

function octal(header: Uint8Array, start: number, length: number): number {
  const digits = text(header, start, length).trim()
  if (!/^[0-7]*$/.test(digits)) throw new Error('the archive is damaged: a number is no number')
  return Number.parseInt(digits || '0', 8)
}
