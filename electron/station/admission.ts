import type { IncomingHttpHeaders } from 'node:http'

/**
 * Who may talk to the station at all. Any web page can make this browser send requests to 127.0.0.1, and a name that a stranger
 * owns can be made to point here (DNS rebinding): the headers below are the ones that a page cannot forge.
 */
export interface Turned {
  readonly status: 421 | 403
  readonly why: string
}

const FOREIGN_HOST: Turned = { status: 421, why: 'This desk answers to 127.0.0.1 and its own port only.' }
const FOREIGN_SITE: Turned = { status: 403, why: 'Open the desk by its own address; other sites may not use it.' }

/** node:http keeps the first of several Host headers; whoever sends two means to confuse. */
function isOwnHost(headers: IncomingHttpHeaders, rawHeaders: readonly string[], port: number): boolean {
  const hosts = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host').length
  return hosts === 1 && headers.host === `127.0.0.1:${port}`
}

/** 'none' is a person: an address typed, a bookmark, a link opened from another program. */
export function admitRequest(headers: IncomingHttpHeaders, rawHeaders: readonly string[], port: number): Turned | null {
  if (!isOwnHost(headers, rawHeaders, port)) return FOREIGN_HOST
  const site = headers['sec-fetch-site']
  return site === 'same-origin' || site === 'none' ? null : FOREIGN_SITE
}

/** WebSockets are outside CORS: Origin is all that tells our page from another. Not every browser adds Sec-Fetch-Site here. */
export function admitUpgrade(headers: IncomingHttpHeaders, rawHeaders: readonly string[], port: number): Turned | null {
  if (!isOwnHost(headers, rawHeaders, port)) return FOREIGN_HOST
  if (headers.origin !== `http://127.0.0.1:${port}`) return FOREIGN_SITE
  const site = headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' ? null : FOREIGN_SITE
}
