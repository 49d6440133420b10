import type { Refusal } from '../../command/command.ts'
import { t } from '../../language/t.ts'
import { permissionWords, rolesThatMay } from '../access/words.ts'
import type { RefusalCode } from '../refusals.ts'
import { accountRefusalWords } from './account-words.ts'
import { guestRefusalWords } from './guest-words.ts'
import { offerRefusalWords } from './offer-words.ts'
import { conflictRefusalWords } from './conflict-words.ts'
import { paymentRefusalWords } from './payment-words.ts'
import { stayRefusalWords } from './stay-refusal-words.ts'
import { upkeepRefusalWords } from './upkeep-words.ts'

type Sentence = (facts: Refusal['facts']) => { what: string; todo: string }

const lookAgain = () => t('Look at the record as it is now, then try again.')

/** What is wrong and what to do about it, in the desk's words; of facts as they are written in the screen's language. */
export const refusalWords: Record<RefusalCode, Sentence> = {
  ...accountRefusalWords,
  ...paymentRefusalWords,
  ...stayRefusalWords,
  ...guestRefusalWords,
  ...offerRefusalWords,
  ...conflictRefusalWords,
  ...upkeepRefusalWords,
  already_cancelled: (f) => ({
    what: t('{guestName} ({confirmationNo}) is cancelled already.', f),
    todo: t('Nothing is left to do.'),
  }),
  already_departed: (f) => ({
    what: t('{guestName} ({confirmationNo}) has departed already.', f),
    todo: t('Nothing is left to do.'),
  }),
  already_in_house: (f) => ({
    what: f.guestName
      ? t('{guestName} ({confirmationNo}) is in house already, unit {unit}.', { ...f, unit: f.unit ?? '?' })
      : t('This guest is in house already.'),
    todo: t('To change the unit, move the guest.'),
  }),
  already_resolved: () => ({ what: t('This entry was resolved by somebody else.'), todo: t('Nothing is left to do.') }),
  append_only: () => ({
    what: t('This record is closed and cannot be changed.'),
    todo: t('Add a correcting entry instead.'),
  }),
  arrival_in_past: (f) => ({
    what: t('The arrival {arrival} is before the business date {businessDate}.', f),
    todo: t('Choose an arrival from the business date on.'),
  }),
  batch_barred: () => ({
    what: t('This batch is expired or held back: nothing of it may be used.'),
    todo: t('Book it as waste, or take from another batch.'),
  }),
  cannot_cancel: (f) => ({
    what: t('{guestName} ({confirmationNo}) is {status} and cannot be cancelled.', f),
    todo: t('Open the reservation to see its history.'),
  }),
  changed_by_other: () => ({ what: t('Somebody else changed this record a moment ago.'), todo: lookAgain() }),
  check_changed: (f) => ({
    what: t('Check {orderNo} is {total} now; {seen} was shown.', f),
    todo: t('Look at the check again and ask the guest for the new amount.'),
  }),
  choice_missing: (f) => ({
    what: t('{item} needs a choice that was not made, or got one that it does not offer.', f),
    todo: t('Open the item again and answer its questions.'),
  }),
  confirmation_no_used: () => ({
    what: t('This confirmation number exists already.'),
    todo: t('Make the reservation again: it gets the next number.'),
  }),
  dates_reversed: (f) => ({
    what: t('The departure {departure} is before the arrival {arrival}.', f),
    todo: t('Correct the dates.'),
  }),
  document_out_of_series: () => ({
    what: t('This document does not continue its series of numbers.'),
    todo: t('Keep the printed document, and tell head office: the series is to be looked at.'),
  }),
  drawer_in_use: () => ({
    what: t('This cash drawer is in use by another shift.'),
    todo: t('Close that shift first, or take another drawer.'),
  }),
  drawer_not_found: () => ({ what: t('This cash drawer is not here.'), todo: t('Choose a drawer from the list.') }),
  drawer_open: (f) => ({
    what: t('The drawer {drawer} is open already.', f),
    todo: t('Use it as it is, or choose another drawer.'),
  }),
  fault: () => ({
    what: t('This desk could not work the change into what came from the centre.'),
    todo: t('Go on working: the centre still judges it. If the centre refuses it, it stands in the Resolution Centre.'),
  }),
  folio_closed: () => ({
    what: t('This folio is closed and takes no postings.'),
    todo: t('Post it as a late charge, or have the folio reopened.'),
  }),
  folio_not_balanced: () => ({
    what: t('This folio still has a balance, or is not empty.'),
    todo: t('Settle what is open first.'),
  }),
  guest_departed: (f) => ({
    what: t('{guestName} has left unit {unit}.', f),
    todo: t('Take another way of payment, or ask the desk who is in the unit now.'),
  }),
  guest_erased: () => ({ what: t('This guest record was erased on request.'), todo: t('Make a new guest record.') }),
  guest_merged: (f) => ({
    what: t('This guest record was merged into {guestName}.', f),
    todo: t('Edit the record of {guestName}.', f),
  }),
  guest_not_found: () => ({
    what: t('This guest record is not here.'),
    todo: t('Search for the guest again, or enter a new one.'),
  }),
  housekeeping_not_clean_first: (f) => ({
    what: t('Unit {unit} is {housekeeping}: only a clean unit can be inspected.', f),
    todo: t('Set it clean first.'),
  }),
  housekeeping_not_possible: (f) => ({
    what: t('Unit {unit} is {housekeeping} and cannot become {wanted}.', f),
    todo: t('Choose a step that follows from its present state.'),
  }),
  in_house: (f) => ({
    what: t('{guestName} ({confirmationNo}) is in house, unit {unit}.', { ...f, unit: f.unit ?? '?' }),
    todo: t('Use move or check out.'),
  }),
  internal_error: () => ({
    what: t('The centre failed at this several times and set it aside, whole, so that the work after it could go on.'),
    todo: t('Do it again by hand, and tell support.'),
  }),
  item_not_found: () => ({ what: t('This item is not on the menu here.'), todo: t('Choose it from the menu again.') }),
  item_withdrawn: (f) => ({
    what: t('{item} is sold out or off the menu today.', f),
    todo: t('Offer the guest something else.'),
  }),
  line_not_found: () => ({ what: t('This line is not on the check.'), todo: t('Open the check again.') }),
  line_reversed: () => ({
    what: t('This line was taken back or transferred already.'),
    todo: t('Nothing is left to do.'),
  }),
  line_served: (f) => ({
    what: t('{item} on check {orderNo} has been served.', f),
    todo: t('What was served is paid for; a duty manager can give it back after settling.'),
  }),
  line_voided: (f) => ({
    what: t('{item} on check {orderNo} is voided already.', f),
    todo: t('Nothing is left to do.'),
  }),
  lock_out_not_found: () => ({ what: t('This lock-out is not here any more.'), todo: t('Nothing is left to do.') }),
  lock_out_released: (f) => ({
    what: t('{person} was unlocked by somebody else already.', f),
    todo: t('Nothing is left to do.'),
  }),
  malformed_arguments: (f) => ({
    what: t('The centre could not read what was sent ({where}).', f),
    todo: t('Do it again by hand. If it happens again, bring this desk and the centre to the same version.'),
  }),
  no_guests: () => ({
    what: t('A reservation needs at least one guest.'),
    todo: t('Enter the number of adults or children.'),
  }),
  no_open_drawer: () => ({
    what: t('No cash drawer is open for you.'),
    todo: t('Count the float and open a drawer, then take the cash.'),
  }),
  no_posting: (f) => ({
    what: t('{guestName} in unit {unit} may not charge to the room.', f),
    todo: t('Ask for cash or a card.'),
  }),
  no_rate: (f) => ({
    what: t('This rate is not sold for every night from {arrival} to {departure}.', f),
    todo: t('Choose another rate.'),
  }),
  no_role_here: () => ({
    what: t('Whoever gave this has no role in this hotel.'),
    todo: t('Sign in as somebody who works here, or ask head office for a role.'),
  }),
  no_unit_assigned: (f) => ({
    what: t('{guestName} ({confirmationNo}) has no unit yet.', f),
    todo: t('Give the reservation a unit first.'),
  }),
  not_confirmed: (f) => ({
    what: t('{guestName} ({confirmationNo}) is {status}, not confirmed.', f),
    todo: t('Confirm or reinstate the reservation first.'),
  }),
  not_due_yet: (f) => ({
    what: t('{guestName} ({confirmationNo}) is due on {arrival}.', f),
    todo: t('Change the arrival date first.'),
  }),
  not_in_house: (f) => ({
    what: t('{guestName} ({confirmationNo}) is {status}, not in house.', f),
    todo: lookAgain(),
  }),
  not_own: () => ({
    what: t('This is assigned to somebody else.'),
    todo: t('Leave it to them, or ask the supervisor to assign it to you.'),
  }),
  not_permitted: (f) => ({
    what: t('{person} ({role}) may not {permission} here.', { ...f, permission: permissionWords(f.permission) }),
    todo: t('Ask somebody who may: {roles}.', { roles: rolesThatMay(f.permission) }),
  }),
  not_signed_in: () => ({ what: t('Nobody is signed in here.'), todo: t('Choose your name and enter your PIN.') }),
  nothing_to_settle: (f) => ({
    what: t('Nothing on check {orderNo} is left to pay.', f),
    todo: t('Add what the guest had, or leave it.'),
  }),
  order_not_found: () => ({ what: t('This check is not here.'), todo: t('Open it from the list again.') }),
  order_settled: (f) => ({ what: t('Check {orderNo} is settled.', f), todo: t('Open a new check for anything else.') }),
  outlet_closed: (f) => ({ what: t('{outlet} takes no orders.', f), todo: t('Choose another outlet.') }),
  outlet_not_found: () => ({ what: t('This outlet is not here.'), todo: t('Choose another outlet.') }),
  offline_too_long: (f) => ({
    what: t('This desk has not heard from head office for more than {hours} hours.', f),
    todo: t('A duty manager signs in first; then it is open to everybody for twelve hours more.'),
  }),
  over_credit_limit: (f) => ({
    what: t(
      'With {total} more, {guestName} in unit {unit} would be over the limit of {limit}; {balance} is owed now.',
      f,
    ),
    todo: t('Ask for cash or a card, or ask the desk to take a payment first.'),
  }),
  person_not_here: () => ({
    what: t('This person does not work here any more.'),
    todo: t('Choose somebody from the list.'),
  }),
  pin_locked_out: (f) => ({
    what: t('Too many wrong PINs for {person}.', f),
    todo: t('Wait {minutes} min, or ask a duty manager to unlock you.', f),
  }),
  pin_malformed: () => ({ what: t('A PIN has four to eight digits.'), todo: t('Enter digits alone.') }),
  pin_must_change: (f) => ({
    what: t('{person} was given a new PIN by somebody else.', f),
    todo: t('Sign in with it, choose a PIN of your own, and do this again.'),
  }),
  pin_not_set: (f) => ({
    what: t('{person} has no PIN yet.', f),
    todo: t('Ask a duty manager or head office for one.'),
  }),
  pin_of_higher_role: (f) => ({
    what: t('{person} is {role}: their PIN is given by head office alone.', f),
    todo: t('Ask head office for a new PIN.'),
  }),
  pin_same: () => ({ what: t('This is the PIN that you have.'), todo: t('Choose another one.') }),
  pin_set_since: (f) => ({
    what: t('{person} was given another PIN later than this one.', f),
    todo: t('The later PIN holds. Nothing is left to do.'),
  }),
  pin_too_simple: () => ({
    what: t('This PIN is among the first that somebody would try.'),
    todo: t('Choose digits that are not alike or in a row.'),
  }),
  pin_wrong: (f) => ({
    what: t('The PIN is not right.'),
    todo: f.left === 1 ? t('One more try, then it is locked for a while.') : t('Enter it again.'),
  }),
  posting_not_set_up: (f) => ({
    what: t('{outlet} cannot post: head office has not set up the code {code}.', f),
    todo: t('Keep the check open and tell head office.'),
  }),
  record_exists: () => ({ what: t('A record like this exists already.'), todo: lookAgain() }),
  record_frozen: () => ({
    what: t('This record is settled and does not change any more.'),
    todo: t('Add a correcting entry instead.'),
  }),
  refund_too_high: () => ({
    what: t('The refunds of this payment would exceed what was captured.'),
    todo: t('Look at the refunds that are there, and refund what is left.'),
  }),
  reservation_not_found: () => ({
    what: t('This reservation is not here.'),
    todo: t('Search for it again by name or confirmation number.'),
  }),
  resolution_not_found: () => ({ what: t('This entry is not here any more.'), todo: t('Nothing is left to do.') }),
  role_ended: (f) => ({
    what: t('{person} ({role}) does not work here any more.', f),
    todo: t('Sign in as somebody who does, and do it again if it is still right.'),
  }),
  same_unit: (f) => ({ what: t('{guestName} is in unit {unit} already.', f), todo: t('Choose another unit.') }),
  sign_in_not_ready: () => ({
    what: t('This desk has not yet got what it needs to know a PIN.'),
    todo: t('Connect it to the centre once; then people sign in without the line too.'),
  }),
  stay_is_over: (f) => ({
    what: t('The stay of {guestName} ({confirmationNo}) ended on {departure}.', f),
    todo: t('Make a new reservation.'),
  }),
  stay_not_found: () => ({
    what: t('This guest is not here.'),
    todo: t('Choose the guest from the list of those in house.'),
  }),
  table_not_found: () => ({ what: t('This table is not here.'), todo: t('Choose another table.') }),
  task_closed: (f) => ({
    what: t('The task of unit {unit} is {status}.', f),
    todo: t('Set the unit itself instead.'),
  }),
  task_done: (f) => ({ what: t('The task of unit {unit} is done already.', f), todo: t('Nothing is left to do.') }),
  task_not_found: () => ({ what: t('This task is not here any more.'), todo: t('Look at the list of tasks again.') }),
  too_many_guests: (f) => ({
    what: t('{guests} guests are too many: {unitType} sleeps {max}.', f),
    todo: t('Choose a larger unit type, or book two.'),
  }),
  transition_not_allowed: () => ({ what: t('This step does not follow from the present state.'), todo: lookAgain() }),
  type_not_found: () => ({ what: t('This unit type is not sold any more.'), todo: t('Choose another unit type.') }),
  type_sold_out: (f) => ({
    what: t('{unitType} is sold out on {night}.', f),
    todo: t('Choose another unit type or other dates.'),
  }),
  unit_not_clean: (f) => ({
    what: t('Unit {unit} is {housekeeping}.', f),
    todo: t('Choose a ready unit, or let the guest in with a reason.'),
  }),
  unit_not_found: () => ({ what: t('This unit is not here.'), todo: t('Choose another unit.') }),
  unit_occupied: (f) => ({
    what: f.guestName === null ? t('Unit {unit} is occupied.', f) : t('Unit {unit} is occupied by {guestName}.', f),
    todo: t('Choose another unit, or check that guest out first.'),
  }),
  unit_out_of_order: (f) => ({
    what: f.until === null ? t('Unit {unit} is out of order.', f) : t('Unit {unit} is out of order until {until}.', f),
    todo: t('Choose another unit.'),
  }),
  unit_taken: (f) => ({
    what: f.unit
      ? t('Unit {unit} is promised to {guestName} ({confirmationNo}) from {from} to {to}.', f)
      : t('This unit was given to another guest for these nights.'),
    todo: t('Choose another unit, or re-room that guest first.'),
  }),
  unit_type_lower: (f) => ({
    what: t('Unit {unit} is {unitType}, less than the {booked} that was booked.', f),
    todo: t('Choose a unit of the booked type or better.'),
  }),
  unknown_command: () => ({
    what: t('The centre does not know this step: this desk is newer than the centre.'),
    todo: t('Have the centre updated, then do it again by hand.'),
  }),
  void_reason_missing: (f) => ({
    what: t('{item} was sent to the kitchen.', f),
    todo: t('Say why it is taken off the check.'),
  }),
  void_too_many: (f) => ({
    what: t('Only {left} of {item} are left to take off.', f),
    todo: t('Choose a smaller number.'),
  }),
}
