import { afterEach, beforeEach, expect, test } from 'vitest'
import type { LineFault } from './line.ts'
import { Line } from './line.ts'
import { Multiplexer, type MultiplexerOptions } from './multiplexer.ts'
import { type Scripted, startScripted } from './testing/scripted.ts'

/** Streams are played by bare calls of the multiplexer's fetch; the centre's answers are made by hand. */
let centre: Scripted
let multiplexer: Multiplexer
let downs: LineFault[]
let ups: number
let lost: string[]
let tokens: string[]

beforeEach(async () => {
  centre = await startScripted()
  downs = []
  ups = 0
  lost = []
  tokens = ['first', 'second']
  open(2)
})
afterEach(async () => {
  multiplexer.close()
  await centre.stop()
})

function open(streams: number, take?: MultiplexerOptions['take']): void {
  const line = new Line({
    serverUrl: centre.url,
    token: (renew) => Promise.resolve((renew ? tokens[1] : tokens[0]) ?? ''),
    backOff: { firstMs: 5, maxMs: 20 },
    onUp: () => (ups += 1),
    onDown: (fault) => downs.push(fault),
  })
  multiplexer = new Multiplexer({
    line,
    streams,
    onStreamLost: (table) => lost.push(table),
    ...(take ? { take } : {}),
  })
  multiplexer.resume()
}

interface Ask {
  offset?: string
  handle?: string
  live?: boolean
  signal?: AbortSignal
}

function ask(
  table: string,
  { offset = '100_inf', handle = `${table}-1`, live = true, signal }: Ask = {},
): Promise<Response> {
  const url = new URL('/v1/shape', centre.url)
  url.searchParams.set('table', table)
  url.searchParams.set('offset', offset)
  if (offset !== '-1') url.searchParams.set('handle', handle)
  if (live) url.searchParams.set('live', 'true')
  const response = multiplexer.fetch(url.href, signal ? { signal } : {})
  response.catch(() => undefined)
  return response
}

async function seen(
  response: Promise<Response>,
): Promise<{ status: number; offset: string | null; cursor: string | null; body: string }> {
  const answer = await response
  return {
    status: answer.status,
    offset: answer.headers.get('electric-offset'),
    cursor: answer.headers.get('electric-cursor'),
    body: await answer.text(),
  }
}

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('M1 all streams share one request; one left out of the answer is up to date at g', async () => {
  const [a, b] = [ask('s.a'), ask('s.b')]
  const call = await centre.next()
  expect(call.path).toBe('/v1/shapes/poll')
  expect(call.authorization).toBe('Bearer first')
  expect(call.poll.shapes).toEqual([
    { table: 's.a', handle: 's.a-1', offset: '100_inf', live: true },
    { table: 's.b', handle: 's.b-1', offset: '100_inf', live: true },
  ])
  call.answerPoll(120, { 's.a': { handle: 's.a-1', offset: '120_inf', body: '[{"x":1}]' } })
  expect(await seen(a)).toMatchObject({ status: 200, offset: '120_inf', body: '[{"x":1}]' })
  expect(await seen(b)).toMatchObject({
    status: 200,
    offset: '120_inf',
    body: '[{"headers":{"control":"up-to-date","global_last_seen_lsn":"120"}}]',
  })
  expect(ups).toBe(1)
})

test('M2 a newcomer cuts the held request and goes along with the next', async () => {
  void ask('s.a')
  const first = await centre.next()
  void ask('s.b')
  const second = await centre.next()
  expect(second.poll.shapes.map((shape) => shape.table)).toEqual(['s.a', 's.b'])
  expect(first.closed).toBe(true)
  expect(downs).toEqual([])
})

test('M3 live answers carry a cursor that always grows, others none but a schema', async () => {
  let last = 0
  for (const g of [110, 120, 130]) {
    const [a] = [ask('s.a'), ask('s.b')]
    const call = await centre.next()
    call.answerPoll(g)
    const cursor = Number((await seen(a)).cursor)
    expect(cursor).toBeGreaterThan(last)
    last = cursor
  }
  const [a] = [ask('s.a', { live: false, offset: '130_inf', handle: 'other' }), ask('s.b')]
  const call = await centre.next()
  call.answerPoll(140)
  const answer = await a
  expect(answer.headers.get('electric-cursor')).toBeNull()
  expect(answer.headers.get('electric-schema')).toBe('{}')
})

test('M4 a refresh at the very position that was told last is answered here', async () => {
  const [a] = [ask('s.a'), ask('s.b')]
  const call = await centre.next()
  call.answerPoll(120)
  await a
  expect(await seen(ask('s.a', { live: false, offset: '120_inf' }))).toMatchObject({
    status: 200,
    offset: '120_inf',
    cursor: null,
  })
  expect(centre.calls).toHaveLength(1)
})

