import { expect, it } from 'vitest'
import { runProgram } from '../tests/support/run-script.ts'

/** That every query has a case and can be asked is held by tests/plans; here it is the program that is tried. */
it('makes a terminal and a centre, fills both, and times what it asks of each', { timeout: 600_000 }, async () => {
  const args = ['--units', '4', '--days', '3', '--repeat', '1', '--only', '^floor|^desk']
  const { code, out, err } = await runProgram('bench/queries.ts', args)
  expect({ code, err: err.replace(/^.* \.\.\.$\n/gm, '') }).toEqual({ code: 0, err: '' })
  const tables = out.split(/^(?=terminal, PGlite|centre, PostgreSQL)/m)
  expect(tables).toHaveLength(2)
  for (const table of tables) {
    expect(table).toMatch(/p50 ms.*p95 ms.*cpu ms.*scans/)
    for (const name of ['floor: select 1', 'desk.summary', 'desk.arrivals', 'desk.departures', 'desk.inHouse'])
      expect(table).toContain(`'${name}'`)
  }
})
