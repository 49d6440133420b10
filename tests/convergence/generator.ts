import { vipLevels } from '../../shared/domains/guest/inputs.ts'
import { housekeepingStatuses } from '../../shared/domains/property_mgmt/inputs.ts'
import { addDays, asIsoDate } from '../../shared/kernel/dates.ts'
import { newId } from '../../shared/kernel/ids.ts'
import { bistroWish } from './bistro.ts'
import { stayWish } from './stay-wishes.ts'
import { type Choice, someId, someReservation, someUnit, type Wish } from './wish.ts'

type Maker = (choice: Choice) => Promise<Wish>

const makers: readonly (readonly [Maker, number])[] = [
  [createWish, 14],
  [assignWish, 10],
  [moveWish, 13],
  [checkInWish, 22],
  [checkOutWish, 8],
  [cancelWish, 5],
  [editWish, 9],
  [housekeepingWish, 12],
  [completeTaskWish, 6],
  [resolveWish, 4],
  [reopenWish, 3],
  [bistroWish, 26],
  [stayWish, 54],
]

export function nextWish(choice: Choice): Promise<Wish> {
  return choice.random.weighted(makers)(choice)
}

async function createWish(choice: Choice): Promise<Wish> {
  const { random, hotel, desk } = choice
  const arrival = addDays(asIsoDate(desk.terminal.desk()?.businessDate ?? hotel.businessDate), random.weighted([[0, 8], [1, 2], [2, 1], [-1, 0.3]])) // prettier-ignore
  const nights = random.weighted([[1, 5], [2, 3], [3, 1], [0, 1], [-1, 0.2]]) // prettier-ignore
  const unitTypeId = random.weighted([[hotel.types.STD, 8], [hotel.types.DLX, 3], [hotel.types.STE, 1], [newId(), 0.1]]) // prettier-ignore
  const guest = random.chance(0.5)
    ? {
        kind: 'existing',
        profileId: await someId(choice, 'guest.profiles', 'true', 'created_at, full_name', 'nothing'),
      }
    : { kind: 'new', firstName: 'Guest', lastName: `of ${choice.desk.name} ${random.between(1, 999)}` }
  const input = {
    guest,
    arrival,
    departure: addDays(arrival, nights),
    adults: random.weighted([[1, 6], [2, 4], [3, 0.5], [0, 0.2]]), // prettier-ignore
    children: random.chance(0.1) ? 1 : 0,
    unitTypeId,
    rateStrategyId: random.chance(0.8) ? hotel.rates.BAR : hotel.rates.NRF,
    ...(random.chance(0.5) && { unitId: someUnit(choice) }),
    ...(random.chance(0.2) && { status: random.pick(['inquiry', 'tentative', 'waitlisted']) }),
    guarantee: random.chance(0.7) ? 'card' : 'none',
    source: 'desk',
    notes: '',
  }
  return { name: 'v1.reservation.create', input }
}

async function assignWish(choice: Choice): Promise<Wish> {
  const reservationId = await someReservation(choice, 'confirmed', 'waitlisted')
  const locked = choice.random.chance(0.15) ? { locked: true } : {}
  return { name: 'v1.reservation.assignUnit', input: { reservationId, unitId: someUnit(choice), ...locked } }
}

async function moveWish(choice: Choice): Promise<Wish> {
  const reservationId = await someReservation(choice, 'checked_in', 'checked_in', 'confirmed')
  return { name: 'v1.reservation.moveUnit', input: { reservationId, unitId: someUnit(choice), reason: 'noise' } }
}

async function checkInWish(choice: Choice): Promise<Wish> {
  const { random } = choice
  const reservationId = await someReservation(choice, 'confirmed')
  const input = {
    reservationId,
    ...(random.chance(0.6) && { unitId: someUnit(choice) }),
    ...(random.chance(0.5) && { override: { reason: 'the guest insists' } }),
  }
  return { name: 'v1.reservation.checkIn', input }
}

async function checkOutWish(choice: Choice): Promise<Wish> {
  const settlement = choice.random.chance(0.5) && { settlement: { kind: 'left_open', reason: 'pays later' } }
  const reservationId = await someReservation(choice, 'checked_in')
  return { name: 'v1.reservation.checkOut', input: { reservationId, ...settlement } }
}

async function cancelWish(choice: Choice): Promise<Wish> {
  const reservationId = await someReservation(choice, 'confirmed', 'waitlisted')
  return { name: 'v1.reservation.cancel', input: { reservationId, reason: 'ill' } }
}

async function editWish(choice: Choice): Promise<Wish> {
  const { random, desk } = choice
  const profileId = await someId(choice, 'guest.profiles', 'true', 'created_at, full_name')
  const [guest] = await desk.terminal.readOnlySql(
    'SELECT last_name, phone, vip_level, notes FROM guest.profiles WHERE id = $1',
    [profileId],
  )
  const number = random.between(1, 99)
  const change = random.pick([
    { lastName: { from: guest?.last_name ?? 'Nobody', to: `Name${number}` } },
    { phone: { from: guest?.phone ?? null, to: `+4420000${number}` } },
    { vipLevel: { from: guest?.vip_level ?? 'none', to: random.pick(vipLevels) } },
    { notes: { from: guest?.notes ?? '', to: `Note ${number} of ${desk.name}` } },
  ])
  return { name: 'v1.guest.edit', input: { profileId, changes: change } }
}

function housekeepingWish(choice: Choice): Promise<Wish> {
  const status = choice.random.pick([...housekeepingStatuses, 'clean', 'clean'])
  return Promise.resolve({
    name: 'v1.unit.setHousekeepingStatus',
    input: { unitId: someUnit(choice), status },
  })
}

async function completeTaskWish(choice: Choice): Promise<Wish> {
  const taskId = await someId(choice, 'operations.housekeeping_tasks', `status = 'pending'`, 'created_at, id')
  return { name: 'v1.housekeeping.completeTask', input: { taskId } }
}

async function resolveWish(choice: Choice): Promise<Wish> {
  const resolutionId = await someId(choice, 'sync.resolutions', `status = 'open'`, 'raised_at, id')
  return { name: 'v1.resolution.resolve', input: { resolutionId, note: 'seen to' } }
}

async function reopenWish(choice: Choice): Promise<Wish> {
  const resolutionId = await someId(choice, 'sync.resolutions', `status = 'resolved'`, 'raised_at, id')
  return { name: 'v1.resolution.reopen', input: { resolutionId } }
}