test('M5 an offset never goes back, though the g of a centre that was restarted does', async () => {
  const [a, b] = [ask('s.a', { offset: '500_inf' }), ask('s.b', { offset: '500_inf' })]
  const call = await centre.next()
  call.answerPoll(300, { 's.a': { handle: 's.a-1', offset: '300_inf' } })
  expect((await seen(a)).offset).toBe('500_inf')
  expect((await seen(b)).offset).toBe('500_inf')
})

test.each([
  ['a broken connection', (call: Awaited<ReturnType<Scripted['next']>>) => call.cut()],
  [
    'a server error',
    (call: Awaited<ReturnType<Scripted['next']>>) => call.answer(503, '{"code":"busy","message":"Busy."}'),
  ],
  [
    'an answer without its end',
    (call: Awaited<ReturnType<Scripted['next']>>) => call.answer(200, '{"g":"110","epoch":"e","parts":[]}'),
  ],
  [
    'an answer that is none of ours',
    (call: Awaited<ReturnType<Scripted['next']>>) => call.answer(200, '<html>Sign in to the hotel Wi-Fi</html>'),
  ],
])('M6 %s never reaches the streams: one back-off, then one request for all', async (_name, fail) => {
  const [a, b] = [ask('s.a'), ask('s.b')]
  const first = await centre.next()
  fail(first)
  const second = await centre.next()
  expect(second.poll.shapes).toHaveLength(2)
  expect(downs).toHaveLength(1)
  expect(downs[0]).toMatchObject({ kind: 'unreachable' })
  second.answerPoll(110)
  expect((await seen(a)).status).toBe(200)
  expect((await seen(b)).status).toBe(200)
})

test('M7 a 401 renews the token once; a second one is a no that a person must see', async () => {
  void ask('s.a')
  void ask('s.b')
  const old = await centre.next()
  old.answer(401, '{"code":"token_expired","message":"Expired."}')
  const renewed = await centre.next()
  expect(renewed.authorization).toBe('Bearer second')
  expect(downs).toEqual([])
  renewed.answer(401, '{"code":"revoked","message":"This desk was revoked. Enrol it again."}')
  await centre.next()
  expect(downs[0]).toMatchObject({ kind: 'refused', message: 'This desk was revoked. Enrol it again.' })
})

test('M8 a centre without the endpoint is read by plain requests, failures kept from the streams there too', async () => {
  const [a] = [ask('s.a'), ask('s.b')]
  const poll = await centre.next()
  poll.answer(404, '{"code":"not_found","message":"Nothing here."}')
  const plain = [await centre.next(), await centre.next()]
  expect(plain.map((call) => [call.path, call.query.get('table')]).sort()).toEqual([
    ['/v1/shape', 's.a'],
    ['/v1/shape', 's.b'],
  ])
  plain[plain[0]?.query.get('table') === 's.a' ? 0 : 1]?.answer(500, '')
  const again = await centre.next()
  expect(again.query.get('table')).toBe('s.a')
  again.answer(200, '[]', {
    'electric-handle': 'h',
    'electric-offset': '110_inf',
    'electric-schema': '{"a":{"type":"bool"}}',
  })
  const answer = await a
  expect(answer.headers.get('electric-schema')).toBe('{}')
  expect(multiplexer.isPlain).toBe(true)
})

test('M9 a shape too large for one answer goes by plain GET until it has a place in the log', async () => {
  const [a] = [ask('s.a', { offset: '-1', live: false }), ask('s.b')]
  const call = await centre.next()
  call.answerPoll(110, { 's.a': { plain: true } })
  const get = await centre.next()
  expect([get.path, get.query.get('offset')]).toEqual(['/v1/shape', '-1'])
  get.answer(200, '[]', { 'electric-handle': 'h', 'electric-offset': '0_0', 'electric-schema': '{}' })
  await a
  void ask('s.a', { offset: '0_0', handle: 'h', live: false })
  const chunk = await centre.next()
  expect(chunk.query.get('offset')).toBe('0_0')
  chunk.answer(200, '[]', { 'electric-handle': 'h', 'electric-offset': '110_inf', 'electric-schema': '{}' })
  await rest(5)
  void ask('s.a', { offset: '110_inf', handle: 'h' })
  void ask('s.b', { offset: '110_inf' })
  const joined = await centre.next()
  expect(joined.poll.shapes).toHaveLength(2)
})

