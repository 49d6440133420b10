import { existsSync, statfsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import LongestFirst from './tests/support/longest-first.ts'

const everywhere = ['{shared,electron,renderer,server,scripts,tests,bench}/**']
const anything = (kind: string) => everywhere.map((folder) => `${folder}/*${kind}.test.{ts,tsx}`)

/** Ends what hangs. A slow machine is not wrong: what needs 30 s on two quiet cores has room for six times that. */
const PATIENCE_MS = 180_000

const MEMORY_DISK = '/dev/shm'
const ROOM_BYTES = 4 * 1024 ** 3

/**
 * Where tests keep their folders. Desks and logs flush at each commit, and most of the time would go by waiting for the disk; one in memory
 * takes that at once, where the machine has it. It proves no less: what is flushed when is told by the calls, and a power cut is simulated.
 */
function foldersOfTests(): Record<string, string> {
  if (process.env.TMPDIR !== undefined || !existsSync(MEMORY_DISK)) return {}
  const { bavail, bsize } = statfsSync(MEMORY_DISK)
  return bavail * bsize < ROOM_BYTES ? {} : { TMPDIR: MEMORY_DISK }
}
const env = foldersOfTests()

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './tests/support/summary-reporter.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          sequence: { groupOrder: 0 },
          include: anything(''),
          exclude: [...anything('.integration'), ...anything('.e2e'), '**/node_modules/**'],
          testTimeout: PATIENCE_MS,
        },
      },
      {
        test: {
          name: 'integration',
          env,
          sequence: { groupOrder: 1 },
          include: anything('.integration'),
          globalSetup: './tests/support/global-setup.ts',
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: PATIENCE_MS,
          hookTimeout: PATIENCE_MS,
        },
      },
      {
        test: {
          name: 'e2e',
          env,
          sequence: { groupOrder: 2 },
          include: anything('.e2e'),
          globalSetup: './tests/support/global-setup.ts',
          pool: 'forks',
          maxWorkers: 1,
          testTimeout: 2 * PATIENCE_MS,
          hookTimeout: PATIENCE_MS,
        },
      },
    ],
  },
})
