import { addDays, isIsoDate, type IsoDate } from '../../../../shared/kernel/dates.ts'
import { t } from '../../../../shared/language/t.ts'
import { splitName } from '../reservation-form.ts'

/** A unit type as a rooming list may name it: by code or by name. */
export interface KnownType {
  readonly unitTypeId: string
  readonly code: string
  readonly name: string
  readonly maxOccupancy: number
}

/** What holds where a line says nothing else. */
export interface RoomingDefaults {
  readonly arrival: IsoDate
  readonly departure: IsoDate
  readonly unitTypeId: string
}

/** One room of the group, ready to be booked. */
export interface RoomingLine {
  /** Of the text, from 1. */
  readonly line: number
  readonly firstName: string
  readonly lastName: string
  readonly unitTypeId: string
  readonly adults: number
  readonly children: number
  readonly arrival: IsoDate
  readonly departure: IsoDate
  readonly notes: string
}

/** What is wrong in which column of which line, and what to do about it. */
export interface RoomingProblem {
  readonly line: number
  readonly where: string
  readonly what: string
  readonly todo: string
}

export const roomingColumns = (): string => t('Name; Type; Adults; Children; Arrival; Departure; Notes')

/** A longer list is pasted in parts: each line is a room of one group. */
const MOST_LINES = 500

/**
 * Reads a rooming list, pasted from a table or a CSV file: one room per line, columns as in roomingColumns, divided by tabs, semicolons or
 * commas. Everything but the name may be left out. Each line is judged by itself: the good ones can be booked while the others are corrected.
 */
export function readRoomingList(
  text: string,
  types: readonly KnownType[],
  defaults: RoomingDefaults,
): { readonly lines: readonly RoomingLine[]; readonly problems: readonly RoomingProblem[] } {
  const delimiter = ['\t', ';'].find((each) => text.includes(each)) ?? ','
  const lines: RoomingLine[] = []
  const problems: RoomingProblem[] = []
  for (const [index, source] of text.split(/\r?\n/).entries()) {
    const line = index + 1
    if (source.trim() === '' || isHeader(source)) continue
    if (lines.length + problems.length >= MOST_LINES) {
      problems.push({
        line,
        where: t('List'),
        what: t('More than {lines} lines.', { lines: MOST_LINES }),
        todo: t('Book the rest as a second list.'),
      })
      break
    }
    const read = readLine(cellsOf(source, delimiter), line, types, defaults)
    if ('problems' in read) problems.push(...read.problems)
    else lines.push(read)
  }
  return { lines, problems }
}

const isHeader = (source: string) => /^\W*(last |guest |nach)?(name|nome)\b/i.test(source)

/** A cell in quotes may hold the delimiter. */
function cellsOf(source: string, delimiter: string): string[] {
  const cells: string[] = ['']
  let quoted = false
  for (const letter of source) {
    if (letter === '"') quoted = !quoted
    else if (letter === delimiter && !quoted) cells.push('')
    else cells.push(`${cells.pop() ?? ''}${letter}`)
  }
  return cells.map((cell) => cell.trim())
}

function readLine(
  cells: readonly string[],
  line: number,
  types: readonly KnownType[],
  defaults: RoomingDefaults,
): RoomingLine | { readonly problems: RoomingProblem[] } {
  const problems: RoomingProblem[] = []
  const wrong = (where: string, what: string, todo: string) => void problems.push({ line, where, what, todo })
  const [
    name = '',
    typeText = '',
    adultsText = '',
    childrenText = '',
    arrivalText = '',
    departureText = '',
    notes = '',
  ] = cells
  const { firstName, lastName } = splitName(name)
  if (lastName === '') wrong(t('Name'), t('The name is missing.'), t('Write the guest’s name in the first column.'))
  const type = findType(typeText, types, defaults.unitTypeId)
  if (!type)
    wrong(
      t('Type'),
      t('“{text}” is no unit type here.', { text: typeText }),
      t('Write one of {codes}.', { codes: types.map(({ code }) => code).join(', ') }),
    )
  const people = (where: string, text: string, fallback: number) => {
    if (text === '') return fallback
    if (/^\d{1,2}$/.test(text)) return Number(text)
    wrong(where, t('“{text}” is no number of guests.', { text }), t('Write a whole number, or leave it empty.'))
    return fallback
  }
  const [adults, children] = [people(t('Adults'), adultsText, 1), people(t('Children'), childrenText, 0)]
  if (adults + children === 0) wrong(t('Adults'), t('Nobody sleeps in this room.'), t('Write the number of guests.'))
  if (type && adults + children > type.maxOccupancy)
    wrong(
      t('Adults'),
      t('{guests} guests: {unitType} sleeps {max}.', {
        guests: adults + children,
        unitType: type.name,
        max: type.maxOccupancy,
      }),
      t('Choose a larger type, or two rooms.'),
    )
  const day = (where: string, written: string, fallback: IsoDate) => {
    const date = written === '' ? fallback : isoOf(written)
    if (!date) wrong(where, t('“{text}” is no date.', { text: written }), t('Write it as 2026-11-23 or 23.11.2026.'))
    return date ?? fallback
  }
  const arrival = day(t('Arrival'), arrivalText, defaults.arrival)
  const departure = day(
    t('Departure'),
    departureText,
    arrivalText === '' ? defaults.departure : later(arrival, defaults.departure),
  )
  if (departure < arrival)
    wrong(t('Departure'), t('The departure is before the arrival.'), t('Correct one of the two days.'))
  if (problems.length > 0 || !type) return { problems }
  return { line, firstName, lastName, unitTypeId: type.unitTypeId, adults, children, arrival, departure, notes }
}

function findType(text: string, types: readonly KnownType[], fallback: string): KnownType | undefined {
  if (text === '') return types.find(({ unitTypeId }) => unitTypeId === fallback)
  const wanted = text.toLowerCase()
  return types.find(({ code, name }) => code.toLowerCase() === wanted || name.toLowerCase() === wanted)
}

/** 2026-11-23, 23.11.2026 or 23/11/2026. */
function isoOf(text: string): IsoDate | undefined {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text) ?? []
  const iso = year === '' ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isIsoDate(iso) ? iso : undefined
}

/** A guest who comes after the group has left stays a night. */
const later = (arrival: IsoDate, departure: IsoDate): IsoDate => (departure > arrival ? departure : addDays(arrival, 1))
