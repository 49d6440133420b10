import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openTerminal, type Terminal, type TerminalOptions } from '../../electron/core/open-terminal.ts'
import { rollBusinessDate } from '../../server/seed/roll-business-date.ts'
import { type RunningServer, type ServerOptions, startServer } from '../../server/start-server.ts'
import type { RunOutcome } from '../../shared/protocol/port.ts'
import { queuedCommand } from '../../shared/protocol/push.ts'
import type { Database } from '../../shared/command/database.ts'
import { addDays, type IsoDate } from '../../shared/kernel/dates.ts'
import { insertSmallHotel, type SmallHotel } from '../contract/fixture.ts'
import { insertSmallOutlet, type SmallOutlet, smallOutlet } from '../contract/small-outlet.ts'
import { atCentre, book } from '../e2e/group.ts'
import { type Line, openLine } from '../support/line.ts'
import { type CentralDatabase, freshCentral } from '../support/postgres.ts'
import { Screens } from './screens.ts'

/** What a house stands on. */
export interface Ground {
  openCentral(): Promise<CentralDatabase>
  startServer(options: ServerOptions): Promise<RunningServer>
  /** `name`: of the desk at its end. */
  openLine(name: string, serverUrl: string): Promise<Line>
  openTerminal(name: string, options: TerminalOptions): Promise<Terminal>
  readonly hazards?: Hazards
}

/** What only a ground that is not real can bring about. */
export interface Hazards {
  /** The program of the desk will be killed, at a point that is named. */
  doom(desk: string): string
  /** It was; opened again, it finds its disk as it was then. */
  isKilled(desk: string): boolean
  /** The centre's program is killed: what it was about to answer and to commit is gone. */
  killCentre(): void
  /** From here on all is well. */
  calm(): void
}

/** Every part real, on loopback. */
export const LOOPBACK: Ground = {
  openCentral: () => freshCentral(),
  startServer,
  openLine: (_, serverUrl) => openLine(serverUrl),
  openTerminal: (_, options) => openTerminal(options),
}

/** What a desk was told 'done' of. */
export interface Promised {
  readonly commandId: string
  readonly name: string
  readonly args: unknown
}

/** One terminal that is cut off, closed and opened again during a shift. */
export class ShiftDesk {
  readonly done: Promised[] = []
  screens: Screens

  constructor(
    readonly name: string,
    readonly dataDir: string,
    readonly line: Line,
    public terminal: Terminal,
    private readonly ground: Ground,
  ) {
    this.screens = new Screens(terminal)
  }

  async run(name: string, input: unknown): Promise<RunOutcome> {
    const outcome = await this.terminal.run(name, input)
    if (outcome.kind === 'done' && !this.isKilled)
      this.done.push({ commandId: outcome.commandId, name, args: outcome.args })
    return outcome
  }

  get isKilled(): boolean {
    return this.ground.hazards?.isKilled(this.name) ?? false
  }

  /** After it was killed. What nobody was told 'done' of and is queued all the same is to be judged like the rest. */
  async recover(): Promise<void> {
    await this.reopen()
    const known = new Set(this.done.map(({ commandId }) => commandId))
    for (const { body } of await this.terminal.readOnlySql('SELECT body FROM sync.outbox', [])) {
      const { id, name, args } = queuedCommand.parse(body)
      if (!known.has(id)) this.done.push({ commandId: id, name, args })
    }
  }

  /** `between`: what happens to the folder meanwhile. */
  async reopen(between: () => void = () => undefined): Promise<void> {
    await this.terminal.close()
    between()
    this.terminal = await this.ground.openTerminal(this.name, {
      dataDir: this.dataDir,
      serverUrl: this.line.url,
      fetch: this.line.fetch,
    })
    this.screens = new Screens(this.terminal)
  }

  /** A copy of the folder is made; where there is one, the desk goes back to it: it will count numbers that the centre knows as others. */
  async backUpOrRestore(): Promise<'backed up' | 'restored'> {
    const copy = `${this.dataDir}.copy`
    if (!existsSync(copy)) {
      await this.reopen(() => cpSync(this.dataDir, copy, { recursive: true }))
      return 'backed up'
    }
    // What was never sent would go with the folder, by rights.
    await this.terminal.sync.caughtUp()
    await this.reopen(() => {
      rmSync(this.dataDir, { recursive: true })
      cpSync(copy, this.dataDir, { recursive: true })
      rmSync(copy, { recursive: true })
    })
    return 'restored'
  }
}

/** A hotel with its centre and its desks in this process. */
export class House {
  /** What the centre logged as a fault of its own. */
  readonly complaints: string[] = []
  businessDate: IsoDate
  readonly outlet: SmallOutlet
  readonly #home = mkdtempSync(join(tmpdir(), 'stayos-convergence-'))
  #server: RunningServer | undefined

  private constructor(
    readonly central: CentralDatabase,
    readonly hotel: SmallHotel,
    private readonly ground: Ground,
    readonly desks: ShiftDesk[] = [],
  ) {
    this.businessDate = hotel.businessDate
    this.outlet = smallOutlet(hotel)
  }

