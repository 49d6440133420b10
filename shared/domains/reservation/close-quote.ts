import { z } from 'zod'
import {
  applied,
  defineCommand,
  type CommandContext,
  type ExecuteResult,
  type Preparation,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { declineQuoteInput, lapseQuoteInput } from './quote-inputs.ts'
import { isOpen, lockQuote, type OfferRecord, readQuotedGuest, setQuoteStatus } from './quote-records.ts'

const frozen = { guestName: z.string() }

/** Of whom it is, for the queue. */
export const prepareQuote = async <Input extends { quoteNo: string }>(
  input: Input,
  { db, propertyId }: Preparation,
) => ({
  ...input,
  guestName: await readQuotedGuest(db, propertyId, input.quoteNo),
})

/** Ended already, in such a way: nobody needs to hear of it. */
const nothingLeftAfter =
  (...codes: string[]) =>
  (_db: Database, _args: unknown, _context: CommandContext, { code }: { code: string }) =>
    Promise.resolve(codes.includes(code) ? [] : undefined)

/** What the commands about a quote have in common. */
export const commonOfQuote = {
  keys: ({ quoteNo }: { quoteNo: string }) => [`quote:${quoteNo}` as const],
  seen: () => [],
  reconcile: nothingLeftAfter('quote_converted', 'quote_lapsed', 'quote_declined'),
  onRefusal: (_args: unknown, refusal: Parameters<typeof refusalEntry>[0]) => refusalEntry(refusal, 'none', {}),
}

/** The guest wants none of it. Where another desk has booked it, that must reach a person: a room is held for whoever said no. */
export const declineQuoteCommand = defineCommand({
  name: 'v1.quote.decline',
  input: declineQuoteInput,
  args: declineQuoteInput.extend(frozen),
  prepare: prepareQuote,
  ...commonOfQuote,
  reconcile: nothingLeftAfter('quote_lapsed', 'quote_declined'),
  onRefusal: (_args, refusal) => refusalEntry(refusal, refusal.code === 'quote_converted' ? 'call_guest' : 'none', {}),
  async execute(db, { quoteNo, reason }, context) {
    const offers = await lockQuote(db, context.propertyId, quoteNo)
    const refusal = refuseClosed(offers)
    if (refusal) return refusal
    for (const offer of offers.filter(isOpen)) await setQuoteStatus(db, context.propertyId, offer, 'declined')
    await db.execute(
      `UPDATE reservation.quotes SET notes = concat_ws(E'\\n', nullif(notes, ''), $3::text) WHERE property_id = $1 AND quote_no = $2 AND deleted_at IS NULL`,
      [context.propertyId, quoteNo, reason],
    )
    return applied
  },
})

/** Its last day is over and nobody took it: the prices stand no longer. The centre gives it by itself. */
export const lapseQuoteCommand = defineCommand({
  name: 'v1.quote.lapse',
  input: lapseQuoteInput,
  args: lapseQuoteInput.extend(frozen),
  prepare: prepareQuote,
  ...commonOfQuote,
  async execute(db, { quoteNo }, { propertyId, businessDate }) {
    const offers = await lockQuote(db, propertyId, quoteNo)
    const refusal = refuseClosed(offers)
    if (refusal) return refusal
    const [{ guestName = '', validUntil = businessDate } = {}] = offers
    if (businessDate <= validUntil) return no('quote_stands', { guestName, quoteNo, validUntil })
    for (const offer of offers.filter(isOpen)) await setQuoteStatus(db, propertyId, offer, 'expired')
    return applied
  },
})

export function refuseClosed(offers: readonly OfferRecord[]): ExecuteResult | undefined {
  const [first] = offers
  if (!first) return no('quote_not_found')
  if (offers.some(isOpen)) return undefined
  const { guestName, quoteNo, validUntil } = first
  const taken = offers.find(({ status }) => status === 'converted')
  if (taken) return no('quote_converted', { guestName, quoteNo, confirmationNo: taken.confirmationNo })
  const lapsed = offers.some(({ status }) => status === 'expired')
  return lapsed ? no('quote_lapsed', { guestName, quoteNo, validUntil }) : no('quote_declined', { guestName, quoteNo })
}
