import { createHash, timingSafeEqual } from 'node:crypto'

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/

/**
 * With a token: whoever carries it. Without: this machine alone, and nothing that came through a proxy, whose own address may be a loopback
 * one.
 */
export function mayReadMetrics(
  token: string | undefined,
  remote: string | undefined,
  header: (name: string) => string | undefined,
): boolean {
  if (token !== undefined) return isSame(header('authorization') ?? '', `Bearer ${token}`)
  const proxied = ['forwarded', 'x-forwarded-for', 'via'].some((name) => header(name) !== undefined)
  return !proxied && LOOPBACK.test(remote ?? '')
}

function isSame(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(a), hash(b))
}
