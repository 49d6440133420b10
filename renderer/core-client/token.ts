const KEY = 'stayos-desk-token'

interface Place {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>
  readonly history: Pick<History, 'replaceState'>
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>
}

/**
 * The start link carries the token in its fragment, which never leaves the browser. It moves to this tab's storage at once, so that the
 * address bar can be shown or copied without giving the desk away.
 */
export function takeToken(page: Place): string | null {
  const token = new URLSearchParams(page.location.hash.slice(1)).get('token')
  if (token === null) return page.sessionStorage.getItem(KEY)
  page.sessionStorage.setItem(KEY, token)
  page.history.replaceState(null, '', page.location.pathname + page.location.search)
  return token
}
