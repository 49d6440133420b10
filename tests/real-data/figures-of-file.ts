import { parse } from 'csv-parse/sync'

/** What a month of one hotel came to, computed from the text of the file alone: nothing of the product is asked. */
export interface FileMonth {
  readonly hotel: string
  /** Its first day, 'YYYY-MM-01'. */
  readonly month: string
  readonly sold: number
  readonly available: number
  /** Euro, two decimals, as are the others; percent for the occupancy. */
  readonly revenue: string
  readonly occupancyPct: string | null
  readonly adr: string | null
  readonly revpar: string | null
}

/** Who is where in the morning of the business date. */
export interface FileMorning {
  readonly arrivalsDue: number
  readonly departuresDue: number
  readonly inHouse: number
  readonly unitsTotal: number
}

type Line = Readonly<Record<string, string>>

interface Stay {
  readonly hotel: string
  readonly type: string
  readonly arrival: number
  readonly nights: number
  /** Day on which the guest left; before the last night was over where the last status says so. */
  readonly left: number
  readonly booked: number
  readonly outcome: string
  readonly outcomeDay: number
  readonly cents: bigint
}

/** Days since 1970, so that nights are counted by adding one. */
const dayOf = (text: string): number =>
  Date.parse(text.includes('-') ? `${text}T00:00:00Z` : `${text} UTC`) / 86_400_000
const textOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)
const HOTELS = new Set(['City Hotel', 'Resort Hotel'])
const NUMBERS = ['lead_time', 'adults', 'babies', 'stays_in_weekend_nights', 'stays_in_week_nights'] as const

/** Lines that are bookings; the others are reported by the import and left out here too. */
export function staysOf(csv: string): Stay[] {
  const lines: Line[] = parse(csv, { columns: true, relax_column_count: true })
  return lines.flatMap((line) => {
    const number = (column: string) => Number(line[column] ?? 'NaN')
    const date = `${line.arrival_date_day_of_month} ${line.arrival_date_month} ${line.arrival_date_year}`
    const arrival = dayOf(date)
    const outcomeDay = dayOf(line.reservation_status_date ?? '')
    const isReal = Number.isFinite(arrival) && Number(textOf(arrival).slice(8)) === number('arrival_date_day_of_month')
    const isNumbered = NUMBERS.every((column) => Number.isInteger(number(column))) && Number.isFinite(number('adr'))
    if (!isReal || !Number.isFinite(outcomeDay) || !isNumbered || !HOTELS.has(line.hotel ?? '')) return []
    const nights = number('stays_in_weekend_nights') + number('stays_in_week_nights')
    const outcome = line.reservation_status ?? ''
    const departure = arrival + nights
    const leftEarly = outcome === 'Check-Out' && outcomeDay < departure
    return [
      {
        hotel: line.hotel ?? '',
        type: line.assigned_room_type ?? '',
        arrival,
        nights,
        left: leftEarly ? outcomeDay : departure,
        booked: arrival - number('lead_time'),
        outcome,
        outcomeDay,
        cents: BigInt(Math.round(number('adr') * 100)),
      },
    ]
  })
}

/** The day after the last departure or status: where everything is history. */
export const dayAfterAll = (stays: readonly Stay[]): string =>
  textOf(stays.reduce((last, { arrival, nights, outcomeDay }) => Math.max(last, arrival + nights, outcomeDay), 0) + 1)

/** On the books, in house or slept, as was known in the morning of `today`. */
function counts(stay: Stay, today: number): boolean {
  if (stay.booked > today) return false
  if (stay.outcome === 'Check-Out') return true
  return stay.arrival >= today && (stay.outcome === 'No-Show' || stay.outcomeDay > today)
}

/** Occupancy, ADR and RevPAR of every month and hotel; a stay over a month's end is split by its nights. */
export function figuresOf(stays: readonly Stay[], businessDate: string): FileMonth[] {
  const today = dayOf(businessDate)
  const byMonth = new Map<string, { sold: number; cents: bigint }>()
  const monthOf = (hotel: string, day: number) => {
    const key = `${hotel}|${textOf(day).slice(0, 7)}-01`
    const found = byMonth.get(key) ?? { sold: 0, cents: 0n }
    byMonth.set(key, found)
    return found
  }
  const unitsByHotel = new Map<string, number>()
  for (const hotel of new Set(stays.map((stay) => stay.hotel))) {
    unitsByHotel.set(hotel, unitsOf(stays, hotel))
    // The open day and the one before are days of the house, whether or not anything was sold on them.
    monthOf(hotel, today)
    monthOf(hotel, today - 1)
  }
  for (const stay of stays.filter((each) => counts(each, today))) {
    for (let night = stay.arrival; night < stay.arrival + stay.nights; night += 1) {
      const month = monthOf(stay.hotel, night)
      if (stay.cents > 0n) month.sold += 1
      month.cents += stay.cents
    }
  }
  return Array.from(byMonth)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { sold, cents }]) => {
      const [hotel = '', month = ''] = key.split('|')
      const available = (unitsByHotel.get(hotel) ?? 0) * daysOf(month)
      return {
        hotel,
        month,
        sold,
        available,
        revenue: hundredths(cents),
        occupancyPct: quotient(BigInt(sold) * 10_000n, available),
        adr: quotient(cents, sold),
        revpar: quotient(cents, available),
      }
    })
}

/** Guests of the lists in the morning of the business date; a day use has no unit and no stay. */
export function morningOf(stays: readonly Stay[], hotel: string, businessDate: string): FileMorning {
  const today = dayOf(businessDate)
  const own = stays.filter((stay) => stay.hotel === hotel && counts(stay, today))
  const inHouse = own.filter((stay) => stay.arrival < today && stay.left >= today)
  return {
    arrivalsDue: own.filter((stay) => stay.arrival === today).length,
    departuresDue: inHouse.filter((stay) => stay.arrival + stay.nights <= today).length,
    inHouse: inHouse.length,
    unitsTotal: unitsOf(stays, hotel),
  }
}

/** Each type needs as many units as it had guests in its fullest night. */
function unitsOf(stays: readonly Stay[], hotel: string): number {
  const guestsByNight = new Map<string, number>()
  const peakByType = new Map<string, number>()
  for (const stay of stays.filter((each) => each.hotel === hotel && each.outcome === 'Check-Out')) {
    for (let night = stay.arrival; night < stay.arrival + stay.nights; night += 1) {
      const key = `${stay.type} ${night}`
      const guests = (guestsByNight.get(key) ?? 0) + 1
      guestsByNight.set(key, guests)
      peakByType.set(stay.type, Math.max(guests, peakByType.get(stay.type) ?? 0))
    }
  }
  return Array.from(peakByType.values()).reduce((sum, peak) => sum + peak, 0)
}

function daysOf(month: string): number {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).getUTCDate()
}

/** Hundredths over a count, rounded half away from zero; null where there is nothing to divide by. */
function quotient(over: bigint, count: number): string | null {
  if (count === 0) return null
  const under = BigInt(count)
  const size = over < 0n ? -over : over
  const rounded = (2n * size + under) / (2n * under)
  return hundredths(over < 0n ? -rounded : rounded)
}

function hundredths(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(3, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
