import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../shared/kernel/ids.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { Desk } from './desk.ts'

const PEOPLE = [
  ['João', 'Simões', 'j.simoes@hotel.example', '+351 912 345 678'],
  ['Zoë', 'Straße', null, '030 901820'],
  ['Marie', 'Johnson', 'marie@johnson.example', null],
] as const

describe.each(bothDatabases)('guest search on %s', (_name, open) => {
  let subject: Subject
  let desk: Desk
  beforeAll(async () => {
    subject = await open()
    desk = await Desk.open(subject)
    for (const [first, last, email, phone] of PEOPLE) {
      await desk.db.execute(
        `INSERT INTO guest.profiles (id, property_id, first_name, last_name, email, phone) VALUES ($1, $2, $3, $4, $5, $6)`,
        [newId(), desk.hotel.propertyId, first, last, email, phone],
      )
    }
  })
  afterAll(() => subject.close())
  const namesFor = async (text: string) => (await desk.ask('guest.list', { text })).map((row) => row['guestName'])

  test.each([
    ['a name without its accents', 'joao', 'João Simões'],
    ['a name with accents that it has not', 'Jóhnsön', 'Marie Johnson'],
    ['words in any order', 'simoes João', 'João Simões'],
    ['ß as ss', 'STRASSE', 'Zoë Straße'],
    ['half an e-mail', 'j.simoes', 'João Simões'],
    ['an e-mail', 'marie@john', 'Marie Johnson'],
    ['a phone as it is dialled', '912345', 'João Simões'],
    ['a phone as it is written', '(030) 901', 'Zoë Straße'],
    ['a name that is misspelt', 'Jonson', 'Marie Johnson'],
  ])('finds a guest by %s', async (_what, text, guest) => {
    expect(await namesFor(text)).toEqual([guest])
    expect((await desk.ask('reservation.search', { text })).map((row) => row['guestName'])).toEqual([guest])
  })

  test('finds nobody where nothing is near, and takes signs for what they are', async () => {
    for (const text of ['zzyzx', '%%%', '___', 'a\\b']) expect(await namesFor(text)).toEqual([])
  })

  test('is found by confirmation and unit, once, with what they are here for; the house of today where nothing is typed', async () => {
    const inHouse = await desk.settle({ guest: 'ada', unit: '101', nights: 2 })
    await desk.book({ guest: 'ada', from: 30 })
    const [row] = await desk.db.query<{ no: string }>(
      'SELECT confirmation_no AS no FROM reservation.reservations WHERE id = $1',
      [inHouse],
    )
    const ada = { guestName: 'Ada King', unitNumber: '101', stays: 1, nextArrival: '2026-12-23', lastDeparture: null }
    for (const text of ['101', row?.no ?? '', 'king'])
      expect(await desk.ask('guest.list', { text })).toMatchObject([ada])
    await desk.book({ guest: 'bo' })
    expect(await namesFor('')).toEqual(['Ada King', 'Bo Lind'])
  })

  test('leaves out records that live on in another', async () => {
    const { bo, cy } = desk.hotel.guests
    await desk.set('guest.profiles', cy, `merged_into_id = '${bo}'`)
    const [cyRow] = await desk.db.query<{ name: string }>(
      'SELECT full_name AS name FROM guest.profiles WHERE id = $1',
      [cy],
    )
    expect(await namesFor(cyRow?.name ?? '')).toEqual([])
  })
})
