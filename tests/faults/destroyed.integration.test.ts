import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeRandom, type Random } from '../../server/seed/random.ts'
import { openTerminal, type Terminal } from '../../electron/core/open-terminal.ts'
import { makeEnrolledFolder } from '../../electron/core/testing/enrolled.ts'
import { temporaryFolder } from '../../electron/core/testing/folders.ts'
import { testDomain, UNIT } from '../../electron/core/testing/hotel.ts'

const home = temporaryFolder()
const template = join(home.path, 'template')
let queued: unknown[] = []

const openIn = (dataDir: string) => openTerminal({ dataDir, serverUrl: 'http://127.0.0.1:1', domain: testDomain })
const queueOf = (desk: Terminal) => desk.readOnlySql('SELECT id, seq, body FROM sync.outbox ORDER BY position', [])
const note = (desk: Terminal, text: string) => desk.run('v1.test.noteUnit', { unitId: UNIT, note: text })

function copyOfDesk(name: string): string {
  const dataDir = join(home.path, name)
  cpSync(template, dataDir, { recursive: true })
  return dataDir
}

beforeAll(async () => {
  await makeEnrolledFolder(template)
  const desk = await openIn(template)
  for (const text of ['one', 'two', 'three']) await note(desk, text)
  queued = await queueOf(desk)
  await desk.close()
})
afterAll(() => home.remove())

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort()
}

function flipBytes(path: string, random: Random): void {
  const bytes = readFileSync(path)
  for (let n = 0; n < 40 && bytes.length > 0; n++) spoilByte(bytes, random)
  writeFileSync(path, bytes)
}

function spoilByte(bytes: Buffer, random: Random): void {
  const at = random.between(0, bytes.length - 1)
  bytes[at] = (bytes[at] ?? 0) ^ random.between(1, 255)
}

const HARMS: readonly ((path: string, random: Random) => void)[] = [
  flipBytes,
  (path) => rmSync(path),
  (path, random) => truncateSync(path, random.between(0, statSync(path).size)),
]

it.each([1, 2, 3])(
  'D3, D8, J3: whatever is destroyed in its folder (seed %i), a desk opens with everything that was queued',
  async (seed) => {
    const random = makeRandom(seed)
    const dataDir = copyOfDesk(`destroyed-${seed}`)
    const files = filesOf(join(dataDir, 'database'))
    for (let n = random.between(1, 60); n > 0; n--) {
      const path = random.pick(files)
      if (existsSync(path)) random.pick(HARMS)(path, random)
    }
    const desk = await openIn(dataDir)
    // Damage in what nobody has needed yet is found later: the next start makes the database anew.
    const outcome = await note(desk, 'four').catch((error: unknown) => error)
    const isWhole = typeof outcome === 'object' && outcome !== null && 'kind' in outcome
    const expected = queued.length + (isWhole ? 1 : 0)
    await desk.close()
    const again = await openIn(dataDir)
    expect((await queueOf(again)).slice(0, queued.length)).toEqual(queued)
    expect(await queueOf(again)).toHaveLength(expected)
    await again.close()
    rmSync(dataDir, { recursive: true })
  },
  120_000,
)

it('D3, J3: damage in the outbox itself is met at open: the folder is set aside, the queue comes from the journal', async () => {
  const dataDir = copyOfDesk('outbox')
  const desk = await openIn(dataDir)
  const path = await fileOf(desk, 'sync.outbox')
  await desk.close()
  flipBytes(join(dataDir, 'database', path), makeRandom(1))
  const again = await openIn(dataDir)
  expect(again.rebuilt).toMatchObject({ restored: 3 })
  expect(existsSync(join(again.rebuilt?.folder ?? '', 'PG_VERSION'))).toBe(true)
  expect(await queueOf(again)).toEqual(queued)
  await again.close()
})

it('D8: a page that breaks while the desk runs ends it, and the next start makes it anew with what was queued meanwhile', async () => {
  const dataDir = copyOfDesk('running')
  const desk = await openIn(dataDir)
  const path = join(dataDir, 'database', await fileOf(desk, 'property_mgmt.unit_types'))
  expect(await note(desk, 'four')).toMatchObject({ kind: 'done' })
  flipBytes(path, makeRandom(1))
  await expect(desk.readOnlySql('SELECT * FROM property_mgmt.unit_types', [])).rejects.toThrow()
  expect((await desk.died).message).toMatch(/invalid page.*Start the program again/)
  await expect(note(desk, 'five')).rejects.toThrow('has stopped')
  await desk.close()
  const again = await openIn(dataDir)
  expect(again.rebuilt).toMatchObject({ restored: 4, reason: expect.stringContaining('invalid page') })
  await again.close()
})

async function fileOf(desk: Terminal, table: string): Promise<string> {
  const rows = await desk.readOnlySql('SELECT pg_relation_filepath($1::text::regclass) AS path', [table])
  return String(rows[0]?.path)
}
