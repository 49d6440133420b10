import { expect, it } from 'vitest'
import { Refused } from './answers.ts'
import { type ShapeContext, withSnapshot } from './context.ts'
import type { ShapeLog } from './log/shape-log.ts'
import type { CommitRecord } from './log/records.ts'
import { SnapshotOverrun, unseenCommits } from './stitch.ts'

const SEEN = { xmin: 10n, xmax: 20n, running: new Set([12n]) }
const commit = (lsn: bigint, xid: bigint, maxXid = xid, rotated: string[] = []): CommitRecord => ({
  ...{ lsn, xid, maxXid, time: 0, bytes: 0, partitions: [], rotated },
})
const logOf = (commits: readonly CommitRecord[], horizonXid = 0n) =>
  ({
    horizonXid,
    *commitsBackwards() {
      yield* commits.toReversed()
    },
  }) as unknown as ShapeLog

it('S11 what a snapshot does not see are the commits that ran or came after it, oldest first', () => {
  const log = logOf([commit(1n, 9n), commit(2n, 21n), commit(3n, 12n, 21n), commit(4n, 15n, 21n), commit(5n, 22n)])
  expect(unseenCommits(log, SEEN, 5n).lsns).toEqual([2n, 3n, 5n])
})

it('S12 a snapshot is refused where a commit that it does not see is no longer in the log, and told what was rotated', () => {
  expect(() => unseenCommits(logOf([commit(5n, 22n)], 10n), SEEN, 5n)).toThrow(SnapshotOverrun)
  expect(unseenCommits(logOf([commit(4n, 9n), commit(5n, 22n)], 10n), SEEN, 5n).lsns).toEqual([5n])
  expect(unseenCommits(logOf([commit(5n, 22n, 22n, ['s.t'])]), SEEN, 5n).rotated).toEqual(new Set(['s.t']))
})

it('S12 a snapshot that cannot be completed is taken again, and refused with 503 in the end', async () => {
  let [opened, released] = [0, 0]
  const snapshots = {
    waiting: 0,
    open: async () => (opened++, { release: async () => void released++ }),
  } as unknown as ShapeContext['snapshots']
  const take = (overruns: number) =>
    withSnapshot({ snapshots } as ShapeContext, {} as never, [], async () => {
      if (opened <= overruns) throw new SnapshotOverrun('compacted')
      return opened
    })
  expect(await take(2)).toBe(3)
  expect(released).toBe(3)
  const refusal = await take(1000).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(Refused)
  expect((refusal as Refused).answer.status).toBe(503)
  expect(released).toBe(opened)
})
