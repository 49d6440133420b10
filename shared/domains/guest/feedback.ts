import { z } from 'zod'
import {
  applied,
  type CommandContext,
  type CommandDefinition,
  defineCommand,
  type ExecuteResult,
  type Refusal,
} from '../../command/command.ts'
import type { Database, Reader } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { entry, refusalEntry } from '../resolution/reasons.ts'
import { recordFeedbackInput, respondInput, setSentimentInput } from './feedback-inputs.ts'
import { lockSurvivor, readGuestName } from './guest-record.ts'

const recordArgs = recordFeedbackInput.safeExtend({ feedbackId: uuid, guestName: z.string() })
type RecordArgs = z.output<typeof recordArgs>

/** What a guest said is a fact: added, and added once where it is told twice. */
export const recordFeedbackCommand = defineCommand({
  name: 'v1.feedback.record',
  input: recordFeedbackInput,
  args: recordArgs,
  async prepare(input, { db, propertyId, businessDate, newId }): Promise<RecordArgs> {
    const { profileId: named } = input
    const stayId = input.stayId ?? (named === null ? null : await readRecentStay(db, propertyId, named, businessDate))
    const stay = stayId === null ? undefined : await readStay(db, propertyId, stayId)
    const profileId = stay?.profileId ?? named
    const guestName = profileId === null ? '' : await readGuestName(db, propertyId, profileId)
    return { ...input, stayId, profileId, feedbackId: newId(), guestName }
  },
  keys: ({ profileId, feedbackId }) => [profileId === null ? `feedback:${feedbackId}` : `guest:${profileId}`],
  seen: () => [],
  execute: record,
  onRefusal: ({ profileId }, refusal) => refusalEntry(refusal, 'none', profileId === null ? {} : { profileId }),
})

/** What a guest says at the desk is of the stay that they are on, or come from. */
const RECENT_DAYS = 60

async function readRecentStay(
  db: Reader,
  propertyId: Uuid,
  profileId: Uuid,
  businessDate: string,
): Promise<Uuid | null> {
  const [row] = await db.query<{ id: Uuid }>(
    `SELECT id FROM guest.stays WHERE property_id = $1 AND profile_id = $2 AND status <> 'reversed' AND deleted_at IS NULL
       AND check_in_at > $3::date - ${RECENT_DAYS} ORDER BY check_in_at DESC, id LIMIT 1`,
    [propertyId, profileId, businessDate],
  )
  return row?.id ?? null
}

async function readStay(db: Reader, propertyId: Uuid, stayId: Uuid): Promise<{ profileId: Uuid } | undefined> {
  const [row] = await db.query<{ profileId: Uuid }>(
    'SELECT profile_id AS "profileId" FROM guest.stays WHERE property_id = $1 AND id = $2 AND deleted_at IS NULL',
    [propertyId, stayId],
  )
  return row
}

async function record(db: Database, args: RecordArgs, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId, occurredAt } = context
  if (args.stayId !== null && !(await readStay(db, propertyId, args.stayId))) return no('stay_not_found')
  const profileId = args.profileId === null ? null : await lockSurvivor(db, propertyId, args.profileId)
  if (profileId !== null && (await readGuestName(db, propertyId, profileId)) === '') return no('guest_not_found')
  const said = [args.stayId, profileId, args.type, args.npsScore, args.comment, args.source] as const
  const at = hlcInstant(occurredAt)
  const told = await db.query(
    `SELECT FROM guest.feedback f WHERE f.property_id = $1 AND f.deleted_at IS NULL
       AND f.submitted_at BETWEEN $2::timestamptz - interval '1 day' AND $2::timestamptz + interval '1 day'
       AND f.stay_id IS NOT DISTINCT FROM $3::uuid AND f.profile_id IS NOT DISTINCT FROM $4::uuid AND f.feedback_type::text = $5
       AND f.nps_score IS NOT DISTINCT FROM $6::smallint AND f.comment = $7 AND f.source::text = $8
       AND f.category_ratings = $9::jsonb`,
    [propertyId, at, ...said, JSON.stringify(args.ratings)],
  )
  if (told.length > 0) return applied
  await db.execute(
    `INSERT INTO guest.feedback (id, property_id, submitted_at, stay_id, profile_id, feedback_type, nps_score, comment, source,
       category_ratings, sentiment)
     VALUES ($1, $2, $3::timestamptz, $4, $5, $6::guest.feedback_type, $7, $8, $9::guest.feedback_source, $10::jsonb, $11::guest.sentiment)`,
    [args.feedbackId, propertyId, at, ...said, JSON.stringify(args.ratings), args.sentiment],
  )
  return applied
}

