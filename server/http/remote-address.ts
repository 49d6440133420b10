/**
 * Who sent a request. Behind proxies it is what the outermost of them noted: each appends the address that it saw, so that as many entries from
 * the end can be believed as there are proxies, and no more.
 */
export function remoteAddress(peer: string | undefined, forwardedFor: string | undefined, proxies: number): string {
  if (proxies === 0) return peer ?? ''
  const noted = (forwardedFor ?? '').split(',').map((address) => address.trim())
  return noted.at(-proxies) || (peer ?? '')
}
