import type { BookingRecord } from '../../server/import/columns.ts'
import { canceledOn, csvOf, noShowOn, quirkyFile, stayFrom } from '../data/bookings-csv.ts'

const FIRST_ARRIVAL = Date.UTC(2015, 6, 1)
const DAYS = 790
const BOOKINGS = 900
const DAY_MS = 86_400_000

const dateOf = (day: number): string => new Date(FIRST_ARRIVAL + day * DAY_MS).toISOString().slice(0, 10)

/** The same numbers in every run (Lehmer, 48271 mod 2^31 - 1). */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (state * 48_271) % 2_147_483_647
    return state % sides
  }
}

/** Two small hotels over the months of the real file, in its shape: its quirks, a full summer, cancellations, no-shows, day uses. */
export function generatedFile(): string {
  const roll = dice(20_160_813)
  const rows: BookingRecord[] = Array.from({ length: BOOKINGS }, (_, i) => {
    // A third of all comes around the business date, so that its lists are full.
    const day = i % 3 === 0 ? 395 + roll(30) : roll(DAYS)
    const leadDays = roll(120)
    const nights = roll(20) === 0 ? 0 : 1 + roll(9)
    const type = 'AADEG'[roll(5)] ?? 'A'
    const fate = roll(10)
    const gone = dateOf(day - roll(1 + leadDays))
    return stayFrom(dateOf(day), nights, {
      hotel: roll(2) === 0 ? 'City Hotel' : 'Resort Hotel',
      lead_time: String(leadDays),
      reserved_room_type: type,
      assigned_room_type: roll(8) === 0 ? 'D' : type,
      adr: roll(25) === 0 ? '0' : `${40 + roll(160)}.${10 + roll(90)}`,
      ...(fate === 0 && canceledOn(gone)),
      ...(fate === 1 && noShowOn(dateOf(day))),
    })
  })
  return `${csvOf(rows)}${quirkyFile().csv.split('\n').slice(1).join('\n')}`
}
