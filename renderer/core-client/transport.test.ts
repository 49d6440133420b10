import { describe, expect, it } from 'vitest'
import { takeToken } from './token.ts'
import { reconnectDelay } from './transport.ts'

describe('the way back to the core', () => {
  it('waits longer each time, up to five seconds', () => {
    expect([0, 1, 2, 3, 4, 5, 50].map((attempt) => reconnectDelay(attempt, 0))).toEqual([
      250, 500, 1000, 2000, 4000, 5000, 5000,
    ])
  })
  it('takes off up to a third, so that windows come apart', () => {
    expect(reconnectDelay(3, 1)).toBe(1333)
  })
})

describe('the token', () => {
  const place = (hash: string, stored: string | null) => {
    const storage = new Map(stored === null ? [] : [['stayos-desk-token', stored]])
    const replaced: string[] = []
    return {
      replaced,
      storage,
      page: {
        location: { hash, pathname: '/', search: '' },
        history: {
          replaceState: (_data: unknown, _title: string, url?: string | URL | null) => void replaced.push(String(url)),
        },
        sessionStorage: {
          getItem: (key: string) => storage.get(key) ?? null,
          setItem: (key: string, value: string) => void storage.set(key, value),
        },
      },
    }
  }
  it('moves from the address into the storage of this tab', () => {
    const { page, replaced, storage } = place('#token=abc', null)
    expect(takeToken(page)).toBe('abc')
    expect(replaced).toEqual(['/'])
    expect([...storage.values()]).toEqual(['abc'])
  })
  it('is the stored one on a reload, and the address keeps its place', () => {
    const { page, replaced } = place('#/units', 'abc')
    expect(takeToken(page)).toBe('abc')
    expect(replaced).toEqual([])
  })
  it('is null where there was none', () => {
    expect(takeToken(place('', null).page)).toBeNull()
  })
})
