import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PGlite, Transaction } from '@electric-sql/pglite'
import { z } from 'zod'
import { type CommandDefinition, refused, applied } from '../../../../shared/command/command.ts'
import type { Database } from '../../../../shared/command/database.ts'
import type { ShapeDefinition } from '../../../../shared/command/shape.ts'
import { newId } from '../../../../shared/kernel/ids.ts'
import type { QueuedCommand } from '../../../../shared/protocol/push.ts'
import { replayWith } from '../../commands/replay.ts'
import { type CommandDomain, runHandler } from '../../commands/run-handler.ts'

import type { RowKeysByTable } from '../../rebase/touched.ts'
import type { ShapeSyncOptions } from '../shape-sync.ts'
import { Centre } from './centre.ts'

/** A small hotel: rooms with a column of every kind of type, and keys that hang on rooms. */
export const LAB_TABLES = ['lab.rooms', 'lab.room_keys', 'sync.command_results'] as const

export const labShapes: readonly ShapeDefinition[] = LAB_TABLES.map((table) => ({ table, scope: 'all', hot: false }))

const SCHEMA = `
  CREATE SCHEMA lab;
  CREATE TYPE lab.bed AS ENUM ('single', 'twin, big', 'king');
  CREATE TYPE lab.address AS (street text, floor integer);
  CREATE DOMAIN lab.code AS text CHECK (value <> '');
  CREATE TABLE lab.rooms (
    id uuid PRIMARY KEY,
    number text NOT NULL,
    status text NOT NULL DEFAULT 'dirty',
    note text,
    version integer NOT NULL DEFAULT 1,
    open boolean, price numeric(20, 6), big bigint, small smallint, ratio double precision,
    day date, at timestamptz, local timestamp, clock time, span interval,
    facts jsonb, raw json, tags text[], marks integer[], grid integer[][], bed lab.bed, beds lab.bed[],
    home lab.address, homes lab.address[], stay daterange, code lab.code, bytes bytea, value text, "odd, name" text,
    twice integer GENERATED ALWAYS AS (version * 2) STORED,
    CONSTRAINT rooms_number_key UNIQUE (number) DEFERRABLE INITIALLY IMMEDIATE
  );
  CREATE INDEX rooms_status_idx ON lab.rooms (status);
  CREATE TABLE lab.room_keys (
    id uuid PRIMARY KEY,
    room_id uuid NOT NULL REFERENCES lab.rooms (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    label text NOT NULL
  );`

export async function addLabTables(pg: PGlite): Promise<void> {
  await pg.exec(SCHEMA)
}

/** As sql/terminal does for the product's own tables. */
export async function noteLabChanges(pg: PGlite): Promise<void> {
  for (const table of ['lab.rooms', 'lab.room_keys']) {
    await pg.exec(`CREATE TRIGGER note_before_image AFTER INSERT OR UPDATE OR DELETE ON ${table}
      FOR EACH ROW EXECUTE FUNCTION sync.note_before_image()`)
  }
}

const args = z.object({ id: z.uuid(), text: z.string() })
type Args = z.infer<typeof args>

function define(
  name: string,
  execute: (db: Database, args: Args) => Promise<ReturnType<typeof refused> | typeof applied>,
): CommandDefinition<Args, Args> {
  return {
    name,
    input: args,
    args,
    prepare: (input) => input,
    keys: ({ id, text }) => [`unit:${id}`, ...(name === 'lab.add' ? [`number:${text}` as const] : [])],
    seen: () => [],
    execute,
    onRefusal: () => ({ key: 'x', reason: 'x', facts: {}, nextStep: 'none' }),
  }
}

const commands = [
  define('lab.add', async (db, { id, text }) => {
    await db.execute('INSERT INTO lab.rooms (id, number) VALUES ($1, $2)', [id, text])
    return applied
  }),
  define('lab.set', async (db, { id, text }) => {
    const [room] = await db.query<{ status: string }>('SELECT status FROM lab.rooms WHERE id = $1', [id])
    if (!room) return refused('room_unknown')
    if (room.status === 'closed') return refused('room_closed')
    await db.execute('UPDATE lab.rooms SET status = $2, version = version + 1 WHERE id = $1', [id, text])
    return applied
  }),
  define('lab.note', async (db, { id, text }) => {
    const touched = await db.execute(`UPDATE lab.rooms SET note = coalesce(note, '') || $2 WHERE id = $1`, [id, text])
    return touched > 0 ? applied : refused('room_unknown')
  }),
  define('lab.drop', async (db, { id }) => {
    await db.execute('DELETE FROM lab.rooms WHERE id = $1', [id])
    return applied
  }),
  define('lab.fail', () => Promise.reject(new Error('a fault of the handler'))),
]

export const labDomain: CommandDomain = {
  commands: new Map(commands.map((command) => [command.name, command as CommandDefinition])),
  refusalFromDatabaseError: (error) =>
    error.constraint?.startsWith('rooms_number') === true ? { code: 'number_taken', facts: {} } : undefined,
}

