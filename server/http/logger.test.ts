import { expect, it } from 'vitest'
import { DatabaseError } from '../../shared/command/database.ts'
import { createLogger, describeError } from './logger.ts'

it('writes one JSON object per line, from the least level on', () => {
  const lines: string[] = []
  const logger = createLogger('warn', (line) => lines.push(line))
  logger.log('info', 'request', { status: 200 })
  logger.log('error', 'fault', { requestId: 'r-1', terminal: undefined })
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { time: expect.stringMatching(/Z$/), level: 'error', event: 'fault', requestId: 'r-1' },
  ])
  expect(lines[0]).toMatch(/\}\n$/)
})

it('tells where an error arose, and never what its message says', () => {
  const cause = new DatabaseError('Key (email)=(ana@example.com) exists', '23505', 'users_email_key')
  const fields = describeError(new Error('guest Ana\nSecond line with Ana', { cause }))
  expect(fields).toMatchObject({ error: 'Error', at: expect.stringContaining('logger.test.ts') })
  expect(String(fields['cause'])).toContain('23505')
  expect(JSON.stringify([fields, describeError(cause)])).not.toMatch(/Ana|ana@/)
  expect(describeError('Ana')).toEqual({ error: 'string' })
})
