import type { WebSocket } from 'ws'
import { pageMessage } from '../../shared/protocol/port.ts'
import { isSameToken } from './token.ts'

export const CLOSE_WRONG_TOKEN = 4401
export const CLOSE_NO_TOKEN_IN_TIME = 4408

function tokenOf(text: string): string | undefined {
  try {
    const message = pageMessage.parse(JSON.parse(text))
    return message.type === 'hello' ? message.token : undefined
  } catch {
    return undefined
  }
}

/**
 * connected -- first message is the token --> served
 *           -- first message is anything else --> closed 4401
 *           -- nothing in time --> closed 4408
 * The token is no part of an address, so that it stands in no log, history or referrer.
 */
export function awaitHello(
  socket: WebSocket,
  token: string,
  timeoutMs: number,
  serve: (socket: WebSocket) => void,
): void {
  const late = setTimeout(() => socket.close(CLOSE_NO_TOKEN_IN_TIME, 'no token in time'), timeoutMs)
  socket.on('error', () => socket.terminate())
  socket.once('close', () => clearTimeout(late))
  socket.once('message', (data, isBinary) => {
    clearTimeout(late)
    const given = isBinary ? undefined : tokenOf(data.toString())
    if (given === undefined || !isSameToken(given, token)) {
      socket.close(CLOSE_WRONG_TOKEN, 'wrong token')
      return
    }
    serve(socket)
  })
}
