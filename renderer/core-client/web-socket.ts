import { t } from '../../shared/language/t.ts'
import type { LinkProblem, OpenTransport } from './transport.ts'
import { reconnectDelay } from './transport.ts'

const TOKEN_REFUSED = 4401

const NOT_REACHABLE: LinkProblem = {
  get what() {
    return t('The desk program on this computer does not answer.')
  },
  get todo() {
    return t('Start StayOS Desk again if it was closed. This page connects by itself.')
  },
  final: false,
}

const NO_ENTRY: LinkProblem = {
  get what() {
    return t('This address does not carry a valid key to the desk.')
  },
  get todo() {
    return t('Close this page and open the desk from its start link (printed by the program that runs it).')
  },
  final: true,
}

/** The station's loopback socket: the token goes in the first message, never into an address. */
export function openWebSocket(url: string, token: string | null): OpenTransport {
  return (events) => {
    let socket: WebSocket | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let attempt = 0
    let ended = false

    const connect = (): void => {
      const opening = new WebSocket(url)
      socket = opening
      opening.onopen = () => {
        opening.send(JSON.stringify({ type: 'hello', token }))
        events.opened()
      }
      opening.onmessage = ({ data }) => {
        attempt = 0
        if (typeof data === 'string') events.received(data)
      }
      opening.onclose = ({ code }) => {
        if (ended) return
        const problem = code === TOKEN_REFUSED ? NO_ENTRY : NOT_REACHABLE
        events.closed(problem)
        if (!problem.final) timer = setTimeout(connect, reconnectDelay(attempt++, Math.random()))
      }
    }

    if (token === null) queueMicrotask(() => events.closed(NO_ENTRY))
    else connect()

    return {
      send: (text) => {
        if (socket?.readyState === WebSocket.OPEN) socket.send(text)
      },
      close: () => {
        ended = true
        clearTimeout(timer)
        socket?.close()
      },
    }
  }
}
