import { Readable } from 'node:stream'
import { request } from 'undici'

export interface CentreInit {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal?: AbortSignal | null
  /** The answer is long, and is read as it comes. */
  readonly isLong?: boolean
}

/** What the core reads of an answer; a `Response` is one. */
export interface CentreAnswer {
  readonly status: number
  readonly ok: boolean
  readonly headers: Pick<Headers, 'get' | 'has'>
  readonly body: ReadableStream<Uint8Array> | null
  text(): Promise<string>
  json(): Promise<unknown>
  arrayBuffer(): Promise<ArrayBuffer>
}

/** How the centre is asked; `fetch` does it too. */
export type CentreFetch = (url: string | URL, init: CentreInit) => Promise<CentreAnswer>

/**
 * The client under Node's own `fetch`, without what that does for web pages: a third of a millisecond for every answer that somebody
 * waits for. It follows no redirection, and unpacks nothing by itself.
 */
export const centreFetch: CentreFetch = async (url, { isLong = false, ...init }) => {
  // Its stream keeps up better with a thread that is busy: a first load takes a fifth less.
  if (isLong) return fetch(url, init)
  const { method = 'GET', headers = {}, body = null, signal = null } = init
  const answer = await request(url, { method, headers: { ...headers }, body, signal })
  const { statusCode: status, body: received } = answer
  const valueOf = (name: string) => answer.headers[name.toLowerCase()]
  return {
    status,
    ok: status >= 200 && status < 300,
    headers: {
      get: (name) => {
        const value = valueOf(name)
        return value === undefined ? null : String(value)
      },
      has: (name) => valueOf(name) !== undefined,
    },
    get body() {
      return Readable.toWeb(received) as ReadableStream<Uint8Array>
    },
    text: () => received.text(),
    json: () => received.json(),
    arrayBuffer: () => received.arrayBuffer(),
  }
}
