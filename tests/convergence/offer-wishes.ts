import { addDays } from '../../shared/kernel/dates.ts'
import { type Choice, guestOrNew, readOne, someId, today, type Wishes } from './wish.ts'

/** What is offered to somebody who has no reservation yet. */
export const offerWishes: Wishes = {
  'v1.quote.give': [6, giveQuote],
  'v1.quote.convert': [6, convertQuote],
  'v1.quote.decline': [3, declineQuote],
  'v1.quote.lapse': [1, lapseQuote],
  'v1.waitlist.add': [6, addToWaitlist],
  'v1.waitlist.setPriority': [2, setPriority],
  'v1.waitlist.offer': [5, ofEntry('waiting')],
  'v1.waitlist.decline': [2, ofEntry('offered')],
  'v1.waitlist.leave': [2, leaveWaitlist],
  'v1.waitlist.lapse': [1, ofEntry('waiting')],
  'v1.waitlist.book': [6, bookWaiting],
}

const terms = { guarantee: 'card', source: 'phone' }

async function someStay(choice: Choice) {
  const { random, hotel } = choice
  const arrival = addDays(today(choice), random.between(0, 2))
  return {
    guest: await guestOrNew(choice),
    arrival,
    departure: addDays(arrival, random.between(1, 2)),
    unitTypeId: random.pick([hotel.types.STD, hotel.types.STD, hotel.types.DLX, hotel.types.STE]),
    notes: '',
  }
}

async function giveQuote(choice: Choice): Promise<object> {
  const { random, hotel } = choice
  const { unitTypeId, ...stay } = await someStay(choice)
  const offers = [
    { unitTypeId, rateStrategyId: hotel.rates.BAR },
    ...(random.chance(0.5) ? [{ unitTypeId, rateStrategyId: hotel.rates.NRF }] : []),
  ]
  const validUntil = addDays(today(choice), random.between(0, 2))
  return { ...stay, adults: random.between(1, 2), children: 0, offers, validUntil }
}

const someOffer = (choice: Choice) => someId(choice, 'reservation.quotes', `status = 'sent'`, 'quote_no, id')

async function someQuoteNo(choice: Choice): Promise<string> {
  const row = await readOne(
    choice,
    'SELECT quote_no AS no FROM reservation.quotes WHERE id = $1',
    await someOffer(choice),
  )
  return row ? String(row.no) : 'Q-0'
}

async function convertQuote(choice: Choice): Promise<object> {
  return { ...terms, quoteId: await someOffer(choice) }
}

async function declineQuote(choice: Choice): Promise<object> {
  return { quoteNo: await someQuoteNo(choice), reason: 'too dear' }
}

async function lapseQuote(choice: Choice): Promise<object> {
  return { quoteNo: await someQuoteNo(choice) }
}

async function addToWaitlist(choice: Choice): Promise<object> {
  const { random } = choice
  return { ...(await someStay(choice)), guests: random.between(1, 2), priority: random.between(0, 9) }
}

const someEntry = (choice: Choice, ...states: string[]) =>
  someId(choice, 'reservation.waitlist_entries', `status IN ('${states.join(`', '`)}')`, 'requested_at, id')

function ofEntry(...states: string[]) {
  return async (choice: Choice): Promise<object> => ({ entryId: await someEntry(choice, ...states) })
}

async function setPriority(choice: Choice): Promise<object> {
  return { entryId: await someEntry(choice, 'waiting'), priority: choice.random.between(0, 9) }
}

async function leaveWaitlist(choice: Choice): Promise<object> {
  return { entryId: await someEntry(choice, 'waiting', 'offered'), reason: 'found another hotel' }
}

async function bookWaiting(choice: Choice): Promise<object> {
  return { ...terms, entryId: await someEntry(choice, 'offered'), rateStrategyId: choice.hotel.rates.BAR }
}
