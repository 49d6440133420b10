/** A two-way line of texts, whatever carries it. */
export interface Port {
  send(text: string): void
  onMessage(listener: (text: string) => void): void
  onClose(listener: () => void): void
}

/** What Electron's MessagePortMain and Node's MessagePort have in common. */
export interface MessagePortLike {
  postMessage(message: unknown): void
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start?(): void
}

export function overMessagePort(port: MessagePortLike): Port {
  return {
    send: (text) => port.postMessage(text),
    onMessage: (listener) => {
      port.on('message', (message) => listener(textOf(message)))
      port.start?.()
    },
    onClose: (listener) => void port.on('close', listener),
  }
}

/** What the `ws` package's WebSocket offers. */
export interface WebSocketLike {
  readonly readyState: number
  send(text: string): void
  on(event: 'message', listener: (data: unknown) => void): unknown
  on(event: 'close', listener: () => void): unknown
}

const OPEN = 1

export function overWebSocket(socket: WebSocketLike): Port {
  return {
    send: (text) => {
      if (socket.readyState === OPEN) socket.send(text)
    },
    onMessage: (listener) => void socket.on('message', (data) => listener(textOf(data))),
    onClose: (listener) => void socket.on('close', listener),
  }
}

/** Electron wraps the message in an event; `ws` gives a Buffer. */
function textOf(message: unknown): string {
  if (typeof message === 'object' && message !== null && 'data' in message && typeof message.data === 'string') {
    return message.data
  }
  return String(message)
}