const of = {
  keys: ({ feedbackId }: { readonly feedbackId: Uuid }) => [`feedback:${feedbackId}` as const],
  seen: ({ feedbackId }: { readonly feedbackId: Uuid }) => [{ table: 'guest.feedback', id: feedbackId }],
  onRefusal: (_args: unknown, refusal: Refusal) => refusalEntry(refusal, 'none', {}),
} satisfies Partial<CommandDefinition<never, { readonly feedbackId: Uuid }>>

interface Said {
  readonly guestName: string
  readonly profileId: Uuid | null
  readonly response: string | null
}

async function readFeedback(db: Reader, propertyId: Uuid, feedbackId: Uuid): Promise<Said | undefined> {
  const [row] = await db.query<Said>(
    `SELECT coalesce(g.full_name, '') AS "guestName", f.profile_id AS "profileId", f.response
     FROM guest.feedback f LEFT JOIN guest.profiles g ON g.id = f.profile_id
     WHERE f.property_id = $1 AND f.id = $2 AND f.deleted_at IS NULL`,
    [propertyId, feedbackId],
  )
  return row
}

const respondArgs = respondInput.extend({ guestName: z.string() })
type RespondArgs = z.output<typeof respondArgs>

/** The answer of the house. Of two the one that is there first was sent; the other is shown to a person. */
export const respondCommand = defineCommand({
  ...of,
  name: 'v1.feedback.respond',
  input: respondInput,
  args: respondArgs,
  async prepare(input, { db, propertyId }): Promise<RespondArgs> {
    return { ...input, guestName: (await readFeedback(db, propertyId, input.feedbackId))?.guestName ?? '' }
  },
  execute: respond,
  async reconcile(db, args: RespondArgs, { propertyId }, refusal) {
    const said = refusal.code === 'feedback_answered' ? await readFeedback(db, propertyId, args.feedbackId) : undefined
    if (!said) return undefined
    const facts = { guestName: said.guestName, kept: said.response, other: args.response }
    return [entry('feedback_answered_twice', facts, said.profileId === null ? {} : { profileId: said.profileId })]
  },
})

async function respond(
  db: Database,
  args: RespondArgs,
  { propertyId, occurredAt }: CommandContext,
): Promise<ExecuteResult> {
  const said = await readFeedback(db, propertyId, args.feedbackId)
  if (!said) return no('feedback_not_found')
  if (said.response === args.response) return applied
  if (said.response !== null) return no('feedback_answered', { guestName: said.guestName })
  await db.execute(
    'UPDATE guest.feedback SET response = $3, responded_at = $4::timestamptz WHERE property_id = $1 AND id = $2',
    [propertyId, args.feedbackId, args.response, hlcInstant(occurredAt)],
  )
  return applied
}

/** How it was meant, as a person reads it. */
export const setSentimentCommand = defineCommand({
  ...of,
  name: 'v1.feedback.setSentiment',
  input: setSentimentInput,
  args: setSentimentInput,
  prepare: (input) => input,
  async execute(db, { feedbackId, sentiment }, { propertyId }) {
    const touched = await db.execute(
      'UPDATE guest.feedback SET sentiment = $3::guest.sentiment WHERE property_id = $1 AND id = $2 AND deleted_at IS NULL',
      [propertyId, feedbackId, sentiment],
    )
    return touched === 0 ? no('feedback_not_found') : applied
  },
})
