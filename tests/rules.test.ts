import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** Where tests of a SPEC's rules stand: the same letters begin the rules of all three. */
const SPECS = [
  {
    file: 'server/SPEC.md',
    inside: /^(server|shared|tests\/(backup|conformance|contract|faults|schema|server-soak))\//,
  },
  {
    file: 'electron/core/SPEC.md',
    inside: /^(electron\/(?!core\/(shapes|rebase)\/)|tests\/(faults|powercut|upkeep|versions)\/)/,
  },
  { file: 'electron/core/SPEC-SYNC.md', inside: /^(electron\/core\/(shapes|rebase)|tests\/convergence)\// },
]

const IDS = String.raw`[A-Z]\d+(?:-[A-Z]?\d+)?(?:, [A-Z]\d+(?:-[A-Z]?\d+)?)*`
/** A rule begins its line, in bold or plain, or a sentence of it. */
const RULE = new RegExp(String.raw`(?:^- (?:\*\*)?|\. )(${IDS})(?:\*\*)? (?=[\w\`])`, 'gm')
/** What a test, or a group of them, is called; `rules` is the part of a title that a table of cases gives. */
const TITLE = new RegExp(String.raw`(?:\b(?:it|test|describe)[.\w]*\(\s*|\)\(\s*|\brules: )['"\`](${IDS})[ :'"\`]`, 'g')

/** 'V1-V3, O1' -> V1, V2, V3, O1 */
function expand(ids: string): string[] {
  return ids.split(', ').flatMap((range) => {
    const [, letter = '', first = '', last = first] = /^([A-Z])(\d+)(?:-[A-Z]?(\d+))?$/.exec(range) ?? []
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => `${letter}${Number(first) + i}`)
  })
}

const idsIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].flatMap(([, ids = '']) => expand(ids))

const tests = ['server', 'shared', 'electron', 'tests'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
)

it.each(SPECS)('every rule of $file has a number of its own, and a test that carries it', ({ file, inside }) => {
  const rules = idsIn(readFileSync(file, 'utf8'), RULE)
  expect(rules.length).toBeGreaterThan(40)
  expect(rules.filter((rule, i) => rules.indexOf(rule) !== i)).toEqual([])
  const titled = new Set(
    tests.filter((path) => inside.test(path)).flatMap((path) => idsIn(readFileSync(path, 'utf8'), TITLE)),
  )
  expect(rules.filter((rule) => !titled.has(rule))).toEqual([])
})
