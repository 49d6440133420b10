import { housekeepingStatuses } from '../../shared/domains/property_mgmt/inputs.ts'
import { addDays } from '../../shared/kernel/dates.ts'
import { newId } from '../../shared/kernel/ids.ts'
import { type Choice, guestOrNew, someId, someReservation, someUnit, today, type Wishes } from './wish.ts'

/** The day's work of a front desk. */
export const deskWishes: Wishes = {
  'v1.reservation.create': [14, create],
  'v1.reservation.assignUnit': [9, assign],
  'v1.reservation.moveUnit': [12, move],
  'v1.reservation.checkIn': [22, checkIn],
  'v1.reservation.checkOut': [10, checkOut],
  'v1.reservation.cancel': [5, cancel],
  'v1.unit.setHousekeepingStatus': [12, setHousekeepingStatus],
  'v1.housekeeping.completeTask': [6, completeTask],
  'v1.resolution.resolve': [4, resolve],
  'v1.resolution.reopen': [3, reopen],
}

async function create(choice: Choice): Promise<object> {
  const { random, hotel } = choice
  const arrival = addDays(today(choice), random.weighted([[0, 8], [1, 2], [2, 1], [-1, 0.3]])) // prettier-ignore
  const nights = random.weighted([[1, 5], [2, 3], [3, 1], [0, 1], [-1, 0.2]]) // prettier-ignore
  const unitTypeId = random.weighted([[hotel.types.STD, 8], [hotel.types.DLX, 3], [hotel.types.STE, 1], [newId(), 0.1]]) // prettier-ignore
  return {
    guest: await guestOrNew(choice),
    arrival,
    departure: addDays(arrival, nights),
    adults: random.weighted([[1, 6], [2, 4], [3, 0.5], [0, 0.2]]), // prettier-ignore
    children: random.chance(0.1) ? 1 : 0,
    unitTypeId,
    rateStrategyId: random.chance(0.8) ? hotel.rates.BAR : hotel.rates.NRF,
    ...(random.chance(0.5) && { unitId: someUnit(choice) }),
    ...(random.chance(0.2) && { status: random.pick(['inquiry', 'tentative', 'waitlisted']) }),
    guarantee: random.weighted([['card', 6], ['company', 2], ['none', 2]]), // prettier-ignore
    source: 'desk',
    notes: '',
  }
}

async function assign(choice: Choice): Promise<object> {
  const reservationId = await someReservation(choice, 'confirmed', 'waitlisted')
  const locked = choice.random.chance(0.15) ? { locked: true } : {}
  return { reservationId, unitId: someUnit(choice), ...locked }
}

async function move(choice: Choice): Promise<object> {
  const reservationId = await someReservation(choice, 'checked_in', 'checked_in', 'confirmed')
  return { reservationId, unitId: someUnit(choice), reason: 'noise' }
}

async function checkIn(choice: Choice): Promise<object> {
  const { random } = choice
  const reinstate = random.chance(0.05)
  return {
    reservationId: await someReservation(choice, ...(reinstate ? ['cancelled', 'no_show'] : ['confirmed'])),
    ...(random.chance(0.6) && { unitId: someUnit(choice) }),
    ...(random.chance(0.5) && { override: { reason: 'the guest insists' } }),
    ...(reinstate && { reinstate }),
  }
}

async function checkOut(choice: Choice): Promise<object> {
  const settlement = choice.random.weighted<object | undefined>([
    [undefined, 3],
    [{ kind: 'left_open', reason: 'pays later' }, 4],
    [{ kind: 'city_ledger' }, 3],
  ])
  const reservationId = await someReservation(choice, 'checked_in')
  return { reservationId, ...(settlement && { settlement }) }
}

async function cancel(choice: Choice): Promise<object> {
  const reservationId = await someReservation(choice, 'confirmed', 'waitlisted')
  return { reservationId, reason: 'ill', ...(choice.random.chance(0.2) && { waiveFee: true }) }
}

function setHousekeepingStatus(choice: Choice): Promise<object> {
  const status = choice.random.pick([...housekeepingStatuses, 'clean', 'clean'])
  return Promise.resolve({ unitId: someUnit(choice), status })
}

async function completeTask(choice: Choice): Promise<object> {
  return { taskId: await someId(choice, 'operations.housekeeping_tasks', `status = 'pending'`, 'created_at, id') }
}

async function resolve(choice: Choice): Promise<object> {
  const resolutionId = await someId(choice, 'sync.resolutions', `status = 'open'`, 'raised_at, id')
  return { resolutionId, note: 'seen to' }
}

async function reopen(choice: Choice): Promise<object> {
  return { resolutionId: await someId(choice, 'sync.resolutions', `status = 'resolved'`, 'raised_at, id') }
}
