/** What photos and scans are; judged by how the content begins, whatever a terminal calls it. */
export type ContentType = 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf'

/** As many bytes as `contentTypeOf` looks at. */
export const HEAD_BYTES = 12

export function contentTypeOf(head: Buffer): ContentType | undefined {
  const begins = (bytes: string, at = 0) => head.subarray(at, at + bytes.length).equals(Buffer.from(bytes, 'latin1'))
  if (begins('\xff\xd8\xff')) return 'image/jpeg'
  if (begins('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (begins('RIFF') && begins('WEBP', 8)) return 'image/webp'
  return begins('%PDF-') ? 'application/pdf' : undefined
}
