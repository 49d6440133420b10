import { expect, it } from 'vitest'
import { chooseActor, chooseHouse, type House } from './database.ts'
import { hidePassword, summaryText } from './summary.ts'

const marta = { id: '1', name: 'Marta', role: 'front_desk', pin: '4071' }
const teresa = { id: '2', name: 'Teresa', role: 'duty_manager' }
const lisbon: House = {
  id: 'a',
  code: 'LIS',
  name: 'Miramar',
  businessDate: '2026-11-23',
  people: [marta, { id: '3', name: 'Rosa', role: 'housekeeping_supervisor' }, teresa],
}
const imported: House = { id: 'b', code: 'CITY', name: 'City Hotel', businessDate: null, people: [] }

it('says where everything is and who acts', () => {
  const text = summaryText({
    desks: [{ name: 'Desk', url: 'http://127.0.0.1:4401/#token=x', actor: marta, house: lisbon }],
    serverUrl: 'http://127.0.0.1:4400',
    databaseUrl: 'postgresql://stayos@127.0.0.1:5433/stayos',
    home: '/work/.stayos',
    houses: [lisbon, imported],
  })
  for (const fact of [
    'http://127.0.0.1:4401/#token=x',
    'Marta answers for it',
    '4071     Marta   front desk',
    'own PIN  Teresa  duty manager',
    '2026-11-23',
    'http://127.0.0.1:4400',
    '/work/.stayos',
    'Rosa    housekeeping supervisor',
    'Ctrl+C',
  ]) {
    expect(text).toContain(fact)
  }
})

it('hides a password that a person gave', () => {
  expect(hidePassword('postgresql://ana:secret@db:5432/x')).toBe('postgresql://ana:***@db:5432/x')
  expect(hidePassword('postgresql://db/x')).toBe('postgresql://db/x')
})

it('gives each desk another person of the front office, and says where there is none', () => {
  expect([0, 1, 2].map((desk) => chooseActor(lisbon, desk).name)).toEqual(['Teresa', 'Marta', 'Teresa'])
  expect(() => chooseActor(imported, 0)).toThrow(/Nobody works at the front desk of City Hotel/)
})

it('takes the hotel that was asked for, and lists them where there is none', () => {
  expect(chooseHouse([lisbon, imported], 'city')).toBe(imported)
  expect(chooseHouse([lisbon, imported], undefined)).toBe(lisbon)
  expect(() => chooseHouse([lisbon, imported], 'XX')).toThrow(/LIS, CITY/)
})
