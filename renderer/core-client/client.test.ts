import { sayProblem } from '../../shared/domains/sync/problem-words.ts'
import { problemOfError } from './problem.ts'
import { describe, expect, it } from 'vitest'
import type { PageMessage } from '../../shared/protocol/port.ts'
import { CoreClient, CoreFault, CoreUnreachable } from './client.ts'
import type { TransportEvents } from './transport.ts'

const MARIA = { userId: '018f0000-0000-7000-8000-000000000003', name: 'Maria', role: 'front_desk' }
const OUT = { state: 'out', person: null, ended: null, people: [], ready: true, managerFirst: false }
const IN = { ...OUT, state: 'in', person: MARIA }

const READY = {
  session: IN,
  type: 'ready',
  desk: null,
  status: { state: 'online', since: '2026-11-23T08:00:00.000Z', queued: 0, progress: null, problems: [] },
}
const LOST = { what: 'gone', todo: 'wait', final: false }

/** A core that is played by hand. */
function connect() {
  const sent: PageMessage[] = []
  const held: { events?: TransportEvents } = {}
  const client = new CoreClient((events) => {
    held.events = events
    return { send: (text) => sent.push(JSON.parse(text)), close: () => undefined }
  })
  const say = (message: unknown) => held.events?.received(JSON.stringify(message))
  const cut = () => held.events?.closed(LOST)
  return { client, sent, say, cut }
}

const summary = { businessDate: '2026-11-23', arrivalsDue: 1 }

describe('the core client', () => {
  it('asks nothing before somebody is signed in, and everything that is wanted then', async () => {
    const { client, sent, say } = connect()
    say({ ...READY, session: OUT })
    client.live('desk.summary', {}).subscribe(() => undefined)
    expect([sent, client.link().person]).toEqual([[], null])
    const entering = client.signIn(MARIA.userId, '2580')
    expect(sent).toEqual([{ type: 'signIn', id: 2, userId: MARIA.userId, pin: '2580' }])
    say({ type: 'session', session: IN })
    say({ type: 'judgedPin', id: 2, refusal: null })
    expect(await entering).toBeNull()
    expect(client.link().person).toEqual(MARIA)
    expect(sent.at(-1)).toMatchObject({ type: 'subscribe', name: 'desk.summary' })
  })

  it('keeps whose work stands on the page while it is locked or the core starts again, and lets go of it at the sign-out', () => {
    const { client, sent, say, cut } = connect()
    say(READY)
    say({ type: 'session', session: IN })
    const live = client.live('desk.summary', {})
    live.subscribe(() => undefined)
    say({ type: 'snapshot', id: 1, rev: 1, rows: [summary] })
    say({ type: 'session', session: { ...IN, state: 'locked', ended: 'idle' } })
    expect(live.state()).toMatchObject({ phase: 'ready', stale: true, rows: [summary] })
    cut()
    say({ ...READY, session: OUT })
    expect(client.link()).toMatchObject({ person: MARIA, session: { state: 'out' } })
    const asked = sent.length
    say({ type: 'session', session: IN })
    expect(sent.slice(asked)).toMatchObject([{ type: 'subscribe', name: 'desk.summary' }])
    say({ type: 'session', session: OUT })
    expect(client.link().person).toBeNull()
  })

  it('refuses a command at once while there is no core, and sends nothing', async () => {
    const { client, sent } = connect()
    const failure = await client.run('v1.reservation.checkOut', { reservationId: 'x' }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(CoreUnreachable)
    expect(failure).toMatchObject({ sent: false })
    expect(sent).toEqual([])
  })

  it('answers a command with its outcome, and a call under way with doubt when the core goes', async () => {
    const { client, sent, say, cut } = connect()
    say(READY)
    const first = client.run('v1.reservation.checkOut', { reservationId: 'x' })
    const refusal = { code: 'not_in_house', facts: {} }
    say({ type: 'ran', id: sent[0]?.type === 'run' ? sent[0].id : 0, outcome: { kind: 'refused', refusal } })
    expect(await first).toEqual({ kind: 'refused', refusal })

    const second = client.run('v1.reservation.checkOut', { reservationId: 'y' })
    cut()
    await expect(second).rejects.toMatchObject({ name: 'CoreUnreachable', sent: true })
  })

  it('turns a fault into an error of the call that it is about', async () => {
    const { client, say } = connect()
    say(READY)
    const call = client.query('desk.summary', {})
    say({ type: 'fault', id: 1, problem: null, message: 'unknown name' })
    await expect(call).rejects.toBeInstanceOf(CoreFault)
    const refused = client.query('desk.summary', {})
    const problem = { code: 'disk_full', reason: '3 MB left' } as const
    say({ type: 'fault', id: 2, problem, message: 'the disk is full' })
    const told = await refused.catch(problemOfError)
    expect(told).toEqual({ what: 'Not done.', todo: sayProblem(problem) })
  })

  it('asks once for listeners of one question, and follows its diffs', () => {
    const { client, sent, say } = connect()
    say(READY)
    const live = client.live('desk.summary', {})
    live.subscribe(() => undefined)
    client.live('desk.summary', {}).subscribe(() => undefined)
    expect(sent.filter((message) => message.type === 'subscribe')).toHaveLength(1)
    say({ type: 'snapshot', id: 1, rev: 1, rows: [summary] })
    say({ type: 'diff', id: 1, rev: 2, upserts: [{ ...summary, arrivalsDue: 2 }], order: ['2026-11-23'] })
    expect(live.state()).toMatchObject({ phase: 'ready', stale: false, rows: [{ arrivalsDue: 2 }] })
  })

  it('subscribes anew on a gap', () => {
    const { client, sent, say } = connect()
    say(READY)
    const live = client.live('desk.summary', {})
    live.subscribe(() => undefined)
    say({ type: 'snapshot', id: 1, rev: 1, rows: [summary] })
    say({ type: 'diff', id: 1, rev: 3, upserts: [], order: ['2026-11-23'] })
    expect(sent.slice(-2)).toMatchObject([
      { type: 'unsubscribe', id: 1 },
      { type: 'subscribe', id: 2 },
    ])
    say({ type: 'snapshot', id: 2, rev: 3, rows: [{ ...summary, arrivalsDue: 9 }] })
    expect(live.state()).toMatchObject({ rows: [{ arrivalsDue: 9 }] })
  })

  it('keeps the last rows as stale while the core is away, and takes them up again', () => {
    const { client, sent, say, cut } = connect()
    say(READY)
    const live = client.live('desk.summary', {})
    live.subscribe(() => undefined)
    say({ type: 'snapshot', id: 1, rev: 1, rows: [summary] })
    cut()
    expect(live.state()).toMatchObject({ phase: 'ready', stale: true, rows: [summary] })
    expect(client.link()).toMatchObject({ phase: 'lost', problem: LOST })
    say(READY)
    expect(sent.at(-1)).toMatchObject({ type: 'subscribe', id: 2, name: 'desk.summary' })
    say({ type: 'snapshot', id: 2, rev: 1, rows: [summary] })
    expect(live.state()).toMatchObject({ phase: 'ready', stale: false })
  })
})
