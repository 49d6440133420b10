import type { Database } from '../../shared/command/database.ts'
import type { Refusal } from '../../shared/command/command.ts'
import { asUuid, derivedId, type Uuid } from '../../shared/kernel/ids.ts'
import type { CommandAnswer, QueuedCommand } from '../../shared/protocol/push.ts'
import type { Judgement } from './judge-command.ts'
import type { CommandNumber, Progress } from './judge-number.ts'
import { cleanText, storableJson } from './read-command.ts'

/** The record of one command that was judged. */
export interface RecordedCommand extends CommandNumber {
  readonly outcome: Judgement['outcome']
  readonly refusal: Refusal | null
}

/** Undefined where the terminal does not exist in this scope. The lock keeps a second process of ours out until the commit. */
export async function lockProgress(db: Database, terminal: Uuid): Promise<Progress | undefined> {
  const [row] = await db.query<Progress>(
    'SELECT incarnation, last_seq AS "lastSeq" FROM sync.terminal_progress WHERE id = $1 FOR UPDATE',
    [terminal],
  )
  return row
}

/** By id alone: a folder that was enrolled anew sends the commands of the terminal that it was. */
export async function findRecorded(
  db: Database,
  commandIds: readonly string[],
): Promise<ReadonlyMap<string, RecordedCommand>> {
  const rows = await db.query<RecordedCommand & { id: string }>(
    'SELECT id, incarnation, seq, outcome, refusal FROM sync.command_results WHERE id = ANY ($1::uuid[])',
    [commandIds],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

export function answerOf(command: QueuedCommand, judged: Pick<Judgement, 'outcome' | 'refusal'>): CommandAnswer {
  return { id: command.id, seq: command.seq, outcome: judged.outcome, refusal: judged.refusal }
}

/** A command that was judged, to be recorded. */
export interface Judged extends Judgement {
  readonly command: QueuedCommand
  readonly causedBy: Uuid | null
}

/** Writes the commands, their results and resolutions, and that their terminal has come as far as the last; all is sent when it returns. */
export function recordCommands(db: Database, judged: readonly Judged[], last: QueuedCommand): Promise<unknown> {
  const recorded = db.execute(RECORD, [`[${judged.map(recordText).join()}]`, last.terminal, last.seq])
  return Promise.all([recorded, ...judged.flatMap((each) => sendResolutions(db, each))])
}

/** One statement, and one change of the progress: a queue of a thousand commands is as long as its statements. */
const RECORD = `
WITH judged AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS judged (id uuid, property_id uuid, terminal_id uuid, incarnation integer, seq bigint,
    body jsonb, name text, outcome sync.outcome, refusal jsonb)
), given AS (
  INSERT INTO sync.commands (id, property_id, terminal_id, incarnation, seq, body)
  SELECT id, property_id, terminal_id, incarnation, seq, body FROM judged
), told AS (
  INSERT INTO sync.command_results (id, property_id, terminal_id, incarnation, seq, name, outcome, refusal)
  SELECT id, property_id, terminal_id, incarnation, seq, name, outcome, refusal FROM judged
)
UPDATE sync.terminal_progress SET last_seq = $3 WHERE id = $2`

function recordText({ command, outcome, refusal }: Judged): string {
  const { id, property, terminal, incarnation, seq, name } = command
  const fields = { id, property_id: property, terminal_id: terminal, incarnation, seq, name: cleanText(name), outcome }
  return `${JSON.stringify(fields).slice(0, -1)},"body":${storableJson(command)},"refusal":${storableJson(refusal)}}`
}

/** The result moves to the new number, so that the terminal hears of it under the one that it knows. */
export async function renumberCommand(db: Database, command: QueuedCommand): Promise<void> {
  await db.execute('UPDATE sync.command_results SET incarnation = $3, seq = $4 WHERE id = $1 AND terminal_id = $2', [
    command.id,
    command.terminal,
    command.incarnation,
    command.seq,
  ])
  await advanceProgress(db, command)
}

export async function setIncarnation(db: Database, terminal: Uuid, incarnation: number): Promise<void> {
  await db.execute('UPDATE sync.terminal_progress SET incarnation = $2, last_seq = 0 WHERE id = $1', [
    terminal,
    incarnation,
  ])
}

async function advanceProgress(db: Database, command: QueuedCommand): Promise<void> {
  await db.execute('UPDATE sync.terminal_progress SET last_seq = $2 WHERE id = $1', [command.terminal, command.seq])
}

function sendResolutions(
  db: Database,
  { command, outcome, resolutions, causedBy }: Judged,
): readonly Promise<unknown>[] {
  return resolutions.map((resolution) =>
    db.execute(
      `INSERT INTO sync.resolutions (id, property_id, command_id, terminal_id, actor, command_name, outcome, reason, facts, next_step,
         reservation_id, unit_id, profile_id, caused_by, entered, raised_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11, $12, $13, $14, $15::jsonb, now())`,
      [
        derivedId(asUuid(command.id), 'sync.resolutions', resolution.key),
        ...[command.property, command.id, command.terminal, command.actor, cleanText(command.name)],
        ...[outcome, resolution.reason, storableJson(resolution.facts), resolution.nextStep],
        ...[resolution.reservationId ?? null, resolution.unitId ?? null, resolution.profileId ?? null, causedBy],
        resolution.entered === undefined ? null : storableJson(resolution.entered),
      ],
    ),
  )
}
