import { connect, createServer, type Socket } from 'node:net'

/** The line between a terminal and the centre: real TCP on loopback that can be cut and mended. */
export interface Line {
  /** In place of the global one, where the line is no socket. */
  readonly fetch?: typeof fetch | undefined
  /** What the terminal believes to be the centre. */
  readonly url: string
  /** Every open connection dies at once, new ones are refused. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

export async function openLine(targetUrl: string): Promise<Line> {
  const target = new URL(targetUrl)
  const sockets = new Set<Socket>()
  let whole = true
  const server = createServer((near) => {
    if (!whole) {
      near.resetAndDestroy()
      return
    }
    const far = connect(Number(target.port), target.hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      socket.on('error', () => undefined)
    }
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
    near.pipe(far)
    far.pipe(near)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the line has no port')
  const cut = () => {
    whole = false
    for (const socket of sockets) socket.resetAndDestroy()
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut,
    mend: () => (whole = true),
    async close() {
      cut()
      await new Promise((done) => server.close(done))
    },
  }
}
