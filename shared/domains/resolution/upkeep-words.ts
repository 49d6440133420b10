import type { Refusal } from '../../command/command.ts'
import { t } from '../../language/t.ts'
import type { RefusalCode } from '../refusals.ts'
import type { WordsOf } from './entry-words.ts'

type Facts = Refusal['facts']
type UpkeepRefusal = Extract<
  RefusalCode,
  | 'block_in_past'
  | 'block_over'
  | 'unit_blocked'
  | 'unit_promised'
  | 'guest_in_unit'
  | 'not_blocked'
  | 'fault_not_found'
  | 'fault_is'
  | 'request_not_found'
  | 'request_is'
>

/** What the Resolution Centre says of units that cannot be used. */
export const upkeepWords: WordsOf<'out_of_order_oversold'> = {
  out_of_order_oversold: (f) => ({
    title: t('Oversold: {unitType}', f),
    happened: t(
      'Unit {unit} is out of order. {sold} {unitType} are sold for the night of {night}, and {rooms} are left.',
      f,
    ),
    done: t('Every reservation stands; nobody was moved to another house.'),
    todo: t('Find another type or another house for one of the arrivals of that day.'),
  }),
}

/** Units that came in by an import are blocked without any reason. */
const because = (f: Facts): Facts => ({ ...f, reason: f.reason || t('no reason') })

/** What stands in the way of maintenance and of what guests ask for. */
export const upkeepRefusalWords: Record<UpkeepRefusal, (f: Facts) => { what: string; todo: string }> = {
  block_in_past: (f) => ({
    what: t('Unit {unit} would be back on {until}; today is {businessDate}.', f),
    todo: t('Choose a later day on which the unit can be used again.'),
  }),
  block_over: (f) => ({
    what: t('Unit {unit} was returned to service meanwhile.', f),
    todo: t('Look at the unit. If it still cannot be used, take it out of order again.'),
  }),
  unit_blocked: (f) => ({
    what:
      f.until === null
        ? t('Unit {unit} is blocked already, until further notice ({reason}).', because(f))
        : t('Unit {unit} is blocked already, until {until} ({reason}).', because(f)),
    todo: t('Change that block, or return the unit to service first.'),
  }),
  unit_promised: (f) => ({
    what: t(
      'Unit {unit} is promised to {guestName} ({confirmationNo}) from {from} to {to}{count, plural, one {} other {, and to others}}.',
      f,
    ),
    todo: t('Look at the list of those who are promised it, and take the unit out of order with what is shown there.'),
  }),
  guest_in_unit: (f) => ({
    what: f.guestName
      ? t('{guestName} ({confirmationNo}) is in unit {unit} on one of these days.', f)
      : t('Unit {unit} is occupied.', f),
    todo: t('Move the guest first, or take the unit out of service: then the guest can stay.'),
  }),
  not_blocked: (f) => ({ what: t('Unit {unit} is in service.', f), todo: t('Nothing is left to do.') }),
  fault_not_found: () => ({
    what: t('This fault is not here any more.'),
    todo: t('Look at the list of faults again.'),
  }),
  fault_is: (f) => ({
    what: t('"{subject}" is {status}.', f),
    todo: t('Look at the list of faults again; if it is not settled, report it anew.'),
  }),
  request_not_found: () => ({
    what: t('This request is not here any more.'),
    todo: t('Look at the list of requests again.'),
  }),
  request_is: (f) => ({
    what: t('"{description}" is {status}.', f),
    todo: t('Look at the list of requests again; if the guest still waits, add it anew.'),
  }),
}

/** How the commands are called, and which of their facts says what they are about. */
export const upkeepCommandWords: Readonly<Record<string, { name: () => string; subject: string }>> = {
  'v1.unit.takeOutOfOrder': { name: () => t('Take out of order'), subject: 'unitNumber' },
  'v1.unit.returnToService': { name: () => t('Return to service'), subject: 'unitNumber' },
  'v1.maintenance.report': { name: () => t('Report a fault:'), subject: 'description' },
  'v1.maintenance.accept': { name: () => t('Take on the fault'), subject: 'subject' },
  'v1.maintenance.start': { name: () => t('Work begun on'), subject: 'subject' },
  'v1.maintenance.hold': { name: () => t('Work waits on'), subject: 'subject' },
  'v1.maintenance.resolve': { name: () => t('Fault repaired:'), subject: 'subject' },
  'v1.maintenance.close': { name: () => t('Repair checked:'), subject: 'subject' },
  'v1.maintenance.reopen': { name: () => t('Not repaired:'), subject: 'subject' },
  'v1.maintenance.cancel': { name: () => t('No repair for'), subject: 'subject' },
  'v1.service.request': { name: () => t('Guest request:'), subject: 'description' },
  'v1.service.acknowledge': { name: () => t('Taken on:'), subject: 'description' },
  'v1.service.complete': { name: () => t('Done for the guest:'), subject: 'description' },
  'v1.service.cancel': { name: () => t('Request withdrawn:'), subject: 'description' },
}
