import { describe, expect, it } from 'vitest'
import { chooseProgram } from './programs.ts'

const at = (...majors: number[]) => majors.map((major) => ({ path: `/opt/${major}/pg_dump`, major }))

describe('which pg_dump is used', () => {
  it('is the oldest that is new enough', () => {
    expect(chooseProgram('pg_dump', 15, at(18, 16, 15)).major).toBe(15)
    expect(chooseProgram('pg_dump', 16, at(15, 18, 17)).major).toBe(17)
  })

  it('is none that is older than the server, and the reason says what to install', () => {
    expect(() => chooseProgram('pg_dump', 18, at(15, 16))).toThrow(
      'This needs pg_dump of PostgreSQL 18 or newer, and the newest pg_dump here is of version 16.',
    )
    expect(() => chooseProgram('pg_dump', 18, [])).toThrow('and there is no pg_dump here')
    try {
      chooseProgram('pg_dump', 18, [])
    } catch (error) {
      expect(error).toMatchObject({ whatToDo: expect.stringMatching(/postgresql-client-18.*STAYOS_PG_BIN/) })
    }
  })
})
