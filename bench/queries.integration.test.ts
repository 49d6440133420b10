import { expect, it } from 'vitest'
import { queries } from '../shared/domains/registry.ts'
import { runProgram } from '../tests/support/run-script.ts'

it('asks every query of a terminal and of a centre that it makes and fills itself', async () => {
  const { code, out, err } = await runProgram('bench/queries.ts', ['--units', '12', '--days', '20', '--repeat', '1'])
  expect({ code, err: err.replace(/^.* \.\.\.$\n/gm, '') }).toEqual({ code: 0, err: '' })
  const tables = out.split(/^(?=terminal, PGlite|centre, PostgreSQL)/m)
  expect(tables).toHaveLength(2)
  for (const table of tables) {
    expect(table).toMatch(/p50 ms.*p95 ms.*cpu ms.*scans/)
    for (const name of queries.keys()) expect(table).toContain(`'${name}`)
  }
}, 120_000)
