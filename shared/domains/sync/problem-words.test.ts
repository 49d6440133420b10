import { afterEach, describe, expect, it } from 'vitest'
import de from '../../language/catalogs/de.json' with { type: 'json' }
import { speak } from '../../language/languages.ts'
import { type SyncProblem, syncProblem } from '../../protocol/sync-problem.ts'
import { sayProblem } from './problem-words.ts'

afterEach(() => speak('en', {}))

/** One of each code, with facts that can be found again. */
const facts = {
  reason: '<why>',
  address: '<where>',
  folder: '<where>',
  table: '<what>',
  what: '<what>',
  message: '<told>',
}
const numbers = { way: 'ahead', count: 3, unit: 'hours', restored: 2, status: 502, error: 'moon_full' }
const one = (option: (typeof syncProblem.options)[number]): SyncProblem => {
  const [code] = option.shape.code.values
  const names = Object.keys(option.shape).filter((name) => name !== 'code')
  const given: Record<string, unknown> = { ...facts, ...numbers }
  return syncProblem.parse({ code, ...Object.fromEntries(names.map((name) => [name, given[name]])) })
}
const problems = syncProblem.options.map((option) => one(option))

describe('what a desk says of itself', () => {
  it.each(problems.map((problem) => [problem.code, problem] as const))('%s: with its facts', (_, problem) => {
    const said = sayProblem(problem)
    expect(said).toMatch(/\.$|^<told>$/)
    for (const fact of Object.values(facts)) if (Object.values(problem).includes(fact)) expect(said).toContain(fact)
  })

  it('counts, and says which way a clock is wrong', () => {
    const skew = { code: 'clock_wrong', count: 1, unit: 'days' } as const
    expect(sayProblem({ ...skew, way: 'behind' })).toMatch(/^The clock of this computer is 1 day behind\./)
    expect(sayProblem({ ...skew, way: 'ahead', count: 3, unit: 'minutes' })).toMatch(/ 3 minutes ahead\./)
    const kept = (restored: number) => sayProblem({ code: 'rebuilt', restored })
    expect(kept(0)).toContain('Nothing was waiting')
    expect(kept(1)).toContain('One command that waits for the centre is kept;')
    expect(kept(3)).toContain('3 commands that wait for the centre are kept;')
  })

  it('has words of its own for what the centre says, and leaves the rest as it was told', () => {
    const told = (error: string) => sayProblem({ code: 'told', error, message: 'The moon is full.' })
    expect(told('terminal_revoked')).toMatch(/^This desk was locked out/)
    expect(told('moon_full')).toBe('The moon is full.')
  })

  it('is said in the language of the screen', () => {
    const english = problems.map(sayProblem)
    speak('de', de)
    for (const [at, problem] of problems.entries())
      if (problem.code !== 'told') expect(sayProblem(problem)).not.toBe(english[at])
    expect(sayProblem({ code: 'clock_wrong', way: 'ahead', count: 3, unit: 'minutes' })).toContain('3 Minuten')
  })
})
