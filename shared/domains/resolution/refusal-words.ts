import type { Refusal } from '../../command/command.ts'
import { permissionWords, roleWords, rolesThatMay } from '../access/words.ts'
import type { RefusalCode } from '../refusals.ts'
import { stayRefusalWords } from './stay-refusal-words.ts'

type Sentence = (facts: Refusal['facts']) => { what: string; todo: string }

const say =
  (what: string, todo: string): Sentence =>
  () => ({ what, todo })
const state = (value: unknown) => String(value ?? 'unknown').replaceAll('_', ' ')
const lookAgain = 'Look at the record as it is now, then try again.'

/** What is wrong and what to do about it, in the desk's words. */
export const refusalWords: Record<RefusalCode, Sentence> = {
  ...stayRefusalWords,
  already_cancelled: (f) => ({
    what: `${f.guestName} (${f.confirmationNo}) is cancelled already.`,
    todo: 'Nothing is left to do.',
  }),
  already_departed: (f) => ({
    what: `${f.guestName} (${f.confirmationNo}) has departed already.`,
    todo: 'Nothing is left to do.',
  }),
  already_in_house: (f) => ({
    what: f.guestName
      ? `${f.guestName} (${f.confirmationNo}) is in house already, unit ${f.unit ?? '?'}.`
      : 'This guest is in house already.',
    todo: 'To change the unit, move the guest.',
  }),
  already_resolved: say('This entry was resolved by somebody else.', 'Nothing is left to do.'),
  append_only: say('This record is closed and cannot be changed.', 'Add a correcting entry instead.'),
  arrival_in_past: (f) => ({
    what: `The arrival ${f.arrival} is before the business date ${f.businessDate}.`,
    todo: 'Choose an arrival from the business date on.',
  }),
  batch_barred: say(
    'This batch is expired or held back: nothing of it may be used.',
    'Book it as waste, or take from another batch.',
  ),
  cannot_cancel: (f) => ({
    what: `${f.guestName} (${f.confirmationNo}) is ${state(f.status)} and cannot be cancelled.`,
    todo: 'Open the reservation to see its history.',
  }),
  changed_by_other: say('Somebody else changed this record a moment ago.', lookAgain),
  check_changed: (f) => ({
    what: `Check ${f.orderNo} is ${f.total} now; ${f.seen} was shown.`,
    todo: 'Look at the check again and ask the guest for the new amount.',
  }),
  choice_missing: (f) => ({
    what: `${f.item} needs a choice that was not made, or got one that it does not offer.`,
    todo: 'Open the item again and answer its questions.',
  }),
  confirmation_no_used: say(
    'This confirmation number exists already.',
    'Make the reservation again: it gets the next number.',
  ),
  dates_reversed: (f) => ({
    what: `The departure ${f.departure} is before the arrival ${f.arrival}.`,
    todo: 'Correct the dates.',
  }),
  document_out_of_series: say(
    'This document does not continue its series of numbers.',
    'Keep the printed document, and tell head office: the series is to be looked at.',
  ),
  drawer_in_use: say('This cash drawer is in use by another shift.', 'Close that shift first, or take another drawer.'),
  drawer_not_found: say('This cash drawer is not here.', 'Choose a drawer from the list.'),
  drawer_open: (f) => ({
    what: `The drawer ${f.drawer} is open already.`,
    todo: 'Use it as it is, or choose another drawer.',
  }),
  fault: say(
    'This desk could not work the change into what came from the centre.',
    'Go on working: the centre still judges it. If the centre refuses it, it stands in the Resolution Centre.',
  ),
  folio_closed: say(
    'This folio is closed and takes no postings.',
    'Post it as a late charge, or have the folio reopened.',
  ),
  folio_not_balanced: say('This folio still has a balance, or is not empty.', 'Settle what is open first.'),
  guest_departed: (f) => ({
    what: `${f.guestName} has left unit ${f.unit}.`,
    todo: 'Take another way of payment, or ask the desk who is in the unit now.',
  }),
  guest_erased: say('This guest record was erased on request.', 'Make a new guest record.'),
  guest_merged: (f) => ({
    what: `This guest record was merged into ${f.guestName}.`,
    todo: `Edit the record of ${f.guestName}.`,
  }),
  guest_not_found: say('This guest record is not here.', 'Search for the guest again, or enter a new one.'),
  housekeeping_not_clean_first: (f) => ({
    what: `Unit ${f.unit} is ${state(f.housekeeping)}: only a clean unit can be inspected.`,
    todo: 'Set it clean first.',
  }),
  housekeeping_not_possible: (f) => ({
    what: `Unit ${f.unit} is ${state(f.housekeeping)} and cannot become ${state(f.wanted)}.`,
    todo: 'Choose a step that follows from its present state.',
  }),
  in_house: (f) => ({
    what: `${f.guestName} (${f.confirmationNo}) is in house, unit ${f.unit ?? '?'}.`,
    todo: 'Use move or check out.',
  }),
  internal_error: say(
    'The centre failed at this several times and set it aside, whole, so that the work after it could go on.',
    'Do it again by hand, and tell support.',
  ),
  item_not_found: say('This item is not on the menu here.', 'Choose it from the menu again.'),
  item_withdrawn: (f) => ({
    what: `${f.item} is sold out or off the menu today.`,
    todo: 'Offer the guest something else.',
  }),
  line_not_found: say('This line is not on the check.', 'Open the check again.'),
  line_reversed: say('This line was taken back or transferred already.', 'Nothing is left to do.'),
  line_served: (f) => ({
    what: `${f.item} on check ${f.orderNo} has been served.`,
    todo: 'What was served is paid for; a duty manager can give it back after settling.',
  }),
  line_voided: (f) => ({ what: `${f.item} on check ${f.orderNo} is voided already.`, todo: 'Nothing is left to do.' }),
  lock_out_not_found: say('This lock-out is not here any more.', 'Nothing is left to do.'),
  lock_out_released: (f) => ({
    what: `${f.person} was unlocked by somebody else already.`,
    todo: 'Nothing is left to do.',
  }),
  malformed_arguments: (f) => ({
    what: `The centre could not read what was sent (${f.where}).`,
    todo: 'Do it again by hand. If it happens again, bring this desk and the centre to the same version.',
  }),
  no_guests: say('A reservation needs at least one guest.', 'Enter the number of adults or children.'),
  no_open_drawer: say('No cash drawer is open for you.', 'Count the float and open a drawer, then take the cash.'),
  no_posting: (f) => ({
    what: `${f.guestName} in unit ${f.unit} may not charge to the room.`,
    todo: 'Ask for cash or a card.',
  }),
  no_rate: (f) => ({
    what: `This rate is not sold for every night from ${f.arrival} to ${f.departure}.`,
    todo: 'Choose another rate.',
  }),
  no_role_here: say(
    'Whoever gave this has no role in this hotel.',
    'Sign in as somebody who works here, or ask head office for a role.',
  ),
  no_unit_assigned: (f) => ({
    what: `${f.guestName} (${f.confirmationNo}) has no unit yet.`,
    todo: 'Choose a unit, then check in.',
  }),
  not_confirmed: (f) => ({
    what: `${f.guestName} (${f.confirmationNo}) is ${state(f.status)}, not confirmed.`,
    todo: 'Confirm or reinstate the reservation first.',
  }),
  not_due_yet: (f) => ({
    what: `${f.guestName} (${f.confirmationNo}) is due on ${f.arrival}.`,
    todo: 'Change the arrival date first.',
  }),
  not_in_house: (f) => ({
    what: `${f.guestName} (${f.confirmationNo}) is ${state(f.status)}, not in house.`,
    todo: lookAgain,
  }),
  not_own: say('This is assigned to somebody else.', 'Leave it to them, or ask the supervisor to assign it to you.'),
  not_permitted: (f) => ({
    what: `${f.person} (${roleWords(f.role)}) may not ${permissionWords(f.permission)} here.`,
    todo: `Ask somebody who may: ${rolesThatMay(f.permission)}.`,
  }),
  not_signed_in: say('Nobody is signed in here.', 'Choose your name and enter your PIN.'),
  nothing_to_settle: (f) => ({
    what: `Nothing on check ${f.orderNo} is left to pay.`,
    todo: 'Add what the guest had, or leave it.',
  }),
  order_not_found: say('This check is not here.', 'Open it from the list again.'),
  order_settled: (f) => ({ what: `Check ${f.orderNo} is settled.`, todo: 'Open a new check for anything else.' }),
  outlet_closed: (f) => ({ what: `${f.outlet} takes no orders.`, todo: 'Choose another outlet.' }),
  outlet_not_found: say('This outlet is not here.', 'Choose another outlet.'),
  offline_too_long: (f) => ({
    what: `This desk has not heard from head office for more than ${f.hours} hours.`,
    todo: 'A duty manager signs in first; then it is open to everybody for twelve hours more.',
  }),
  over_credit_limit: (f) => ({
    what: `With ${f.total} more, ${f.guestName} in unit ${f.unit} would be over the limit of ${f.limit}; ${f.balance} is owed now.`,
    todo: 'Ask for cash or a card, or ask the desk to take a payment first.',
  }),
  person_not_here: say('This person does not work here any more.', 'Choose somebody from the list.'),
  pin_locked_out: (f) => ({
    what: `Too many wrong PINs for ${f.person}.`,
    todo: `Wait ${f.minutes === 1 ? 'a minute' : `${f.minutes} minutes`}, or ask a duty manager to unlock you.`,
  }),
  pin_malformed: say('A PIN has four to eight digits.', 'Enter digits alone.'),
  pin_not_set: (f) => ({ what: `${f.person} has no PIN yet.`, todo: 'Ask a duty manager or head office for one.' }),
  pin_of_higher_role: (f) => ({
    what: `${f.person} is ${roleWords(f.role)}: their PIN is given by head office alone.`,
    todo: 'Ask head office for a new PIN.',
  }),
  pin_same: say('This is the PIN that you have.', 'Choose another one.'),
  pin_set_since: (f) => ({
    what: `${f.person} was given another PIN later than this one.`,
    todo: 'The later PIN holds. Nothing is left to do.',
  }),
  pin_too_simple: say(
    'This PIN is among the first that somebody would try.',
    'Choose digits that are not alike or in a row.',
  ),
  pin_wrong: (f) => ({
    what: 'The PIN is not right.',
    todo: f.left === 1 ? 'One more try, then it is locked for a while.' : 'Enter it again.',
  }),
  posting_not_set_up: (f) => ({
    what: `${f.outlet} cannot post: head office has not set up the code ${f.code}.`,
    todo: 'Keep the check open and tell head office.',
  }),
  record_exists: say('A record like this exists already.', lookAgain),
  record_frozen: say('This record is settled and does not change any more.', 'Add a correcting entry instead.'),
  refund_too_high: say(
    'The refunds of this payment would exceed what was captured.',
    'Look at the refunds that are there, and refund what is left.',
  ),
  reservation_not_found: say('This reservation is not here.', 'Search for it again by name or confirmation number.'),
  resolution_not_found: say('This entry is not here any more.', 'Nothing is left to do.'),
  role_ended: (f) => ({
    what: `${f.person} (${roleWords(f.role)}) does not work here any more.`,
    todo: 'Sign in as somebody who does, and do it again if it is still right.',
  }),
  same_unit: (f) => ({ what: `${f.guestName} is in unit ${f.unit} already.`, todo: 'Choose another unit.' }),
  sign_in_not_ready: say(
    'This desk has not yet got what it needs to know a PIN.',
    'Connect it to the centre once; then people sign in without the line too.',
  ),
  stay_is_over: (f) => ({
    what: `The stay of ${f.guestName} (${f.confirmationNo}) ended on ${f.departure}.`,
    todo: 'Make a new reservation.',
  }),
  stay_not_found: say('This guest is not here.', 'Choose the guest from the list of those in house.'),
  table_not_found: say('This table is not here.', 'Choose another table.'),
  task_closed: (f) => ({
    what: `The task of unit ${f.unit} is ${state(f.status)}.`,
    todo: 'Set the unit itself instead.',
  }),
  task_done: (f) => ({ what: `The task of unit ${f.unit} is done already.`, todo: 'Nothing is left to do.' }),
  task_not_found: say('This task is not here any more.', 'Look at the list of tasks again.'),
  too_many_guests: (f) => ({
    what: `${f.guests} guests are too many: ${f.unitType} sleeps ${f.max}.`,
    todo: 'Choose a larger unit type, or book two.',
  }),
  transition_not_allowed: say('This step does not follow from the present state.', lookAgain),
  type_not_found: say('This unit type is not sold any more.', 'Choose another unit type.'),
  type_sold_out: (f) => ({
    what: `${f.unitType} is sold out on ${f.night}.`,
    todo: 'Choose another unit type or other dates.',
  }),
  unit_not_clean: (f) => ({
    what: `Unit ${f.unit} is ${state(f.housekeeping)}.`,
    todo: 'Choose a ready unit, or let the guest in with a reason.',
  }),
  unit_not_found: say('This unit is not here.', 'Choose another unit.'),
  unit_occupied: (f) => ({
    what: `Unit ${f.unit} is occupied${f.guestName === null ? '' : ` by ${f.guestName}`}.`,
    todo: 'Choose another unit, or check that guest out first.',
  }),
  unit_out_of_order: (f) => ({
    what: `Unit ${f.unit} is out of order${f.until === null ? '' : ` until ${f.until}`}.`,
    todo: 'Choose another unit.',
  }),
  unit_taken: (f) => ({
    what: f.unit
      ? `Unit ${f.unit} is promised to ${f.guestName} (${f.confirmationNo}) from ${f.from} to ${f.to}.`
      : 'This unit was given to another guest for these nights.',
    todo: 'Choose another unit, or re-room that guest first.',
  }),
  unit_type_lower: (f) => ({
    what: `Unit ${f.unit} is ${f.unitType}, less than the ${f.booked} that was booked.`,
    todo: 'Choose a unit of the booked type or better.',
  }),
  unknown_command: say(
    'The centre does not know this step: this desk is newer than the centre.',
    'Have the centre updated, then do it again by hand.',
  ),
  void_reason_missing: (f) => ({
    what: `${f.item} was sent to the kitchen.`,
    todo: 'Say why it is taken off the check.',
  }),
  void_too_many: (f) => ({
    what: `Only ${f.left} of ${f.item} are left to take off.`,
    todo: 'Choose a smaller number.',
  }),
}
