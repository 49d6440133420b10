import { expect, it } from 'vitest'
import { epochBreak, type FoundSource, type KnownSource } from './epoch.ts'

const known: KnownSource = { systemId: '7', timeline: 1, databaseOid: 5, acknowledged: 100n }
const found: FoundSource = {
  systemId: '7',
  timeline: 1,
  databaseOid: 5,
  walPosition: 120n,
  slot: { confirmed: 100n, lost: false },
}

it('R6 goes on where log and slot fit, also where the log is ahead', () => {
  expect(epochBreak(known, found)).toBeUndefined()
  expect(epochBreak(known, { ...found, slot: { confirmed: 90n, lost: false } })).toBeUndefined()
})

it.each<[string, KnownSource | undefined, Partial<FoundSource>]>([
  ['no log', undefined, {}],
  ['another cluster', known, { systemId: '8' }],
  ['another timeline', known, { timeline: 2 }],
  ['another database', known, { databaseOid: 6 }],
  ['no slot', known, { slot: undefined }],
  ['a lost slot', known, { slot: { confirmed: 100n, lost: true } }],
  ['a slot beyond the log', known, { slot: { confirmed: 101n, lost: false } }],
  ['a cluster that went back in time', known, { walPosition: 99n }],
])('R6 breaks the epoch: %s', (_name, log, difference) => {
  expect(epochBreak(log, { ...found, ...difference })).toBeTypeOf('string')
})
