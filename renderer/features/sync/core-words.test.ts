import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { speak } from '../../../shared/language/languages.ts'
import { CORE_SENTENCES, sayProblem } from './core-words.ts'

afterEach(() => speak('en', {}))

const CORE = join(import.meta.dirname, '../../../electron/core')
const sources = readdirSync(CORE, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(join(CORE, name), 'utf8'))

describe('what the program says of itself', () => {
  it.each(CORE_SENTENCES.map(({ message }) => message))('is still said: %s', (message) => {
    const parts = message.split(/\{\w+\}/)
    expect(sources.some((source) => parts.every((part) => source.includes(part)))).toBe(true)
  })

  it('is said in the language of the screen, line by line', () => {
    speak('de', { 'The centre does not answer ({reason}).': 'Die Zentrale antwortet nicht ({reason}).' })
    expect(sayProblem('The centre does not answer (timeout (5 s)).\nSomething new.')).toBe(
      'Die Zentrale antwortet nicht (timeout (5 s)). Something new.',
    )
  })
})
