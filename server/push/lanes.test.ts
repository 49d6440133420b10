import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { LaneFullError, Lanes } from './lanes.ts'

it('runs one lane in order, after a failure too, and lanes side by side', async () => {
  const lanes = new Lanes(10)
  const seen: string[] = []
  const step = (name: string, ms: number) => async () => {
    seen.push(`${name} begins`)
    await sleep(ms)
    seen.push(`${name} ends`)
  }
  const failing = lanes.run('a', async () => Promise.reject(new Error('no')))
  const rest = [lanes.run('a', step('a1', 30)), lanes.run('a', step('a2', 1)), lanes.run('b', step('b1', 1))]
  await expect(failing).rejects.toThrow('no')
  await Promise.all(rest)
  expect(seen.filter((line) => line.startsWith('a'))).toEqual(['a1 begins', 'a1 ends', 'a2 begins', 'a2 ends'])
  expect(seen.indexOf('b1 ends')).toBeLessThan(seen.indexOf('a1 ends'))
})

it('says who had to wait', async () => {
  const lanes = new Lanes(10)
  const waits = (key: string) => lanes.run(key, (waited) => sleep(1).then(() => waited))
  expect(await Promise.all([waits('a'), waits('a'), waits('b')])).toEqual([false, true, false])
  expect(await waits('a')).toBe(false)
})

it('refuses what a lane cannot hold, and takes more once it is empty', async () => {
  const lanes = new Lanes(1)
  const first = lanes.run('a', () => sleep(10))
  await expect(lanes.run('a', () => sleep(1))).rejects.toThrow(LaneFullError)
  await first
  await expect(lanes.run('a', async () => 'done')).resolves.toBe('done')
})
