import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { newId } from '../../../shared/kernel/ids.ts'
import { no } from '../../../shared/domains/refusals.ts'
import { type Judge, PageSession } from './page-session.ts'
import type { Standing } from './sign-in.ts'

const MARIA = { userId: 'maria', name: 'Maria', role: 'front_desk', pinHash: 'x', pinMustChange: false }
const RUI = { userId: 'rui', name: 'Rui', role: 'waiter', pinHash: 'y', pinMustChange: false }

let standing: Standing
let changed: () => void
let runs: string[]
let ended: number
let session: PageSession
let renewing: ReturnType<typeof no>['refused'] | null

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  const people = [MARIA, RUI, { ...RUI, userId: 'new', pinHash: null }].map((each) => ({ ...each, lockedOut: false }))
  standing = { people, rules: { lockAfterMinutes: 5, offlineHours: 72 }, managerFirst: false, ready: true }
  runs = []
  ended = 0
  renewing = null
  const judge: Judge = {
    standing: () => standing,
    onChange: (listener) => {
      changed = listener
      return () => undefined
    },
    judge: (userId, pin) => {
      const person = standing.people.find((each) => each.userId === userId)
      return Promise.resolve(person && pin === '2580' ? { person } : no('pin_wrong', { person: '', left: 3 }))
    },
    changePin: () => Promise.resolve(null),
    renewPin: () => Promise.resolve(renewing),
    resetPin: () => Promise.resolve(null),
  }
  session = new PageSession(judge, {
    isByCore: (name) => name === 'byCore',
    needsPin: (name) => name === 'withPin',
    mayAsk: (_role, query) => query !== 'secret',
    run: (name, _input, actor) => {
      runs.push(`${actor} ${name}`)
      return Promise.resolve({ kind: 'done', commandId: 'c', args: {} })
    },
    reveal: () => Promise.resolve({ identity: { documentNumber: 'X', dateOfBirth: null } }),
    query: () => Promise.resolve([]),
    subscribe: () => () => void ended++,
  })
})
afterEach(() => {
  session.close()
  vi.useRealTimers()
})

const MINUTE = 60_000
const subscribe = () => session.subscribe('q', {}, () => undefined)

it('K1: answers nothing but who may sign in, until somebody has', async () => {
  expect(session.info()).toMatchObject({ state: 'out', person: null, people: [{ name: 'Maria' }, { name: 'Rui' }] })
  expect(await session.run('x', {})).toMatchObject({ kind: 'refused', refusal: { code: 'not_signed_in' } })
  await expect(session.query('q', {})).rejects.toThrow('Nobody is signed in')
  expect(subscribe).toThrow('Nobody is signed in')
  expect(await session.signIn('maria', '1111')).toMatchObject({ code: 'pin_wrong' })
  expect(session.info().state).toBe('out')
  expect(await session.resetPin('rui', '9042')).toMatchObject({ code: 'not_signed_in' })
  expect(await session.reveal({ profileId: newId(), reason: '' })).toMatchObject({ refused: { code: 'not_signed_in' } })
  expect(runs).toEqual([])
})

it('K2: gives commands in the name of whoever is signed in, but none of the core’s own, and asks what they may see', async () => {
  expect(await session.signIn('maria', '2580')).toBeNull()
  await session.run('x', {})
  expect(runs).toEqual(['maria x'])
  await expect(session.run('byCore', {})).rejects.toThrow('by the desk program alone')
  await expect(session.query('secret', {})).rejects.toThrow('Maria may not see')
  expect(await session.query('q', {})).toEqual([])
})

it('K3: locks when nobody is there, ends what was asked, and opens to the same person or another', async () => {
  await session.signIn('maria', '2580')
  subscribe()
  await vi.advanceTimersByTimeAsync(4 * MINUTE)
  session.touch()
  await vi.advanceTimersByTimeAsync(4 * MINUTE)
  expect(session.info().state).toBe('in')
  await vi.advanceTimersByTimeAsync(MINUTE)
  expect(session.info()).toMatchObject({ state: 'locked', ended: 'idle', person: { name: 'Maria' } })
  expect(ended).toBe(1)
  expect(await session.run('x', {})).toMatchObject({ refusal: { code: 'not_signed_in' } })
  await session.signIn('rui', '2580')
  expect(session.info()).toMatchObject({ state: 'in', person: { name: 'Rui' }, ended: null })
  await vi.advanceTimersByTimeAsync(4 * MINUTE)
  expect(session.info().state).toBe('in')
})

