import { addDays, asIsoDate, type IsoDate } from '../../shared/kernel/dates.ts'
import { type Choice, someId, someReservation, someUnit, type Wishes } from './wish.ts'

/** What becomes of a reservation after it was made. */
export const stayWishes: Wishes = {
  'v1.reservation.modify': [10, modify],
  'v1.reservation.confirm': [4, confirm],
  'v1.reservation.setGuarantee': [3, setGuarantee],
  'v1.reservation.expire': [2, expire],
  'v1.reservation.noShow': [3, noShow],
  'v1.reservation.walk': [3, walk],
  'v1.reservation.reinstate': [4, reinstate],
  'v1.reservation.reverseCheckIn': [4, reverseCheckIn],
  'v1.reservation.lockUnit': [4, lock],
  'v1.reservation.swapUnits': [6, swap],
  'v1.reservation.splitStay': [5, split],
  'v1.reservation.setNotes': [3, setNotes],
  'v1.reservation.addTrace': [3, addTrace],
  'v1.reservation.completeTrace': [3, completeTrace],
}

async function about(reservation: Promise<string>, more: object = { reason: 'as told' }): Promise<object> {
  return { reservationId: await reservation, ...more }
}

/** The stay as it stands on this desk's screen; null where it is on none. */
async function readDates(
  { desk }: Choice,
  reservationId: string,
): Promise<{ arrival: IsoDate; departure: IsoDate } | null> {
  const [row] = await desk.terminal.readOnlySql(
    'SELECT arrival::text AS arrival, departure::text AS departure FROM reservation.reservations WHERE id = $1',
    [reservationId],
  )
  return row ? { arrival: asIsoDate(String(row.arrival)), departure: asIsoDate(String(row.departure)) } : null
}

async function modify(choice: Choice): Promise<object> {
  const { random, hotel } = choice
  const reservationId = await someReservation(choice, 'confirmed', 'checked_in', 'tentative', 'waitlisted')
  const dates = await readDates(choice, reservationId)
  const by = random.weighted([[1, 6], [2, 2], [-1, 4]]) // prettier-ignore
  const departure = addDays(dates?.departure ?? hotel.businessDate, by)
  const arrival = addDays(dates?.arrival ?? hotel.businessDate, random.pick([1, -1]))
  const change = random.weighted<object>([
    [{ departure }, 10],
    [{ arrival }, 3],
    [{ adults: random.between(1, 3) }, 3],
    [{ unitTypeId: random.pick([hotel.types.STD, hotel.types.DLX, hotel.types.STE]) }, 3],
    [{ rateStrategyId: random.pick([hotel.rates.BAR, hotel.rates.NRF]) }, 2],
  ])
  const more = random.weighted<object>([
    [{}, 8],
    [{ releaseUnit: true }, 3],
    [{ override: { rate: '80.00', reason: 'a regular' } }, 1],
  ])
  return about(Promise.resolve(reservationId), { change, ...more })
}

function confirm(choice: Choice): Promise<object> {
  return about(someReservation(choice, 'tentative', 'inquiry', 'waitlisted'), { guarantee: 'card' })
}

function setGuarantee(choice: Choice): Promise<object> {
  const guarantee = choice.random.pick(['none', 'company', 'company', 'card'])
  return about(someReservation(choice, 'confirmed', 'checked_in', 'tentative'), { guarantee })
}

function expire(choice: Choice): Promise<object> {
  return about(someReservation(choice, 'tentative', 'waitlisted'))
}

function noShow(choice: Choice): Promise<object> {
  return about(someReservation(choice, 'confirmed'))
}

function reinstate(choice: Choice): Promise<object> {
  return about(someReservation(choice, 'cancelled', 'checked_out'))
}

function reverseCheckIn(choice: Choice): Promise<object> {
  return about(someReservation(choice, 'checked_in'))
}

function walk(choice: Choice): Promise<object> {
  const hotel = choice.random.pick(['Hotel Lisboa', 'Hotel Porto'])
  return about(someReservation(choice, 'confirmed'), { hotel, reason: 'oversold' })
}

function lock(choice: Choice): Promise<object> {
  return about(someReservation(choice, 'confirmed'), { locked: choice.random.chance(0.7) })
}

async function swap(choice: Choice): Promise<object> {
  const status = choice.random.pick(['checked_in', 'confirmed'])
  const otherReservationId = await someReservation(choice, status)
  return about(someReservation(choice, status), { otherReservationId, reason: 'the view' })
}

async function split(choice: Choice): Promise<object> {
  const reservationId = await someId(
    choice,
    'reservation.reservations',
    `status IN ('confirmed', 'checked_in') AND departure - arrival > 1`,
    'confirmation_no',
  )
  const dates = await readDates(choice, reservationId)
  const from = addDays(dates?.arrival ?? choice.hotel.businessDate, choice.random.between(1, 2))
  return about(Promise.resolve(reservationId), { unitId: someUnit(choice), from })
}

function setNotes(choice: Choice): Promise<object> {
  const to = `Note ${choice.random.between(1, 99)} of ${choice.desk.name}`
  return about(someReservation(choice, 'confirmed', 'checked_in'), { from: '', to })
}

function addTrace(choice: Choice): Promise<object> {
  const text = `Trace ${choice.random.between(1, 99)}`
  const trace = { due: choice.hotel.businessDate, department: 'front_office', text }
  return about(someReservation(choice, 'confirmed', 'checked_in'), trace)
}

async function completeTrace(choice: Choice): Promise<object> {
  const traceId = await someId(choice, 'reservation.traces', 'done_at IS NULL', 'created_at, id')
  return { traceId }
}
