import { z } from 'zod'
import { applied, defineCommand, type CommandContext, type ExecuteResult } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { uuid } from '../fields.ts'
import { no } from '../refusals.ts'
import { refusalEntry } from '../resolution/reasons.ts'
import { addTraceInput, completeTraceInput, setNotesInput } from './change-inputs.ts'
import { lockReservation } from './records.ts'
import { defineStep } from './step.ts'
import { readSubject, subjectFields } from './subject.ts'

const addArgs = z.strictObject({ ...addTraceInput.shape, traceId: uuid, ...subjectFields })
type AddArgs = z.output<typeof addArgs>

/** What a department is to do for a guest, by a day. */
export const addTraceCommand = defineCommand({
  name: 'v1.reservation.addTrace',
  input: addTraceInput,
  args: addArgs,
  async prepare(input, { db, propertyId, newId }): Promise<AddArgs> {
    return { ...input, traceId: newId(), ...(await readSubject(db, propertyId, input.reservationId)) }
  },
  keys: ({ reservationId }) => [`reservation:${reservationId}`],
  seen: ({ reservationId }) => [{ table: 'reservation.reservations', id: reservationId }],
  execute: addTrace,
  onRefusal: ({ reservationId }, refusal) => refusalEntry(refusal, 'open_reservation', { reservationId }),
})

async function addTrace(db: Database, args: AddArgs, { propertyId }: CommandContext): Promise<ExecuteResult> {
  const reservation = await lockReservation(db, propertyId, args.reservationId)
  if (!reservation) return no('reservation_not_found')
  await db.execute(
    `INSERT INTO reservation.traces (id, property_id, reservation_id, due, department, text)
     VALUES ($1, $2, $3, $4::date, $5, $6)`,
    [args.traceId, propertyId, reservation.id, args.due, args.department, args.text],
  )
  return applied
}

const completeArgs = z.strictObject({
  traceId: uuid,
  /** Null where the trace was not here. */
  reservationId: uuid.nullable(),
  text: z.string(),
})
type CompleteArgs = z.output<typeof completeArgs>

export const completeTraceCommand = defineCommand({
  name: 'v1.reservation.completeTrace',
  input: completeTraceInput,
  args: completeArgs,
  async prepare({ traceId }, { db, propertyId }): Promise<CompleteArgs> {
    const [row] = await db.query<{ reservationId: Uuid; text: string }>(
      'SELECT reservation_id AS "reservationId", text FROM reservation.traces WHERE property_id = $1 AND id = $2',
      [propertyId, traceId],
    )
    return { traceId, reservationId: row?.reservationId ?? null, text: row?.text ?? '' }
  },
  keys: ({ traceId, reservationId }) => [
    `trace:${traceId}`,
    ...(reservationId ? [`reservation:${reservationId}` as const] : []),
  ],
  seen: ({ traceId }) => [{ table: 'reservation.traces', id: traceId }],
  execute: completeTrace,
  // Done by two: the first stands.
  reconcile: (_db, _args, _context, refusal) => Promise.resolve(refusal.code === 'trace_done' ? [] : undefined),
  onRefusal: ({ reservationId }, refusal) =>
    refusalEntry(refusal, 'open_reservation', reservationId ? { reservationId } : {}),
})

async function completeTrace(db: Database, { traceId }: CompleteArgs, context: CommandContext): Promise<ExecuteResult> {
  const { propertyId, actor, occurredAt } = context
  const [row] = await db.query<{ done: boolean; text: string }>(
    `SELECT done_at IS NOT NULL AS done, text FROM reservation.traces
     WHERE property_id = $1 AND id = $2 AND deleted_at IS NULL FOR NO KEY UPDATE`,
    [propertyId, traceId],
  )
  if (!row) return no('trace_not_found')
  if (row.done) return no('trace_done', { text: row.text })
  await db.execute(
    'UPDATE reservation.traces SET done_at = $3::timestamptz, done_by = $4 WHERE property_id = $1 AND id = $2',
    [propertyId, traceId, hlcInstant(occurredAt), actor],
  )
  return applied
}

/** Notes of two desks are both kept: what was written meanwhile stands above. */
export const setNotesCommand = defineStep({
  name: 'v1.reservation.setNotes',
  input: setNotesInput,
  done: [],
  async execute(db, { from, to }, { propertyId }, reservation) {
    await db.execute(
      `UPDATE reservation.reservations
       SET notes = CASE WHEN notes IN ($3, $4) THEN $4 ELSE notes || E'\\n' || $4 END
       WHERE property_id = $1 AND id = $2`,
      [propertyId, reservation.id, from, to],
    )
    return applied
  },
})
