import { describe, expect, it } from 'vitest'
import { asIsoDate } from '../../../../shared/kernel/dates.ts'
import { readRoomingList } from './rooming-list.ts'

const types = [
  { unitTypeId: 's', code: 'STD', name: 'Standard', maxOccupancy: 2 },
  { unitTypeId: 'd', code: 'DLX', name: 'Deluxe', maxOccupancy: 3 },
]
const defaults = { arrival: asIsoDate('2026-11-23'), departure: asIsoDate('2026-11-25'), unitTypeId: 's' }
const read = (text: string) => readRoomingList(text, types, defaults)

describe('a rooming list', () => {
  it('needs no more than a name per line', () => {
    expect(read('Ana Silva\n\nBo Lind').lines).toEqual([
      { line: 1, firstName: 'Ana', lastName: 'Silva', unitTypeId: 's', adults: 1, children: 0, arrival: '2026-11-23', departure: '2026-11-25', notes: '' }, // prettier-ignore
      expect.objectContaining({ line: 3, lastName: 'Lind' }),
    ])
  })
  it('is pasted from a table, a CSV file or written by hand', () => {
    const wanted = {
      lastName: 'Silva',
      firstName: 'Ana',
      unitTypeId: 'd',
      adults: 2,
      children: 1,
      departure: '2026-11-26',
    }
    const rows = [
      'Name;Type;Adults;Children;Arrival;Departure\nSilva, Ana;deluxe;2;1;23.11.2026;26/11/2026;late',
      'Ana Silva\tDLX\t2\t1\t2026-11-23\t2026-11-26\tlate',
      '"Silva, Ana",DLX,2,1,2026-11-23,2026-11-26,late',
    ]
    for (const text of rows)
      expect(read(text), text).toMatchObject({ lines: [{ ...wanted, notes: 'late' }], problems: [] })
  })
  it('says what is wrong where, and keeps the good lines', () => {
    const { lines, problems } = read(
      'Ana Silva;STD;1\n;STD\nBo Lind;Penthouse\nCy Okoye;STD;two\nDi Low;STD;3\nEd May;STD;1;0;2026-02-30\nFi Ray;STD;1;0;2026-11-24;2026-11-23',
    )
    expect(lines.map(({ line }) => line)).toEqual([1])
    expect(problems.map(({ line, where, what }) => `${line} ${where}: ${what}`)).toEqual([
      '2 Name: The name is missing.',
      '3 Type: “Penthouse” is no unit type here.',
      '4 Adults: “two” is no number of guests.',
      '5 Adults: 3 guests: Standard sleeps 2.',
      '6 Arrival: “2026-02-30” is no date.',
      '7 Departure: The departure is before the arrival.',
    ])
    for (const { todo } of problems) expect(todo).toMatch(/\.$/)
  })
  it('is booked in parts where it is too long', () => {
    const { lines, problems } = read(Array.from({ length: 501 }, (_, i) => `Guest ${i}`).join('\n'))
    expect([lines.length, problems.length]).toEqual([500, 1])
  })
})