it('K3: locks and signs out by hand', async () => {
  session.lock()
  expect(session.info().state).toBe('out')
  await session.signIn('maria', '2580')
  session.lock()
  expect(session.info()).toMatchObject({ state: 'locked', ended: null, person: { name: 'Maria' } })
  await session.signIn('maria', '2580')
  subscribe()
  session.signOut()
  expect(session.info()).toMatchObject({ state: 'out', person: null })
  expect(ended).toBe(1)
})

it('K4: whoever loses the role is out at once; with another one they begin anew', async () => {
  await session.signIn('maria', '2580')
  standing = { ...standing, people: standing.people.map((each) => ({ ...each, role: 'waiter' })) }
  changed()
  expect(session.info()).toMatchObject({ state: 'locked', person: { role: 'waiter' } })
  await session.signIn('maria', '2580')
  standing = { ...standing, people: standing.people.filter(({ userId }) => userId !== 'maria') }
  changed()
  expect(session.info()).toMatchObject({ state: 'out', person: null, ended: 'role_ended' })
})

it('K10: a PIN that somebody else gave opens to choosing another, and to nothing else', async () => {
  standing = {
    ...standing,
    people: standing.people.map((each) => ({ ...each, pinMustChange: each.userId === 'maria' })),
  }
  expect(await session.signIn('maria', '2580')).toBeNull()
  expect(session.info()).toMatchObject({ state: 'renewing', person: { name: 'Maria' } })
  expect(await session.run('x', {})).toMatchObject({ refusal: { code: 'not_signed_in' } })
  expect(await session.changePin('2580', '9042')).toMatchObject({ code: 'not_signed_in' })
  expect(subscribe).toThrow('Nobody is signed in')
  renewing = no('pin_same').refused
  expect(await session.renewPin('2580')).toMatchObject({ code: 'pin_same' })
  expect(session.info().state).toBe('renewing')
  renewing = null
  expect(await session.renewPin('9042')).toBeNull()
  expect(session.info().state).toBe('in')
  expect(await session.renewPin('1357')).toMatchObject({ code: 'not_signed_in' })
})

it('K10: whoever is given a new PIN while working is asked for it, and a screen left at the choice locks', async () => {
  await session.signIn('maria', '2580')
  standing = { ...standing, people: standing.people.map((each) => ({ ...each, pinMustChange: true })) }
  changed()
  expect(session.info()).toMatchObject({ state: 'locked', person: { name: 'Maria' } })
  await session.signIn('maria', '2580')
  changed()
  expect(session.info().state).toBe('renewing')
  vi.advanceTimersByTime(5 * MINUTE)
  expect(session.info().state).toBe('locked')
})

it('K11: a command that asks for the PIN again is given with it alone, in the name of whoever is signed in', async () => {
  expect(await session.runWithPin('withPin', {}, '2580')).toMatchObject({ refusal: { code: 'not_signed_in' } })
  await session.signIn('maria', '2580')
  await expect(session.run('withPin', {})).rejects.toThrow('with a PIN alone')
  await expect(session.runWithPin('x', {}, '2580')).rejects.toThrow('asks for no PIN')
  expect(await session.runWithPin('withPin', {}, '1111')).toMatchObject({ refusal: { code: 'pin_wrong' } })
  expect(runs).toEqual([])
  expect(await session.runWithPin('withPin', {}, '2580')).toMatchObject({ kind: 'done' })
  expect(runs).toEqual(['maria withPin'])

  const late = session.runWithPin('withPin', {}, '2580')
  session.signOut()
  expect(await late).toMatchObject({ refusal: { code: 'not_signed_in' } })
  expect(runs).toEqual(['maria withPin'])
})
