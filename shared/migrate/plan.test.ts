import { describe, expect, it } from 'vitest'
import { checksumOf, compareVersions, MigrationProblem, planMigrations, readMigration } from './plan.ts'

const first = readMigration('V1.0.0__first.sql', 'SELECT 1;')
const second = readMigration('V1.0.1__second.sql', 'SELECT 2;')
const again = readMigration('R__10_again.sql', 'SELECT 3;')
const applied = (file: typeof first, checksum = file.checksum) => ({
  version: file.version ?? null,
  script: file.script,
  checksum,
})

describe('planMigrations', () => {
  it('runs versions in numeric order, repeatables last', () => {
    const tenth = readMigration('V1.0.10__tenth.sql', '')
    const plan = planMigrations([again, tenth, second, first], [])
    expect(plan.map((file) => file.script)).toEqual([first.script, second.script, tenth.script, again.script])
  })

  it('runs nothing twice', () => {
    expect(planMigrations([first, again], [applied(first), applied(again)])).toEqual([])
  })

  it('runs a repeatable again when it or the schema changed', () => {
    expect(planMigrations([first, again], [applied(first), applied(again, 1)])).toEqual([again])
    expect(planMigrations([first, second, again], [applied(first), applied(again)])).toEqual([second, again])
  })

  it('refuses an edited applied file by name', () => {
    expect(() => planMigrations([first], [applied(first, 42)])).toThrow(/V1\.0\.0__first\.sql was changed/)
  })

  it('refuses a database that a newer program migrated', () => {
    expect(() => planMigrations([first], [applied(first), applied(second)])).toThrow(/V1\.0\.1__second\.sql/)
  })

  it('refuses a version that comes too late, a version twice, and a name that is none', () => {
    expect(() => planMigrations([first, second], [applied(second)])).toThrow(/higher version/)
    const twin = readMigration('V1.0.0__twin.sql', '')
    expect(() => planMigrations([first, twin], [])).toThrow(MigrationProblem)
    expect(() => readMigration('1.sql', '')).toThrow(MigrationProblem)
  })
})

it('computes the checksum that Flyway computes: lines without their ends', () => {
  expect(checksumOf('CREATE TABLE a();\nSELECT 1;')).toBe(checksumOf('CREATE TABLE a();\r\nSELECT 1;'))
  // CRC-32 check value of the standard test vector (ITU-T V.42), signed
  expect(checksumOf('12345\n6789')).toBe(0xcbf43926 | 0)
})

it('compares versions by number', () => {
  expect(['1.0.10', '1.0.4.1', '1.0.4'].sort(compareVersions)).toEqual(['1.0.4', '1.0.4.1', '1.0.10'])
})
