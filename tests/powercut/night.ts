import { z } from 'zod'
import { readTerminalMigrations } from '../../electron/core/database/migrate.ts'
import { openTerminal, type Terminal } from '../../electron/core/open-terminal.ts'
import { makeRandom, type Random } from '../../server/seed/random.ts'
import { type RunningServer, startServer } from '../../server/start-server.ts'
import { type Migration, readMigration } from '../../shared/migrate/plan.ts'
import { pushAnswer } from '../../shared/protocol/push.ts'
import type { SmallHotel } from '../contract/fixture.ts'
import { codeFor, openHotel, temporaryHome, Worker } from '../faults/support/night.ts'
import { type CentralDatabase, freshCentral } from '../support/postgres.ts'
import { Recording } from './recording.ts'

/** A centre and one desk whose disk is recorded. */
export interface Night {
  readonly central: CentralDatabase
  readonly hotel: SmallHotel
  readonly server: RunningServer
  readonly code: string
  /** With one more than the program has: an update that the desk went through. */
  readonly migrations: readonly Migration[]
  readonly recording: Recording
  folder(name: string): string
  end(): Promise<void>
}

/** Small enough that a short night meets checkpoints and vacuums. */
const MB = 1 << 20
export const BUSY_UPKEEP = {
  everyMs: 40,
  checkpointBytes: MB,
  idleCheckpointBytes: MB / 4,
  vacuumBytes: MB,
  readAllEveryMs: 0,
}

const UPDATE = readMigration(
  'V9000__note_something_new.sql',
  `ALTER TABLE sync.state ADD COLUMN noted text; UPDATE sync.state SET noted = 'by an update';
   CREATE TABLE sync.update_probe AS SELECT n, repeat('x', 500) AS filler FROM generate_series(1, 500) n;
   CREATE INDEX update_probe_idx ON sync.update_probe (n);`,
)

/** Seed image, first load, work with and without the line, rows of the centre, checkpoints, vacuums, an update: all on one recorded disk. */
export async function recordNight(seed: number, rounds: number): Promise<Night> {
  const home = temporaryHome()
  const central = await freshCentral()
  const hotel = await openHotel(central.url)
  const dataDir = home.folder('centre')
  const server = await startServer({ databaseUrl: central.url, dataDir, migrate: false, writeLog: () => undefined })
  const code = await codeFor(central.url, hotel, 'power cut')
  const migrations = [...(await readTerminalMigrations()), UPDATE]
  const recording = new Recording(home.folder('desk'))
  const night: Night = {
    ...{ central, hotel, server, code, migrations, recording },
    folder: (name) => home.folder(name),
    async end() {
      await server.stop()
      await central.drop()
      home.remove()
    },
  }
  try {
    await work(night, makeRandom(seed), rounds)
    return night
  } catch (error) {
    await night.end()
    throw error
  } finally {
    recording.stop()
  }
}

async function work(night: Night, random: Random, rounds: number): Promise<void> {
  const { recording } = night
  recording.note({ kind: 'phase', name: 'install' })
  const desk = await openDesk(night, night.migrations.slice(0, -1))
  try {
    await desk.sync.caughtUp()
    recording.note({ kind: 'phase', name: 'work' })
    const worker = new Worker(desk, night.hotel.units['101'], (id) => recording.note({ kind: 'done', command: id }))
    for (let round = 0; round < rounds; round++) await workRound(night, desk, worker, random)
  } finally {
    await desk.close()
  }
  recording.note({ kind: 'phase', name: 'update' })
  const updated = await openDesk(night, night.migrations)
  try {
    await updated.sync.pause()
    const worker = new Worker(updated, night.hotel.units['102'], (id) => recording.note({ kind: 'done', command: id }))
    await worker.work(15)
  } finally {
    await updated.close()
  }
}

/** Some of it offline, some while rows come in; quiet moments let the upkeep do its work. */
async function workRound(night: Night, desk: Terminal, worker: Worker, random: Random): Promise<void> {
  const offline = random.chance(0.4)
  if (offline) await desk.sync.pause()
  await worker.work(random.between(1, 6))
  await changeAtCentre(night, random.between(1, 3))
  await worker.work(random.between(0, 4))
  desk.sync.resume()
  await desk.sync.caughtUp()
  await new Promise((resolve) => setTimeout(resolve, random.between(0, 120)))
}

async function changeAtCentre({ central, hotel }: Night, times: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    await central.query(
      `UPDATE property_mgmt.inventory_units SET floor = (random() * 9)::int::text WHERE property_id = $1`,
      [hotel.propertyId],
    )
  }
}

function openDesk(night: Night, migrations: readonly Migration[]): Promise<Terminal> {
  return openTerminal({
    dataDir: night.folder('desk'),
    serverUrl: night.server.url,
    enrolment: { code: night.code },
    cacheDir: night.folder('images'),
    migrations,
    upkeep: BUSY_UPKEEP,
    fetch: hearLine(night.recording),
  })
}

const sent = z.object({ commands: z.array(z.object({ id: z.string() })) })

/** A first load begins with its request. What the centre has answered for is safe, wherever the desk's power goes from here on. */
function hearLine(recording: Recording): typeof fetch {
  return async (input, init) => {
    if (urlOf(input).endsWith('/v1/bootstrap')) recording.note({ kind: 'phase', name: 'load' })
    const response = await fetch(input, init)
    if (!urlOf(input).endsWith('/v1/commands') || typeof init?.body !== 'string') return response
    const answer = pushAnswer.safeParse(await response.clone().json())
    if (answer.success) {
      const { commands } = sent.parse(JSON.parse(init.body))
      const judged = new Set(answer.data.answers.map(({ id }) => id))
      recording.note({ kind: 'judged', commands: commands.map(({ id }) => id).filter((id) => judged.has(id)) })
    }
    return response
  }
}

const urlOf = (input: Parameters<typeof fetch>[0]) => (input instanceof Request ? input.url : input.toString())
