import { defineConfig } from 'vitest/config'

const everywhere = ['{shared,electron,renderer,server,scripts,tests,bench}/**']
const anything = (kind: string) => everywhere.map((folder) => `${folder}/*${kind}.test.{ts,tsx}`)

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
          testTimeout: 60_000,
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
          testTimeout: 60_000,
          hookTimeout: 120_000,
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
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
})
