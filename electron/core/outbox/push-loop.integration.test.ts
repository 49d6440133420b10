import type { SyncProblem } from '../../../shared/protocol/sync-problem.ts'
import type { PGlite } from '@electric-sql/pglite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { asUuid } from '../../../shared/kernel/ids.ts'
import type { QueuedCommand } from '../../../shared/protocol/push.ts'
import { executeCommand } from '../commands/execute.ts'
import { adoptIncarnation, readNumbers, writeNumbers } from '../commands/numbers.ts'
import { readPending } from '../commands/pending.ts'
import { replayWith } from '../commands/replay.ts'
import { databaseOf } from '../database/handle.ts'
import { type DeskSession, startSession } from '../desk-session.ts'
import { enrol } from '../identity/enrol.ts'
import { ServerClock } from '../identity/server-clock.ts'
import { startTestCentre, type TestCentre } from '../testing/centre.ts'
import { identity } from '../testing/enrolled.ts'
import { freshHotel, temporaryFolder } from '../testing/folders.ts'
import {
  anotherId,
  giver,
  PROPERTY,
  takeBackAll,
  testDomain,
  TERMINAL,
  UNIT,
  writeFromCentre,
} from '../testing/hotel.ts'
import { Journal } from './journal.ts'
import { levelJournal } from './level.ts'
import type { PushState } from './push-state.ts'
import { renumberPending } from './renumber.ts'
import { trimJournal } from './trim.ts'

const POST = 'POST /v1/commands'
const ASK = 'GET /v1/commands/progress'
let pg: PGlite
let centre: TestCentre
let folder: ReturnType<typeof temporaryFolder>
let journal: Journal
let session: DeskSession | undefined
let states: PushState[] = []
let judged: string[] = []
let failures: (SyncProblem | null)[] = []

beforeAll(async () => {
  pg = await freshHotel()
})
afterAll(() => pg.close())
beforeEach(async () => {
  folder = temporaryFolder()
  journal = Journal.open(folder.path)
  centre = await startTestCentre(identity)
  states = []
  judged = []
  failures = []
  await writeFromCentre(pg, 'TRUNCATE sync.outbox, sync.undo, sync.state')
  await adoptIncarnation(databaseOf(pg), 1)
  await enrol({
    dataDir: folder.path,
    serverUrl: centre.url,
    code: 'CODE-0001',
    fetch,
    signal: AbortSignal.timeout(5000),
  })
})
afterEach(async () => {
  await Promise.all([session?.push.stop(), session?.shapes.stop()])
  session = undefined
  await centre.stop()
  journal.close()
  folder.remove()
})

function start(): DeskSession['push'] {
  session = startSession({
    pg,
    dataDir: folder.path,
    serverUrl: centre.url,
    identity,
    shapes: [],
    replay: () => Promise.resolve(),
    rowKeys: {},
    fetch,
    clock: new ServerClock(),
    checkRoom: () => undefined,
    renumber: async (incarnation) => void (await renumberPending(pg, journal, asUuid(TERMINAL), incarnation)),
    onScope: () => undefined,
    onPush: (state, failure) => {
      states.push(state)
      failures.push(failure)
    },
    onShapes: () => undefined,
    onJudged: (ids) => void judged.push(...ids),
    onConfirmed: () => undefined,
    onRows: () => undefined,
    isDraining: () => false,
    onKeyring: () => undefined,
    signal: AbortSignal.abort(),
    onLockedOut: () => undefined,
    onFault: (error) => expect.fail(String(error)),
  })
  return session.push
}

async function give(count: number, label = 'n'): Promise<string[]> {
  for (let i = 0; i < count; i++) {
    const onQueued = journal.append.bind(journal)
    await executeCommand({ pg, domain: testDomain, giver, onQueued }, 'v1.test.noteUnit', {
      unitId: UNIT,
      note: `${label}${i}`,
    })
  }
  return pendingIds()
}
const lastGiven = async () => (await readPending(databaseOf(pg))).at(-1)?.command as QueuedCommand
const pendingIds = async () => (await readPending(databaseOf(pg))).map((each) => each.id as string)
const judgedIds = () => centre.judged.map((command) => command.id)
const resting = (push: DeskSession['push']) => eventually(() => expect(push.state.kind).toBe('idle'))
const commandRequests = () => centre.requests.filter((request) => request.includes('/v1/commands'))

