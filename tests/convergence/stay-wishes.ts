import { addDays, asIsoDate, type IsoDate } from '../../shared/kernel/dates.ts'
import { type Choice, someId, someReservation, someUnit, type Wish } from './wish.ts'

type Maker = (choice: Choice) => Promise<Wish>

const makers: readonly (readonly [Maker, number])[] = [
  [modifyWish, 10],
  [confirmWish, 4],
  [expireWish, 2],
  [noShowWish, 3],
  [walkWish, 3],
  [reinstateWish, 4],
  [reverseCheckInWish, 4],
  [lockWish, 4],
  [swapWish, 6],
  [splitWish, 5],
  [notesWish, 3],
  [addTraceWish, 3],
  [completeTraceWish, 3],
]

/** What becomes of a reservation after it was made. */
export function stayWish(choice: Choice): Promise<Wish> {
  return choice.random.weighted(makers)(choice)
}

async function step(name: string, reservation: Promise<string>, more: object = { reason: 'as told' }): Promise<Wish> {
  return { name: `v1.reservation.${name}`, input: { reservationId: await reservation, ...more } }
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

async function modifyWish(choice: Choice): Promise<Wish> {
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
  return step('modify', Promise.resolve(reservationId), { change, ...more })
}

function confirmWish(choice: Choice): Promise<Wish> {
  return step('confirm', someReservation(choice, 'tentative', 'inquiry', 'waitlisted'), { guarantee: 'card' })
}

function expireWish(choice: Choice): Promise<Wish> {
  return step('expire', someReservation(choice, 'tentative', 'waitlisted'))
}

function noShowWish(choice: Choice): Promise<Wish> {
  return step('noShow', someReservation(choice, 'confirmed'))
}

function reinstateWish(choice: Choice): Promise<Wish> {
  return step('reinstate', someReservation(choice, 'cancelled', 'checked_out'))
}

function reverseCheckInWish(choice: Choice): Promise<Wish> {
  return step('reverseCheckIn', someReservation(choice, 'checked_in'))
}

function walkWish(choice: Choice): Promise<Wish> {
  const hotel = choice.random.pick(['Hotel Lisboa', 'Hotel Porto'])
  return step('walk', someReservation(choice, 'confirmed'), { hotel, reason: 'oversold' })
}

function lockWish(choice: Choice): Promise<Wish> {
  return step('lockUnit', someReservation(choice, 'confirmed'), { locked: choice.random.chance(0.7) })
}

async function swapWish(choice: Choice): Promise<Wish> {
  const status = choice.random.pick(['checked_in', 'confirmed'])
  const otherReservationId = await someReservation(choice, status)
  return step('swapUnits', someReservation(choice, status), { otherReservationId, reason: 'the view' })
}

async function splitWish(choice: Choice): Promise<Wish> {
  const reservationId = await someId(
    choice,
    'reservation.reservations',
    `status IN ('confirmed', 'checked_in') AND departure - arrival > 1`,
    'confirmation_no',
  )
  const dates = await readDates(choice, reservationId)
  const from = addDays(dates?.arrival ?? choice.hotel.businessDate, choice.random.between(1, 2))
  return step('splitStay', Promise.resolve(reservationId), { unitId: someUnit(choice), from })
}

function notesWish(choice: Choice): Promise<Wish> {
  const to = `Note ${choice.random.between(1, 99)} of ${choice.desk.name}`
  return step('setNotes', someReservation(choice, 'confirmed', 'checked_in'), { from: '', to })
}

function addTraceWish(choice: Choice): Promise<Wish> {
  const text = `Trace ${choice.random.between(1, 99)}`
  const trace = { due: choice.hotel.businessDate, department: 'front_office', text }
  return step('addTrace', someReservation(choice, 'confirmed', 'checked_in'), trace)
}

async function completeTraceWish(choice: Choice): Promise<Wish> {
  const traceId = await someId(choice, 'reservation.traces', 'done_at IS NULL', 'created_at, id')
  return { name: 'v1.reservation.completeTrace', input: { traceId } }
}