test('M10 a rotation reaches the stream with its new handle; starting over unasked is reported', async () => {
  const [a, b] = [ask('s.a'), ask('s.b')]
  const call = await centre.next()
  call.answerPoll(110, { 's.a': { status: 409, handle: 's.a-2', body: '[{"headers":{"control":"must-refetch"}}]' } })
  expect(await seen(a)).toMatchObject({ status: 409, body: '[{"headers":{"control":"must-refetch"}}]' })
  await b
  void ask('s.a', { offset: '-1', live: false })
  expect(lost).toEqual([])
  void ask('s.b', { offset: '-1', live: false })
  expect(lost).toEqual(['s.b'])
  const next = await centre.next()
  expect(next.poll.shapes[0]).toEqual({ table: 's.a', offset: '-1', live: false })
})

test('M11 paused, nothing is sent and nothing fails; resumed, it goes on', async () => {
  const a = ask('s.a')
  void ask('s.b')
  const held = await centre.next()
  multiplexer.pause()
  await rest(30)
  expect(held.closed).toBe(true)
  expect(centre.calls).toHaveLength(1)
  multiplexer.resume()
  const next = await centre.next()
  next.answerPoll(110)
  expect((await seen(a)).status).toBe(200)
  expect(downs).toEqual([])
})

test('M12 a probe is answered by a request made after it, which is not held', async () => {
  void ask('s.a')
  void ask('s.b')
  const held = await centre.next()
  expect(held.poll.wait).toBeGreaterThan(0)
  const g = multiplexer.probe()
  const quick = await centre.next()
  expect(quick.poll.wait).toBe(0)
  quick.answerPoll(150)
  expect(await g).toBe(150n)
})

test('M13 a stream that leaves or asks again is not given an old answer', async () => {
  const leaving = new AbortController()
  const a = ask('s.a', { signal: leaving.signal })
  const b = ask('s.b')
  const call = await centre.next()
  leaving.abort()
  await expect(a).rejects.toMatchObject({ name: 'AbortError' })
  call.answerPoll(110, { 's.a': { handle: 's.a-1', offset: '110_inf', body: '[{"x":1}]' } })
  expect((await seen(b)).offset).toBe('110_inf')
  void ask('s.a')
  void ask('s.b', { offset: '110_inf' })
  const next = await centre.next()
  expect(next.poll.shapes.map((shape) => shape.offset)).toEqual(['100_inf', '110_inf'])
})

/** Past the streams goes what has the body 'changes'; returns what was told so far each time. */
function takeChanges(): bigint[] {
  const told: bigint[] = []
  multiplexer.close()
  open(2, (_, { bodies }, toldLsn) => {
    if (!bodies.every((body) => body === '"changes"')) return null
    told.push(toldLsn)
    return Promise.resolve()
  })
  return told
}

test('M17 changes are taken past the streams: they sleep on, and the next request asks from there', async () => {
  const told = takeChanges()
  const [a] = [ask('s.a'), ask('s.b')]
  const changed = { 's.b': { handle: 's.b-1', offset: '120_inf', body: '"changes"' } }
  ;(await centre.next()).answerPoll(120, changed)
  const second = await centre.next()
  expect(second.poll.shapes).toEqual([
    { table: 's.a', handle: 's.a-1', offset: '120_inf', live: true },
    { table: 's.b', handle: 's.b-1', offset: '120_inf', live: true },
  ])
  second.answerPoll(130, { 's.b': { handle: 's.b-1', offset: '130_inf', body: '"rows of a snapshot"' } })
  expect(await seen(a)).toMatchObject({ offset: '130_inf' })
  void ask('s.a', { offset: '130_inf' })
  void ask('s.b', { offset: '130_inf' })
  ;(await centre.next()).answerPoll(140)
  await centre.next()
  expect(told).toEqual([-1n, 130n])
})

test('M18 a stream that asks again from where it was is not given what was taken past it', async () => {
  takeChanges()
  void ask('s.a')
  void ask('s.b')
  ;(await centre.next()).answerPoll(120, { 's.b': { handle: 's.b-1', offset: '120_inf', body: '"changes"' } })
  await centre.next()
  const refreshed = ask('s.b', { live: false })
  expect(await seen(refreshed)).toMatchObject({ offset: '120_inf' })
  void ask('s.b')
  const third = await centre.next()
  expect(third.poll.shapes.map(({ offset }) => offset)).toEqual(['120_inf', '120_inf'])
  third.answerPoll(130, { 's.b': { status: 409, handle: 's.b-2', body: '[]' } })
  await rest(20)
  void ask('s.a', { offset: '130_inf' })
  void ask('s.b', { handle: 's.b-2', offset: '60_inf' })
  const fourth = await centre.next()
  expect(fourth.poll.shapes.map(({ offset }) => offset)).toEqual(['130_inf', '60_inf'])
})
