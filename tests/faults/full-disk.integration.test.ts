import { randomBytes } from 'node:crypto'
import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { makeRandom } from '../../server/seed/random.ts'
import { openTerminal, type Terminal } from '../../electron/core/open-terminal.ts'
import { makeEnrolledFolder } from '../../electron/core/testing/enrolled.ts'
import { temporaryFolder } from '../../electron/core/testing/folders.ts'
import { testDomain, UNIT } from '../../electron/core/testing/hotel.ts'
import { type FullDisk, limitDisk } from '../support/disk/full-disk.ts'

const MB = 1 << 20
const home = temporaryFolder()
const template = join(home.path, 'template')
let disk: FullDisk

beforeAll(() => makeEnrolledFolder(template))
afterEach(() => disk.remove())
afterAll(() => home.remove())

/** What the disk says of itself is no help here: a quota, or a disk that lies. */
const openIn = (dataDir: string) =>
  openTerminal({ dataDir, serverUrl: 'http://127.0.0.1:1', domain: testDomain, freeBytes: () => Infinity })

/** Long enough that a few dozen fill a segment of the log. */
const note = (desk: Terminal, bytes = 100_000) =>
  desk.run('v1.test.noteUnit', { unitId: UNIT, note: randomBytes(bytes).toString('base64') })

async function queueOf(desk: Terminal): Promise<string[]> {
  const rows = await desk.readOnlySql('SELECT id FROM sync.outbox ORDER BY position', [])
  return rows.map((row) => String(row.id))
}

function copyOfDesk(name: string): string {
  const dataDir = join(home.path, name)
  cpSync(template, dataDir, { recursive: true })
  return dataDir
}

/** Until the disk is full; what was answered "done", and what a person reads then. */
async function workUntilFull(desk: Terminal): Promise<{ done: string[]; words: string }> {
  const done: string[] = []
  for (let n = 0; n < 200; n++) {
    try {
      const outcome = await note(desk)
      if (outcome.kind === 'done') done.push(outcome.commandId)
    } catch (error) {
      return { done, words: error instanceof Error ? error.message : String(error) }
    }
  }
  throw new Error('the disk never became full')
}

const random = makeRandom(1).fork('full disk')
const rooms = [0, 8 * 1024, ...Array.from({ length: 4 }, () => random.between(64 * 1024, 20 * MB))]

it.each(rooms)(
  'D7: a disk that is full after %i bytes stops new commands with a sentence, harms nothing, and all goes on with room',
  async (room) => {
    const dataDir = copyOfDesk(`room-${room}`)
    disk = limitDisk(dataDir)
    const desk = await openIn(dataDir)
    const before = (await note(desk, 10)) as { commandId: string }
    disk.left = room
    const { done, words } = await workUntilFull(desk)
    expect(disk.refusals).toBeGreaterThan(0)
    expect(words).toMatch(/disk of this computer is full.*Make room|has stopped.*Start the program again/)
    const stopped = words.includes('has stopped')
    await expect(note(desk)).rejects.toThrow(stopped ? 'has stopped' : 'is full')
    disk.left = Infinity
    const kept = [before.commandId, ...done]
    if (!stopped) kept.push(((await note(desk)) as { commandId: string }).commandId)
    await desk.close()

    const again = await openIn(dataDir)
    expect(again.rebuilt).toBeNull()
    const queue = await queueOf(again)
    // One whose commit was cut off may stand or not; nobody was told "done".
    expect(queue.slice(0, kept.length)).toEqual(kept)
    expect(queue.length).toBeLessThanOrEqual(kept.length + (stopped ? 1 : 0))
    expect(await note(again)).toMatchObject({ kind: 'done' })
    await readEverything(again)
    await again.close()
    rmSync(dataDir, { recursive: true })
  },
  120_000,
)

it('D3, D7: a desk that is started on a full disk says so and touches nothing', async () => {
  const dataDir = copyOfDesk('start')
  disk = limitDisk(dataDir, 0)
  await expect(openIn(dataDir)).rejects.toThrow(/cannot be written.*Make room on the disk.*start again/)
  expect(readdirSync(dataDir).filter((name) => name.includes('set-aside'))).toEqual([])
  disk.left = Infinity
  const desk = await openIn(dataDir)
  expect(desk.rebuilt).toBeNull()
  expect(await note(desk)).toMatchObject({ kind: 'done' })
  await desk.close()
})

/** A broken page would be found here. */
async function readEverything(desk: Terminal): Promise<void> {
  const tables = await desk.readOnlySql(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')`,
    [],
  )
  for (const { name } of tables) await desk.readOnlySql(`SELECT count(*) FROM ${String(name)} t WHERE t::text = ''`, [])
}
