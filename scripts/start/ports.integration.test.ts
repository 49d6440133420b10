import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { claimPort, listeningInode } from './ports.ts'

it('says which port is taken, by what, and what to do', async () => {
  const holder = createServer()
  await new Promise<void>((resolve) => holder.listen({ host: '127.0.0.1', port: 0 }, resolve))
  const address = holder.address()
  const port = typeof address === 'object' && address ? address.port : 0
  try {
    const refused = claimPort(port, 'centre', 'port')
    await expect(refused).rejects.toThrow(new RegExp(`Port ${port}.*centre.*npm start -- --port ${port + 10}`))
    if (process.platform === 'linux')
      await expect(claimPort(port, 'centre', 'port')).rejects.toThrow(`process ${process.pid}`)
  } finally {
    await new Promise((resolve) => holder.close(resolve))
  }
  await expect(claimPort(port, 'centre', 'port')).resolves.toBeUndefined()
})

it('finds a listening socket, not a connected one', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:1130 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 111 1',
    '   1: 0100007F:1130 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 222 1',
  ].join('\n')
  expect(listeningInode(table, 4400)).toBe('222')
  expect(listeningInode(table, 4401)).toBeUndefined()
})
