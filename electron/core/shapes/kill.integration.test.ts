import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshTerminalDatabase } from '../../../tests/support/pglite.ts'
import { newId, type Uuid } from '../../../shared/kernel/ids.ts'
import { terminalExtensions } from '../database/extensions.ts'
import { startShapeSync } from './shape-sync.ts'
import { addRoom, contents, give, judge, type Lab, labCommand, openLab } from './testing/lab.ts'

let lab: Lab
let folder: string

beforeAll(async () => {
  lab = await openLab(freshTerminalDatabase)
  folder = await mkdtemp(join(tmpdir(), 'stayos-kill-'))
})
afterAll(async () => {
  await lab.close()
  await rm(folder, { recursive: true, force: true })
})

const openFolder = (loadDataDir?: Blob) =>
  PGlite.create(join(folder, 'data'), { extensions: terminalExtensions, ...(loadDataDir ? { loadDataDir } : {}) })

test('S11 a desk that is killed while it loads and while it syncs stands where the centre stands afterwards', async () => {
  const rooms = Array.from({ length: 50 }, () => newId())
  await lab.centre.commit(async (tx) => {
    for (const [index, room] of rooms.entries()) await addRoom(tx, String(index), room)
  })
  const pending = labCommand('lab.note', rooms[0] as Uuid, 'kept')
  await prepareFolder(pending)

  for (const crashPoint of ['loading', 'online', 'online']) {
    const desk = spawnDesk()
    const reached = printed(desk, crashPoint)
    reached.catch(() => undefined) // awaited below
    const traffic = new AbortController()
    const commits = commitUntil(traffic.signal, rooms)
    try {
      await reached
      if (crashPoint === 'online') await new Promise((resolve) => setTimeout(resolve, 150 + Math.random() * 250))
    } finally {
      const ended = once(desk, 'exit')
      desk.kill('SIGKILL')
      await ended
      traffic.abort()
      await commits
    }
  }

  const pg = await openFolder()
  const sync = startShapeSync({ ...lab.options(pg) })
  await sync.caughtUp()
  expect((await pg.query('SELECT id FROM sync.outbox')).rows).toEqual([{ id: pending.id }])
  await lab.centre.commit((tx) => judge(tx, pending))
  await sync.caughtUp()
  expect(await contents(pg)).toEqual(await contents(lab.centre.pg))
  expect((await pg.query('SELECT id FROM sync.outbox')).rows).toEqual([])
  await sync.stop()
  await pg.close()
}, 180_000)

async function prepareFolder(pending: ReturnType<typeof labCommand>): Promise<void> {
  const pg = await openFolder(await (await lab.newDesk()).dumpDataDir('none'))
  await give(pg, pending)
  await pg.close()
}

function spawnDesk(): ChildProcess {
  const script = fileURLToPath(new URL('testing/desk-process.ts', import.meta.url))
  const args = ['--import', 'tsx', script, join(folder, 'data'), lab.centre.url]
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
}

function printed(desk: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    desk.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString('utf8').includes(word)) resolve()
    })
    desk.on('exit', () => reject(new Error(`the desk ended before it was ${word}`)))
  })
}

/** Transactions over two tables, one after another. */
async function commitUntil(signal: AbortSignal, rooms: readonly Uuid[]): Promise<void> {
  for (let n = 0; !signal.aborted; n += 1) {
    const room = rooms[n % rooms.length] as Uuid
    await lab.centre.commit(async (tx) => {
      await tx.query('UPDATE lab.rooms SET version = version + 1 WHERE id = $1', [room])
      await tx.query('INSERT INTO lab.room_keys VALUES ($1, $2, $3)', [newId(), room, String(n)])
      await tx.query(
        'DELETE FROM lab.room_keys WHERE id = (SELECT min(id::text)::uuid FROM lab.room_keys) AND $1 % 3 = 0',
        [n],
      )
    })
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
