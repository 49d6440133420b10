import { z } from 'zod'
import { applied, type CommandContext, defineCommand, type ExecuteResult } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { no } from '../refusals.ts'
import { commonOfQuote, prepareQuote, refuseClosed } from './close-quote.ts'
import { extendQuoteInput } from './quote-inputs.ts'
import { lockQuote } from './quote-records.ts'

const args = extendQuoteInput.extend({ guestName: z.string() })

/** The same prices stand for longer. Of two days that were promised at two desks the later holds: the guest was told it. */
export const extendQuoteCommand = defineCommand({
  name: 'v1.quote.extend',
  input: extendQuoteInput,
  args,
  prepare: prepareQuote,
  ...commonOfQuote,
  execute: extend,
  // Taken up at another desk: nothing is left to promise.
  reconcile: (_db, _args, _context, { code }) => Promise.resolve(code === 'quote_converted' ? [] : undefined),
})

async function extend(
  db: Database,
  { quoteNo, validUntil }: z.output<typeof args>,
  { propertyId, businessDate }: CommandContext,
): Promise<ExecuteResult> {
  const refusal = refuseClosed(await lockQuote(db, propertyId, quoteNo))
  if (refusal) return refusal
  if (validUntil < businessDate) return no('hold_in_past', { holdUntil: validUntil, businessDate })
  await db.execute(
    `UPDATE reservation.quotes SET valid_until = $3::date
     WHERE property_id = $1 AND quote_no = $2 AND deleted_at IS NULL AND valid_until < $3::date`,
    [propertyId, quoteNo, validUntil],
  )
  return applied
}
