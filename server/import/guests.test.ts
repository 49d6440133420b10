import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { COUNTRY_COUNT, countryOf } from './countries.ts'
import { inventGuest } from './names.ts'

describe('countries', () => {
  it('are all of ISO 3166-1, as the reference table has them', () => {
    const lines = readFileSync('sql/seed/countries.csv', 'utf8').trim().split('\n').slice(1)
    for (const line of lines) {
      const [alpha2, alpha3 = ''] = line.split(',')
      expect(countryOf(alpha3)).toEqual({ kind: 'known', alpha2 })
    }
    expect(COUNTRY_COUNT).toBe(249)
  })

  it('keep the doubt about codes that are none of alpha-3', () => {
    expect(countryOf('CN')).toEqual({ kind: 'odd', alpha2: 'CN' })
    expect(countryOf('TMP')).toEqual({ kind: 'odd', alpha2: 'TL' })
    expect(countryOf('QQQ')).toEqual({ kind: 'odd', alpha2: null })
    expect(countryOf('NULL')).toEqual({ kind: 'none', alpha2: null })
  })
})

describe('invented guests', () => {
  it('are the same in every run', () => {
    expect(inventGuest('RESORT/2', 'PT')).toEqual(inventGuest('RESORT/2', 'PT'))
    expect(inventGuest('RESORT/2', 'PT')).toMatchObject({ language: 'pt' })
  })

  it('differ from line to line, over all the names of their region', () => {
    const guests = Array.from({ length: 5000 }, (_, i) => inventGuest(`CITY/${i}`, 'DE'))
    expect(new Set(guests.map(({ firstName }) => firstName)).size).toBe(24)
    expect(new Set(guests.map(({ lastName }) => lastName)).size).toBe(30)
    expect(new Set(guests.map(({ firstName, lastName }) => `${firstName} ${lastName}`)).size).toBeGreaterThan(690)
  })

  it('have a name where the country is unknown', () => {
    expect(inventGuest('CITY/1', null).lastName).not.toBe('')
  })
})
