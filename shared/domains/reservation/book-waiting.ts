import { z } from 'zod'
import {
  defineCommand,
  type CommandContext,
  type ExecuteResult,
  type Preparation,
  type Refusal,
  type Resolution,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { uuid } from '../fields.ts'
import { create, createKeys } from './create.ts'
import { createArgs, type CreateArgs, prepareCreate } from './create-args.ts'
import { reconcileCreate } from './create-placement.ts'
import { bookWaitingInput } from './waitlist-inputs.ts'
import { lockWaiting, readWaiting, refuseWaiting, setWaiting } from './waitlist-records.ts'

const args = z.strictObject({
  entryId: uuid,
  guestName: z.string(),
  /** The reservation that the wait ends in; null where the entry was not here. */
  create: createArgs.nullable(),
})
type Args = z.output<typeof args>

/** There is room after all: a reservation at the prices of now, for what the guest waited for. */
export const bookWaitingCommand = defineCommand({
  name: 'v1.waitlist.book',
  input: bookWaitingInput,
  args,
  prepare,
  keys: ({ entryId, create: made }) => [`waiting:${entryId}`, ...(made ? createKeys(made) : [])],
  seen: ({ entryId }) => [{ table: 'reservation.waitlist_entries', id: entryId }],
  execute: bookWaiting,
  reconcile: reconcileBook,
  onRefusal: ({ create: made }, refusal) =>
    refusalEntry(refusal, 'call_guest', { ...(made && { profileId: made.profileId }) }),
})

async function prepare(input: z.output<typeof bookWaitingInput>, preparation: Preparation): Promise<Args> {
  const { entryId, ...terms } = input
  const waiting = await readWaiting(preparation.db, preparation.propertyId, entryId)
  if (!waiting) return { entryId, guestName: '', create: null }
  const { profileId, guestName, unitTypeId, arrival, departure, guests, notes } = waiting
  const made = { ...terms, unitTypeId, arrival, departure, adults: guests, children: 0, notes }
  const create = await prepareCreate({ ...made, guest: { kind: 'existing', profileId } }, preparation)
  return { entryId, guestName, create }
}

async function bookWaiting(db: Database, args: Args, context: CommandContext): Promise<ExecuteResult> {
  const waiting = await lockWaiting(db, context.propertyId, args.entryId)
  const refusal = refuseWaiting(waiting, 'fulfilled')
  if (refusal || !args.create) return refusal ?? no('waiting_not_found')
  const made = await create(db, args.create, context)
  if (!('refused' in made)) await fulfil(db, context, args, args.create)
  return made
}

const fulfil = (db: Database, context: CommandContext, { entryId }: Args, { reservationId }: CreateArgs) =>
  setWaiting(db, context, entryId, 'fulfilled', { reservationId })

/** The guest has been told yes. Who left the list meanwhile is asked; all else is placed as a new reservation would be. */
async function reconcileBook(
  db: Database,
  args: Args,
  context: CommandContext,
  refusal: Refusal,
): Promise<Resolution[] | undefined> {
  const { create: made } = args
  if (!made) return undefined
  const { guestName, profileId, confirmationNo } = made
  if (refusal.code === 'waiting_ended' && refusal.facts['status'] === 'fulfilled')
    return [entry('waiting_taken_twice', { guestName, otherNo: confirmationNo }, { profileId })]
  const waiting = await lockWaiting(db, context.propertyId, args.entryId)
  if (!waiting) return undefined
  const entries = await reconcileCreate(db, made, context, refusal)
  if (entries && !refuseWaiting(waiting, 'fulfilled')) await fulfil(db, context, args, made)
  if (!entries || waiting.status !== 'cancelled') return entries
  const concerns = { reservationId: made.reservationId, profileId }
  return [...entries, entry('booked_after_leaving', { guestName, confirmationNo }, concerns)]
}
