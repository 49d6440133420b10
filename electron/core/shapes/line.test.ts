import type { CentreInit } from '../centre-fetch.ts'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { asFault, Line, LineFault } from './line.ts'

/** A line that is half open: what is sent arrives nowhere, and nobody is told. */
const silence: typeof fetch = (_, init) =>
  new Promise((_, reject) => {
    init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error), { once: true })
  })

describe('a line that nobody answers on', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const send = (init: CentreInit) => {
    const line = new Line({ serverUrl: 'http://127.0.0.1', token: () => Promise.resolve('token'), fetch: silence })
    return line.send(line.url('/v1/bootstrap'), init).catch((error: unknown) => error)
  }

  test('M19 counts as down after a minute, so that whoever asked tries again', async () => {
    const outcome = send({})
    await vi.advanceTimersByTimeAsync(60_000)
    const fault = await Promise.race([outcome, Promise.resolve('still waiting')])
    expect(fault).toBeInstanceOf(LineFault)
    expect(fault).toMatchObject({ kind: 'unreachable' })
  })

  test('is left at once by whoever cuts it themselves, which is no fault of the line', async () => {
    const own = new AbortController()
    const outcome = send({ signal: own.signal })
    await vi.advanceTimersByTimeAsync(0)
    own.abort()
    expect(await outcome).toMatchObject({ name: 'AbortError' })
  })
})

test('M19 says why nobody answered, of a name with several addresses too', () => {
  const refused = new Error('connect ECONNREFUSED ::1:9')
  for (const error of [refused, new AggregateError([refused, new Error('connect ECONNREFUSED 127.0.0.1:9')])])
    expect(asFault(error).problem).toEqual({ code: 'no_answer', reason: refused.message })
})
