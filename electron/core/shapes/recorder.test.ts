import type { Transaction } from '@electric-sql/pglite'
import { expect, test } from 'vitest'
import { Recorder } from './recorder.ts'

test('G16 calls that come in together are recorded one after the other: the first takes what both would', async () => {
  const recorder = new Recorder()
  const toEmpty = new Set(['rooms', 'keys', 'results'])
  // As pglite-sync goes through its shapes.
  const call = (rows: boolean) => async (tx: Transaction) => {
    for (const shape of ['rooms', 'keys', 'results']) {
      if (toEmpty.has(shape)) {
        await Promise.resolve(recorder.noteRefetch(tx, shape))
        toEmpty.delete(shape)
      }
      if (rows) for (let i = 0; i < 3; i++) await tx.query('INSERT', [shape])
    }
  }
  const [first, second] = await Promise.all([recorder.record(call(true)), recorder.record(call(false))])
  expect(first.refetched).toEqual(['rooms', 'keys', 'results'])
  expect(first.statements).toHaveLength(9)
  expect(second).toMatchObject({ refetched: [], statements: [] })
})

test('G16 a call that fails does not keep the next one from being recorded', async () => {
  const recorder = new Recorder()
  const failed = recorder.record(() => Promise.reject(new Error('it cannot be read')))
  const next = recorder.record((tx) => tx.query('INSERT', []))
  await expect(failed).rejects.toThrow('it cannot be read')
  expect((await next).statements).toHaveLength(1)
})