  /** `furnish`: adds to the hotel before anybody has heard of it. */
  static async open(names: readonly string[], ground = LOOPBACK, furnish = nothingMore): Promise<House> {
    const central = await ground.openCentral()
    const house = new House(central, await arrangeHotel(central, furnish), ground)
    try {
      await house.startCentre()
      for (const name of names) await house.#addDesk(name)
      await Promise.all(house.desks.map((desk) => desk.terminal.sync.caughtUp()))
    } catch (error) {
      await house.close()
      throw error
    }
    return house
  }

  /** Stops the centre and starts it on the same folder and port. */
  async restartCentre(): Promise<void> {
    await this.#server?.stop()
    await this.startCentre()
  }

  /** What it complains of while it is killed is nobody's fault. */
  async killCentre(hazards: Hazards): Promise<void> {
    const heard = this.complaints.length
    hazards.killCentre()
    await this.#server?.stop()
    this.complaints.length = heard
    await this.startCentre()
  }

  /** Every terminal has to load anew. */
  async loseChangeLog(): Promise<void> {
    await this.#server?.stop()
    rmSync(join(this.#home, 'centre', 'shapes'), { recursive: true })
    await this.startCentre()
  }

  /**
   * A table is laid anew with the rows that it had, as after a repair: its shape alone has to be loaded again. `pick` chooses among those
   * that nothing refers to. Returns its name.
   */
  async remakeTable(pick: (tables: readonly string[]) => string): Promise<string> {
    return keepTrying(() => atCentre(this.central, (db) => remakeTable(db, pick)))
  }

  /** The night: who did not come is a no-show, and it is tomorrow. */
  async closeDay(): Promise<void> {
    const tomorrow = addDays(this.businessDate, 1)
    const { propertyId } = this.hotel
    await keepTrying(() => atCentre(this.central, (db) => rollBusinessDate(db, [propertyId], tomorrow)))
    this.businessDate = tomorrow
  }

  async startCentre(): Promise<void> {
    this.#server = await this.ground.startServer({
      databaseUrl: this.central.url,
      dataDir: join(this.#home, 'centre'),
      port: this.#server?.port ?? 0,
      logLevel: 'error',
      writeLog: (line) => this.complaints.push(line),
    })
  }

  async close(): Promise<void> {
    for (const desk of this.desks) {
      await desk.terminal.close()
      await desk.line.close()
    }
    await this.#server?.stop()
    await this.central.drop()
    rmSync(this.#home, { recursive: true, force: true })
  }

  async #addDesk(name: string): Promise<void> {
    const server = this.#server
    if (!server) throw new Error('the centre is not open')
    const line = await this.ground.openLine(name, server.url)
    const dataDir = join(this.#home, name)
    const code = await keepTrying(() =>
      server.issueEnrolmentCode({
        name,
        role: 'desk',
        propertyIds: [this.hotel.propertyId],
        actor: this.hotel.actor,
        ttlMinutes: 10,
      }),
    )
    const terminal = await this.ground.openTerminal(name, {
      dataDir,
      serverUrl: line.url,
      fetch: line.fetch,
      enrolment: { code },
    })
    this.desks.push(new ShiftDesk(name, dataDir, line, terminal, this.ground))
  }
}

/** PostgreSQL may choose head office's work as the victim of a deadlock with a desk; a person gives it again. */
async function keepTrying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === 5) throw error
    }
  }
}

/** Published, whole, and referred to by no other. */
const TABLES_ALONE = `
SELECT format('%I.%I', p.schemaname, p.tablename) AS name,
  (SELECT string_agg(format('%I', attname), ', ') FROM pg_attribute
   WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns
FROM pg_publication_tables p JOIN pg_class c ON c.oid = format('%I.%I', p.schemaname, p.tablename)::regclass
WHERE p.pubname = 'stayos' AND c.relkind = 'r' AND NOT c.relispartition
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE confrelid = c.oid)
ORDER BY 1`

async function remakeTable(db: Database, pick: (tables: readonly string[]) => string): Promise<string> {
  const tables = await db.query<{ name: string; columns: string }>(TABLES_ALONE)
  const chosen = pick(tables.map(({ name }) => name))
  const columns = tables.find(({ name }) => name === chosen)?.columns ?? ''
  await db.execute('SET LOCAL session_replication_role = replica')
  await db.execute(`LOCK TABLE ${chosen}`)
  await db.execute(`CREATE TEMPORARY TABLE kept ON COMMIT DROP AS SELECT ${columns} FROM ${chosen}`)
  await db.execute(`TRUNCATE ${chosen}`)
  await db.execute(`INSERT INTO ${chosen} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM kept`)
  return chosen
}

type Furnish = (db: Database, hotel: SmallHotel) => Promise<void>
const nothingMore: Furnish = () => Promise.resolve()

function arrangeHotel(central: CentralDatabase, furnish: Furnish): Promise<SmallHotel> {
  return atCentre(central, async (db) => {
    const hotel = await insertSmallHotel(db)
    await insertSmallOutlet(db, hotel)
    await furnish(db, hotel)
    for (const guest of [hotel.guests.ada, hotel.guests.bo, hotel.guests.cy])
      await book(db, hotel, guest, { nights: 2 })
    return hotel
  })
}
