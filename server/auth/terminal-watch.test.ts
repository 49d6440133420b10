import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { newId, type Uuid } from '../../shared/kernel/ids.ts'
import type { TerminalRecord } from './terminals.ts'
import { TerminalWatch } from './terminal-watch.ts'

const terminal = (): TerminalRecord => ({
  terminal: newId(),
  role: 'desk',
  properties: [newId()],
  publicKey: '',
  revoked: false,
  quarantined: false,
})

function watchOver(records: TerminalRecord[]) {
  const asked: number[] = []
  let away = false
  const watch = new TerminalWatch((ids: readonly Uuid[]) => {
    asked.push(ids.length)
    if (away) return Promise.reject(new Error('the database is away'))
    return Promise.resolve(new Map(records.map((record) => [record.terminal, record])))
  }, 5)
  return { watch, asked, goAway: (now: boolean) => (away = now) }
}

it('G7: ends what a revoked terminal, a removed one, or one of another scope holds, and nothing else', async () => {
  const before = [terminal(), terminal(), terminal(), terminal()] as const
  const [kept, revoked, moved] = before
  const { watch } = watchOver([kept, { ...revoked, revoked: true }, { ...moved, properties: [newId()] }])
  const holds = [...before, kept].map((identity) => watch.hold(identity))
  await expect.poll(() => holds.map(({ signal }) => signal.aborted)).toEqual([false, true, true, true, false])
})

it('G7: a database that is away ends nothing; when it is back, what has to end ends', async () => {
  const revoked = { ...terminal(), revoked: true }
  const { watch, asked, goAway } = watchOver([revoked])
  goAway(true)
  const { signal } = watch.hold(revoked)
  await expect.poll(() => asked.length).toBeGreaterThan(2)
  expect(signal.aborted).toBe(false)
  goAway(false)
  await expect.poll(() => signal.aborted).toBe(true)
})

it('G7: counts what each terminal holds, and asks for nothing while nothing is held', async () => {
  const [one, other] = [terminal(), terminal()]
  const { watch, asked } = watchOver([one, other])
  const holds = [watch.hold(one), watch.hold(one), watch.hold(other)]
  expect([watch.countOf(one.terminal), watch.countOf(other.terminal)]).toEqual([2, 1])
  for (const { release } of holds) {
    release()
    release()
  }
  expect([watch.countOf(one.terminal), watch.countOf(other.terminal)]).toEqual([0, 0])
  await sleep(20)
  const soFar = asked.length
  await sleep(30)
  expect(asked.length).toBe(soFar)
})