describe('the push', () => {
  it('O1, O4, O9: sends all in order, at most 50 at once, tells which are judged, and keeps them until their results arrive', async () => {
    const ids = await give(120)
    const push = start()
    await resting(push)
    expect(judgedIds()).toEqual(ids)
    expect(commandRequests()).toEqual([ASK, POST, POST, POST])
    expect(await pendingIds()).toEqual(ids)
    // O9
    expect(judged).toEqual(ids)
    const more = await give(1)
    push.notify(await lastGiven())
    await eventually(() => expect(judgedIds()).toEqual(more))
  })

  it('O2: asks after a lost answer, and sends nothing that was judged', async () => {
    const ids = await give(3)
    centre.mishaps[POST] = ['lose']
    await resting(start())
    expect(judgedIds()).toEqual(ids)
    expect(commandRequests()).toEqual([ASK, POST, ASK])
  })

  it('O6: tries again through faults, cuts and a lost answer to the question, each command judged once', async () => {
    const ids = await give(3)
    centre.mishaps[POST] = ['fail', 'cut', 'lose']
    centre.mishaps[ASK] = ['cut', 'fail']
    await resting(start())
    expect(judgedIds()).toEqual(ids)
    expect(states.map((state) => state.kind)).toContain('waiting')
    expect(failures).toContainEqual(expect.objectContaining({ code: 'told', message: 'The centre met a fault.' }))
    expect(failures.at(-1)).toBeNull()
  })

  it('O3: offers again what a new life cannot know', async () => {
    const ids = await give(4)
    await resting(start())
    await Promise.all([session?.push.stop(), session?.shapes.stop()])
    await writeFromCentre(pg, `DELETE FROM sync.outbox WHERE seq = 4`)
    await resting(start())
    expect(judgedIds()).toEqual(ids)
  })

  it('O5: takes a new incarnation after a fork, same commands in the same order, in the journal too', async () => {
    centre.progress = { incarnation: 1, lastSeq: 2 }
    const ids = await give(3)
    await resting(start())
    expect(judgedIds()).toEqual(ids)
    expect(centre.judged.map(({ incarnation, seq }) => [incarnation, seq])).toEqual([
      [2, 1],
      [2, 2],
      [2, 3],
    ])
    expect(journal.entries.map((entry) => entry.command.incarnation)).toEqual([2, 2, 2])
    expect(journal.numbers).toMatchObject({ incarnation: 2, nextSeq: 4 })
  })

  it('O5: fills a gap that is held', async () => {
    const ids = await give(3)
    const push = start()
    await resting(push)
    // A centre that lost its last commands and does not know it, as after a restore.
    centre.progress = { incarnation: 1, lastSeq: 0 }
    await give(1)
    push.notify(await lastGiven())
    await resting(push)
    expect(centre.progress.lastSeq).toBe(4)
    expect(new Set(judgedIds())).toEqual(new Set([...ids, ...(await pendingIds())]))
  })

  it('O5: counts anew where the gap cannot be filled', async () => {
    await writeNumbers(databaseOf(pg), { incarnation: 1, nextSeq: 7, clock: { ms: 0, counter: 0 }, counters: {} })
    const ids = await give(2)
    await resting(start())
    expect(judgedIds()).toEqual(ids)
    expect(centre.judged[0]?.seq).toBe(1)
  })

  it('O6: fetches a new token when the old one is not taken', async () => {
    const push = start()
    await resting(push)
    centre.expireTokens()
    const ids = await give(1)
    push.notify(await lastGiven())
    await eventually(() => expect(judgedIds()).toEqual(ids))
    expect(states.some((state) => state.kind === 'waiting')).toBe(false)
  })

  it('O6: stops for a person when revoked, with the words of the centre, and goes on when told', async () => {
    centre.revoked = true
    const ids = await give(1)
    const push = start()
    await eventually(() =>
      expect(push.state).toMatchObject({
        kind: 'stopped',
        problem: { code: 'told', message: 'This desk was revoked. Ask your head office.' },
      }),
    )
    centre.revoked = false
    push.resume()
    await resting(push)
    expect(judgedIds()).toEqual(ids)
  })

  it('O7: a pause calls off what hangs, and nothing is sent in it', async () => {
    centre.mishaps[POST] = ['hang']
    const ids = await give(2)
    const push = start()
    await eventually(() => expect(commandRequests()).toContain(POST))
    await push.pause()
    expect(push.state.kind).toBe('paused')
    const before = commandRequests().length
    push.notify(await lastGiven())
    push.hurry()
    expect(commandRequests()).toHaveLength(before)
    push.resume()
    await resting(push)
    expect(judgedIds()).toEqual(ids)
  })

  it('O1: what is queued while nothing waits is sent as it is; what comes meanwhile, or is not the next, is read in order', async () => {
    const push = start()
    await resting(push)
    const [first] = await give(1)
    push.notify(await lastGiven())
    await give(1)
    push.notify(await lastGiven())
    await eventually(() => expect(judgedIds()).toHaveLength(2))
    await resting(push)
    // Two that nobody told of, and one more.
    await give(3)
    push.notify(await lastGiven())
    await eventually(() => expect(judgedIds()).toHaveLength(5))
    expect(judgedIds()).toEqual(await pendingIds())
    expect(judgedIds()[0]).toBe(first)
  })
})

describe('the journal', () => {
  it('J4: lets go of what was confirmed, and keeps what comes meanwhile', async () => {
    await give(2)
    await writeFromCentre(pg, 'DELETE FROM sync.outbox')
    const trimming = trimJournal(pg, journal)
    const late = journal.entries[0]
    if (late) journal.append({ ...late, command: { ...late.command, id: anotherId(), seq: 3 } }, journal.numbers)
    await trimming
    expect(journal.entries.map((entry) => entry.command.seq)).toEqual([3])
    expect(journal.numbers.nextSeq).toBe(3)
  })

  it('J3: brings back into an older database what it never issued, with its effect', async () => {
    const ids = await give(2, 'restored')
    await takeBackAll(pg)
    await pg.exec('TRUNCATE sync.state')
    await adoptIncarnation(databaseOf(pg), 1)
    expect(await levelJournal(pg, journal, replayWith(testDomain, [PROPERTY]))).toBe(2)
    expect(await pendingIds()).toEqual(ids)
    const { rows } = await pg.query('SELECT block_reason AS note FROM property_mgmt.inventory_units WHERE id = $1', [
      UNIT,
    ])
    expect(rows).toEqual([{ note: 'restored1' }])
    expect(await readNumbers(databaseOf(pg))).toMatchObject({ incarnation: 1, nextSeq: 3 })
  })

  it('J3: takes up what was committed just before a crash', async () => {
    const onQueued = () => undefined
    await executeCommand({ pg, domain: testDomain, giver, onQueued }, 'v1.test.noteUnit', {
      unitId: UNIT,
      note: 'late',
    })
    expect(journal.entries).toEqual([])
    await levelJournal(pg, journal, replayWith(testDomain, [PROPERTY]))
    expect(journal.entries.map((entry) => entry.command.id)).toEqual(await pendingIds())
  })
})
