import { expect, it } from 'vitest'
import { DatabaseError } from '../../shared/command/database.ts'
import { classifyFailure } from './failures.ts'

const coded = (code: string) => Object.assign(new Error('failed'), { code })

it.each([
  [new DatabaseError('could not serialize', '40001', undefined), 'conflict'],
  [new DatabaseError('deadlock', '40P01', undefined), 'conflict'],
  [new DatabaseError('terminating connection', '57P01', undefined), 'unavailable'],
  [new DatabaseError('disk full', '53100', undefined), 'unavailable'],
  [new DatabaseError('lock timeout', '55P03', undefined), 'unavailable'],
  [coded('57P03'), 'unavailable'],
  [coded('ECONNREFUSED'), 'unavailable'],
  [coded('EPIPE'), 'unavailable'],
  [coded('CERT_HAS_EXPIRED'), 'unavailable'],
  [new AggregateError([coded('ECONNREFUSED')]), 'unavailable'],
  [new Error('Connection terminated unexpectedly'), 'unavailable'],
  [new Error('timeout exceeded when trying to connect'), 'unavailable'],
  [new Error('Cannot use a pool after calling end on the pool'), 'unavailable'],
  [new DatabaseError('duplicate key', '23505', 'key'), 'bug'],
  [new DatabaseError('statement timeout', '57014', undefined), 'bug'],
  [new TypeError('undefined is not a function'), 'bug'],
  ['text', 'bug'],
])('%s is %s', (error, kind) => {
  expect(classifyFailure(error)).toBe(kind)
})
