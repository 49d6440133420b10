import { defineConfig } from 'vitest/config'

const everywhere = ['{shared,electron,renderer,server,scripts,tests,bench}/**']
const anything = (kind: string) => everywhere.map((folder) => `${folder}/*${kind}.test.{ts,tsx}`)

/** Ends what hangs. A slow machine is not wrong: what needs 30 s on two quiet cores has room for six times that. */
const PATIENCE_MS = 180_000

export default defineConfig({
  test: {
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
