import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** 256 random bits, as text that needs no escaping in a URL. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Digests have one length whatever is sent, so that neither length nor content shows in the time taken. */
export function isSameToken(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

/** The token of this data folder, made once and readable by its owner only: the desk's address outlives a restart. */
export async function keepToken(dataDir: string): Promise<string> {
  const path = join(dataDir, 'station-token')
  const kept = await readFile(path, 'utf8').catch(() => '')
  if (/^[\w-]{43}$/.test(kept)) {
    await chmod(path, 0o600)
    return kept
  }
  const token = makeToken()
  await mkdir(dataDir, { recursive: true })
  await writeFile(path, token, { mode: 0o600 })
  await chmod(path, 0o600)
  return token
}
