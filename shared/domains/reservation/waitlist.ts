import { z } from 'zod'
import {
  applied,
  type CommandContext,
  type CommandDefinition,
  defineCommand,
  type ExecuteResult,
  type Refusal,
} from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { uuid } from '../fields.ts'
import { followMerged } from '../guest/guest-record.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { refuseGuest, refuseStay } from './create.ts'
import { guestNameOf } from './create-args.ts'
import { lockType } from './records.ts'
import {
  addToWaitlistInput,
  declineWaitingInput,
  lapseWaitingInput,
  leaveWaitlistInput,
  offerWaitingInput,
  setPriorityInput,
} from './waitlist-inputs.ts'
import {
  freezeWaiting,
  lockWaiting,
  refuseWaiting,
  setWaiting,
  waitingFields,
  type WaitingRecord,
} from './waitlist-records.ts'
import { writeGuest } from './write-reservation.ts'

const addArgs = z.strictObject({ ...addToWaitlistInput.shape, entryId: uuid, profileId: uuid, guestName: z.string() })
type AddArgs = z.output<typeof addArgs>

/** Somebody waits for nights that are sold out. Nothing is promised, and no number is given. */
export const addToWaitlistCommand = defineCommand({
  name: 'v1.waitlist.add',
  input: addToWaitlistInput,
  args: addArgs,
  async prepare(input, { db, propertyId, newId }): Promise<AddArgs> {
    const { guest } = input
    const profileId = guest.kind === 'existing' ? guest.profileId : newId()
    return { ...input, entryId: newId(), profileId, guestName: await guestNameOf(db, propertyId, guest) }
  },
  keys: ({ entryId, profileId }) => [`waiting:${entryId}`, `guest:${profileId}`],
  seen: ({ guest, profileId }) => (guest.kind === 'existing' ? [{ table: 'guest.profiles', id: profileId }] : []),
  execute: add,
  reconcile: followMerged(add),
  onRefusal: ({ profileId }, refusal) => refusalEntry(refusal, 'call_guest', { profileId }),
})

async function add(db: Database, args: AddArgs, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId, occurredAt } = context
  const people = { adults: args.guests, children: 0 }
  const refusal = refuseStay({ ...args, ...people }, context) ?? (await refuseGuest(db, propertyId, args))
  if (refusal) return { refused: refusal }
  if (!(await lockType(db, propertyId, args.unitTypeId))) return no('type_not_found')
  await writeGuest(db, args, context)
  await db.execute(
    `INSERT INTO reservation.waitlist_entries (id, property_id, profile_id, unit_type_id, arrival, departure, guests, priority,
       requested_at, notes)
     VALUES ($1, $2, $3, $4, $5::date, $6::date, $7, $8, $9::timestamptz, $10)`,
    [
      args.entryId,
      propertyId,
      args.profileId,
      args.unitTypeId,
      args.arrival,
      args.departure,
      args.guests,
      args.priority,
      hlcInstant(occurredAt),
      args.notes,
    ],
  )
  return applied
}

/** Offered or ended at another desk already: as both wanted, or more than this one knew. */
const isAsWanted = ({ code }: Refusal) => code === 'waiting_offered' || code === 'waiting_ended'
const isBooked = ({ facts }: Refusal) => facts['status'] === 'fulfilled'

interface EntryArgs {
  readonly entryId: Uuid
}

/** A command about one place on the waitlist. */
function defineWaiting<Shape extends z.ZodRawShape>(command: {
  readonly name: string
  readonly input: z.ZodObject<Shape>
  /** The guest does not want the room: where another desk has booked it, somebody must know. */
  readonly isNo?: true
  execute(
    db: Database,
    args: z.output<z.ZodObject<Shape>>,
    context: CommandContext,
    entry: WaitingRecord | undefined,
  ): Promise<ExecuteResult>
}): CommandDefinition {
  type Args = z.output<z.ZodObject<Shape>> & EntryArgs & { guestName: string }
  return defineCommand<EntryArgs, Args>({
    name: command.name,
    input: command.input as unknown as z.ZodType<EntryArgs>,
    args: command.input.extend(waitingFields) as unknown as z.ZodType<Args>,
    prepare: async (input, preparation) => (await freezeWaiting(input, preparation)) as Args,
    keys: ({ entryId }) => [`waiting:${entryId}`],
    seen: ({ entryId }) => [{ table: 'reservation.waitlist_entries', id: entryId }],
    execute: async (db, args, context) =>
      command.execute(db, args, context, await lockWaiting(db, context.propertyId, args.entryId)),
    reconcile: (_db, _args, _context, refusal) =>
      Promise.resolve(isAsWanted(refusal) && !(command.isNo && isBooked(refusal)) ? [] : undefined),
    onRefusal: (_args, refusal) => refusalEntry(refusal, 'none', {}),
  }) as CommandDefinition
}

export const setPriorityCommand = defineWaiting({
  name: 'v1.waitlist.setPriority',
  input: setPriorityInput,
  async execute(db, { entryId, priority }, { propertyId }, entry) {
    const refusal = refuseWaiting(entry, 'cancelled')
    if (refusal) return refusal
    const sql = 'UPDATE reservation.waitlist_entries SET priority = $3 WHERE property_id = $1 AND id = $2'
    await db.execute(sql, [propertyId, entryId, priority])
    return applied
  },
})

/** There is room, and the guest was told. */
export const offerWaitingCommand = defineWaiting({
  name: 'v1.waitlist.offer',
  input: offerWaitingInput,
  async execute(db, { entryId }, context, entry) {
    const refusal = refuseWaiting(entry, 'offered')
    if (refusal) return refusal
    await setWaiting(db, context, entryId, 'offered', { offeredAt: hlcInstant(context.occurredAt) })
    return applied
  },
})

/** The guest does not want it now, and waits on. */
export const declineWaitingCommand = defineWaiting({
  name: 'v1.waitlist.decline',
  input: declineWaitingInput,
  isNo: true,
  async execute(db, { entryId }, context, entry) {
    const refusal = refuseWaiting(entry, 'waiting')
    if (refusal) return refusal
    await setWaiting(db, context, entryId, 'waiting')
    return applied
  },
})

export const leaveWaitlistCommand = defineWaiting({
  name: 'v1.waitlist.leave',
  input: leaveWaitlistInput,
  isNo: true,
  async execute(db, { entryId, reason }, context, entry) {
    const refusal = refuseWaiting(entry, 'cancelled')
    if (refusal) return refusal
    await setWaiting(db, context, entryId, 'cancelled', { note: reason })
    return applied
  },
})

/** The nights have begun: nobody waits for them any more. The centre gives it by itself. */
export const lapseWaitingCommand = defineWaiting({
  name: 'v1.waitlist.lapse',
  input: lapseWaitingInput,
  async execute(db, { entryId }, context, entry) {
    const refusal = refuseWaiting(entry, 'expired')
    if (refusal || !entry) return refusal ?? no('waiting_not_found')
    const { guestName, arrival } = entry
    if (context.businessDate <= arrival) return no('waiting_stands', { guestName, arrival })
    await setWaiting(db, context, entryId, 'expired')
    return applied
  },
})
