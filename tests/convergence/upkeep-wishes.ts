import { addDays } from '../../shared/kernel/dates.ts'
import { type Choice, someId, someReservation, someUnit, today, type Wishes } from './wish.ts'

/** What breaks, who repairs it, and what guests ask for. */
export const upkeepWishes: Wishes = {
  'v1.unit.takeOutOfOrder': [3, takeOutOfOrder],
  'v1.unit.returnToService': [4, returnToService],
  'v1.maintenance.report': [4, report],
  'v1.maintenance.accept': [2, ofFault('reported', 'triaged', 'assigned')],
  'v1.maintenance.start': [2, ofFault('assigned', 'on_hold', 'reopened')],
  'v1.maintenance.hold': [1, withNote('in_progress')],
  'v1.maintenance.resolve': [2, withNote('in_progress', 'assigned')],
  'v1.maintenance.close': [1, ofFault('resolved', 'verified')],
  'v1.maintenance.reopen': [1, withNote('resolved', 'closed')],
  'v1.maintenance.cancel': [1, withNote('reported')],
  'v1.service.request': [4, request],
  'v1.service.acknowledge': [2, ofRequest('requested')],
  'v1.service.complete': [3, ofRequest('requested', 'acknowledged', 'in_progress')],
  'v1.service.cancel': [1, withdrawn],
}

async function takeOutOfOrder(choice: Choice): Promise<object> {
  const { random } = choice
  const from = addDays(today(choice), random.weighted([[0, 3], [1, 1]])) // prettier-ignore
  return {
    unitId: someUnit(choice),
    kind: random.pick(['out_of_order', 'out_of_service']),
    from,
    until: addDays(from, random.between(1, 2)),
    reason: 'water in the bathroom',
  }
}

function returnToService(choice: Choice): Promise<object> {
  return Promise.resolve({ unitId: someUnit(choice) })
}

function report(choice: Choice): Promise<object> {
  const { random } = choice
  return Promise.resolve({
    unitId: someUnit(choice),
    place: '',
    category: random.pick(['plumbing', 'electrical']),
    severity: random.pick(['minor', 'major', 'critical']),
    description: random.pick(['The tap drips', 'No light']),
  })
}

const someFault = (choice: Choice, states: readonly string[]) =>
  someId(choice, 'operations.maintenance_requests', `status IN ('${states.join(`', '`)}')`, 'reported_at, id')

function ofFault(...states: string[]) {
  return async (choice: Choice): Promise<object> => ({ requestId: await someFault(choice, states) })
}

function withNote(...states: string[]) {
  return async (choice: Choice): Promise<object> => ({ requestId: await someFault(choice, states), note: 'as seen' })
}

async function request(choice: Choice): Promise<object> {
  const { random } = choice
  return {
    reservationId: random.chance(0.7) ? await someReservation(choice, 'checked_in') : null,
    unitId: random.chance(0.5) ? someUnit(choice) : null,
    category: random.pick(['housekeeping', 'maintenance', 'concierge']),
    priority: random.pick(['normal', 'urgent']),
    description: random.pick(['More towels', 'A taxi at six']),
  }
}

const someRequest = (choice: Choice, states: readonly string[]) =>
  someId(choice, 'operations.service_requests', `status IN ('${states.join(`', '`)}')`, 'requested_at, id')

function ofRequest(...states: string[]) {
  return async (choice: Choice): Promise<object> => ({ requestId: await someRequest(choice, states) })
}

async function withdrawn(choice: Choice): Promise<object> {
  return { requestId: await someRequest(choice, ['requested', 'acknowledged']), reason: 'not needed any more' }
}