/** As shared/domains/row-keys.ts does for the hotel. */
export const labRowKeys: RowKeysByTable = {
  'lab.rooms': { unit: ['id'], number: ['number'] },
  'lab.room_keys': { unit: ['room_id'] },
  'sync.command_results': {},
}

const TERMINAL = '00000000-0000-7000-8000-0000000000aa'

export const labReplay = replayWith(labDomain, [TERMINAL])

let seq = 0

export function labCommand(name: string, id: string, text = ''): QueuedCommand {
  seq += 1
  return {
    id: newId(),
    name,
    args: { id, text },
    terminal: TERMINAL,
    incarnation: 1,
    seq,
    actor: TERMINAL,
    property: TERMINAL,
    businessDate: '2026-11-23',
    occurredAt: '2026-11-23T19:00:00.000Z/0000/aa',
    basedOn: {},
  }
}

const keysOf = ({ name, args }: QueuedCommand) => labDomain.commands.get(name)?.keys(args)

/** What the core does when a person gives a command: effect and outbox row in one transaction. One that is refused is queued here all the same. */
export async function give(pg: PGlite, command: QueuedCommand): Promise<void> {
  await pg.transaction(async (tx) => {
    await tx.query(
      `INSERT INTO sync.outbox (id, origin, incarnation, seq, body, keys, queued_at) VALUES ($1, $2, 1, $3, $4::jsonb, $5, now())`,
      [command.id, command.terminal, command.seq, JSON.stringify(command), keysOf(command)],
    )
    const predicted = await runHandler(tx, labDomain, command).catch(faultOf)
    if (predicted)
      await tx.query('UPDATE sync.outbox SET predicted = $2::jsonb WHERE id = $1', [
        command.id,
        JSON.stringify(predicted),
      ])
  })
}

const faultOf = (error: Error) => ({ code: 'fault', facts: { message: error.message } })

/** What the centre does with it: the same handler, and the result as a row. */
export async function judge(tx: Transaction, command: QueuedCommand): Promise<void> {
  const refusal = await runHandler(tx, labDomain, command).catch(faultOf)
  await tx.query(
    `INSERT INTO sync.command_results (id, property_id, terminal_id, incarnation, seq, name, outcome, refusal)
     VALUES ($1, $2, $2, 1, $3, $4, $5, $6::jsonb)`,
    [
      command.id,
      TERMINAL,
      command.seq,
      command.name,
      refusal ? 'refused' : 'applied',
      refusal && JSON.stringify(refusal),
    ],
  )
}

export interface Lab {
  readonly centre: Centre
  /** A desk that has never been loaded. */
  newDesk(): Promise<PGlite>
  /** Settings for a sync of this desk with the centre, with short waits. */
  options(desk: PGlite): ShapeSyncOptions
  /** Where first loads are kept. */
  readonly folder: string
  close(): Promise<void>
}

/** `freshTerminalDatabase` of the tests' support comes from outside: this folder stands in electron/. */
export async function openLab(freshTerminalDatabase: () => Promise<PGlite>): Promise<Lab> {
  const open: PGlite[] = []
  const newDatabase = async () => {
    const pg = await freshTerminalDatabase()
    await addLabTables(pg)
    open.push(pg)
    return pg
  }
  const centre = await Centre.start(await newDatabase(), LAB_TABLES)
  const folder = mkdtempSync(join(tmpdir(), 'stayos-lab-'))
  return {
    centre,
    folder,
    newDesk: async () => {
      const desk = await newDatabase()
      await noteLabChanges(desk)
      return desk
    },
    options: (pg) => ({
      pg,
      serverUrl: centre.url,
      token: () => Promise.resolve('token-1'),
      shapes: labShapes,
      replay: labReplay,
      folder,
      rowKeys: labRowKeys,
      lineBackOff: { firstMs: 10, maxMs: 50 },
      applyBackOff: { firstMs: 10, maxMs: 50 },
    }),
    close: async () => {
      await centre.stop()
      for (const pg of open) await pg.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** As on its first day. A new desk costs a second or two, this nothing. */
export async function resetDesk(desk: PGlite): Promise<void> {
  await desk.exec(`SET session_replication_role = replica;
    ${LAB_TABLES.map((table) => `DELETE FROM ${table};`).join('')}
    DELETE FROM sync.outbox; DELETE FROM sync.undo; DELETE FROM sync.state;
    DROP SCHEMA IF EXISTS electric CASCADE; SET session_replication_role = origin`)
}

export function addRoom(tx: Transaction, number: string, id = newId()): Promise<unknown> {
  return tx.query('INSERT INTO lab.rooms (id, number) VALUES ($1, $2)', [id, number])
}

/** Every row of these tables as text, for comparing two databases. */
export async function contents(pg: PGlite, tables: readonly string[] = LAB_TABLES): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {}
  for (const table of tables) {
    const { rows } = await pg.query<{ row: string }>(`SELECT t::text AS row FROM ${table} t ORDER BY 1`)
    all[table] = rows.map((row) => row.row)
  }
  return all
}
