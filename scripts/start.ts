import { join, resolve } from 'node:path'
import { readIdentity } from '../electron/core/identity/enrol.ts'
import { lockFolder } from '../shared/node/lock-folder.ts'
import { findElectronBinary } from '../electron/main/electron-binary.ts'
import { loadPinPepper } from '../server/auth/pin-pepper.ts'
import { startEmbeddedPostgres } from '../server/postgres/embedded.ts'
import { type RunningServer, startServer } from '../server/start-server.ts'
import { hasScreen, openBrowser } from './start/browser.ts'
import { buildPage, buildShell } from './start/build-page.ts'
import { chooseHost, type DeskHost } from './start/choose-host.ts'
import { chooseActor, chooseHouse, type House, type Person, prepareDatabase, readHouses } from './start/database.ts'
import { type DeskProcess, startDesk } from './start/desk-process.ts'
import { startDevPage } from './start/dev-page.ts'
import { startElectron } from './start/electron-process.ts'
import { openLog } from './start/log.ts'
import { HELP, readStartOptions, type StartOptions } from './start/options.ts'
import { claimPort } from './start/ports.ts'
import { isForPeople } from './start/problems.ts'
import { Stopper } from './start/stopper.ts'
import { type DeskLine, hidePassword, summaryText } from './start/summary.ts'

/**
 * npm start: folder locked -> page built -> PostgreSQL -> migrated, seeded, on today's date -> centre -> desks. Stopped in reverse.
 */
const PROJECT = join(import.meta.dirname, '..')

const say = (text: string) => void process.stdout.write(`${text}\n`)

const stopper = new Stopper()
/** Children that a second Ctrl+C ends without waiting. */
const kills: (() => void)[] = []
let stopping: Promise<never> | undefined

function stopEverything(exitCode: number): Promise<never> {
  stopping ??= (async () => {
    const quiet = stopper.isEmpty
    if (!quiet) say('\nStopping ...')
    await stopper.stopAll((name, problem) => {
      const reason = problem instanceof Error ? problem.message : String(problem)
      say(problem === undefined ? `  ${name} stopped` : `  ${name} did not stop cleanly: ${reason}`)
    })
    if (!quiet) say('Stopped. All data stays; npm start goes on from here.')
    return process.exit(exitCode)
  })()
  return stopping
}

function onSignal(exitCode: number): void {
  if (stopping) {
    for (const kill of kills) kill()
    say('Stopped at once. What was entered is on disk; npm start takes over a PostgreSQL that is still running.')
    process.exit(130)
  }
  void stopEverything(exitCode)
}

async function startDatabase(options: StartOptions): Promise<{ url: string; shown: string }> {
  if (options.databaseUrl !== undefined) return { url: options.databaseUrl, shown: hidePassword(options.databaseUrl) }
  const postgres = await startEmbeddedPostgres({ dataDir: join(options.home, 'postgres') })
  stopper.add('PostgreSQL', () => postgres.stop())
  if (!postgres.folder.startsWith(resolve(options.home))) {
    say(
      `PostgreSQL does not run as root, and its account cannot enter ${options.home}: its files are in ${postgres.folder}.`,
    )
  }
  return { url: postgres.url, shown: postgres.url }
}

async function openCentre(options: StartOptions, databaseUrl: string): Promise<RunningServer> {
  const prepared = await prepareDatabase(databaseUrl, new Date())
  if (prepared.migrations > 0) say(`Database: ${prepared.migrations} migrations applied.`)
  if (prepared.seeded) say('Database: a demo group of two hotels was made, with guests around today.')
  for (const roll of prepared.rolls) say(`Night of ${roll.from}: the demo's business date is ${roll.to} now.`)
  const log = openLog(join(options.home, 'server.log'))
  const server = await startServer({
    databaseUrl,
    dataDir: join(options.home, 'server'),
    port: options.port,
    migrate: false,
    writeLog: log.write,
  })
  stopper.add('centre', async () => {
    await server.stop()
    await log.close()
  })
  return server
}

interface Terminal {
  readonly name: string
  readonly dataDir: string
  readonly actor: Person
  readonly house: House
  readonly enrolmentCode: string | undefined
}

/** A terminal's folder, and the code that makes it one where it is new. An enrolled one needs none, ever again. */
async function prepareTerminal(
  options: StartOptions,
  server: RunningServer,
  house: House,
  desk: number,
): Promise<Terminal> {
  const parts = ['terminal', options.property?.toUpperCase(), desk > 0 ? String(desk + 1) : undefined]
  const dataDir = join(options.home, parts.filter((part) => part !== undefined).join('-'))
  const actor = chooseActor(house, desk)
  const name = `Front desk ${desk + 1}`
  const enrolled = readIdentity(dataDir) !== null
  const enrolmentCode = enrolled
    ? undefined
    : await server.issueEnrolmentCode({ name, role: 'desk', propertyIds: [house.id], actor: actor.id })
  return { name, dataDir, actor, house, enrolmentCode }
}

/** PINs are known of invented people alone: the summary tells them, and the desk's page says where. */
const isDemo = ({ house }: Terminal): boolean => house.people.some(({ pin }) => pin !== undefined)

async function openInBrowser(
  options: StartOptions,
  server: RunningServer,
  terminal: Terminal,
  port: number,
): Promise<DeskProcess> {
  const { dataDir, enrolmentCode, name } = terminal
  const demo = isDemo(terminal)
  const command = { project: PROJECT, dataDir, serverUrl: server.url, port, enrolmentCode, demo }
  const desk = await startDesk(command, {
    restarting: (how) => say(`${name} ${how}. It is started again; what was entered is on disk.`),
    gaveUp: (how) => {
      say(`${name} ${how}, for the fifth time in ten minutes. What was entered is on disk.`)
      void stopEverything(1)
    },
  })
  stopper.add(name, () => desk.stop())
  kills.push(() => desk.kill())
  if (!options.dev) return desk
  const page = await startDevPage(PROJECT, desk.url)
  stopper.add(`page of ${name}`, () => page.stop())
  return { ...desk, url: page.url }
}

async function openDesks(
  options: StartOptions,
  server: RunningServer,
  house: House,
  host: DeskHost,
): Promise<DeskLine[]> {
  const lines: DeskLine[] = []
  for (let desk = 0; desk < (options.secondTerminal ? 2 : 1); desk++) {
    const terminal = await prepareTerminal(options, server, house, desk)
    const { name, actor } = terminal
    // Electron runs once per profile; the second desk is a browser's.
    if (desk === 0 && host.kind === 'electron') {
      const place = { path: host.path, project: PROJECT, home: options.home, serverUrl: server.url }
      const command = { ...terminal, ...place, demo: isDemo(terminal) }
      const electron = startElectron(command, (how) => {
        say(`The desk's window was ${how}.`)
        void stopEverything(how === 'closed' ? 0 : 1)
      })
      stopper.add(name, () => electron.stop())
      kills.push(() => electron.kill())
      lines.push({ name, url: null, actor, house })
    } else {
      const opened = await openInBrowser(
        options,
        server,
        terminal,
        options.deskPort === 0 ? 0 : options.deskPort + desk,
      )
      lines.push({ name, url: opened.url, actor, house })
    }
  }
  return lines
}

async function run(): Promise<void> {
  const options = readStartOptions(process.argv.slice(2), process.env, process.cwd())
  if (!options) return say(HELP)
  const screen = hasScreen(process.platform, process.env)
  const host = chooseHost(options.host, {
    electron: findElectronBinary(),
    isRoot: process.getuid?.() === 0,
    hasScreen: screen,
  })
  process.on('SIGINT', () => onSignal(0))
  process.on('SIGTERM', () => onSignal(0))
  process.on('SIGHUP', () => onSignal(0))

  const lock = await lockFolder(options.home)
  stopper.add(null, () => lock.release())
  await claimPort(options.port, 'centre', 'port')
  if (host.kind === 'browser') await claimPort(options.deskPort, 'desk', 'desk-port')
  if (options.secondTerminal) await claimPort(options.deskPort + 1, 'second desk', 'desk-port')
  if (await buildPage(PROJECT)) say('Page: built.')
  if (host.kind === 'electron' && (await buildShell(PROJECT))) say('Desktop program: built.')

  const database = await startDatabase(options)
  const server = await openCentre(options, database.url)
  const houses = await readHouses(database.url, await loadPinPepper(join(options.home, 'server')))
  const desks = await openDesks(options, server, chooseHouse(houses, options.property), host)

  say(summaryText({ desks, serverUrl: server.url, databaseUrl: database.shown, home: options.home, houses }))
  if (host.kind === 'browser' && host.why !== null) say(`\n${host.why}`)
  if (options.mayOpenBrowser && screen) {
    for (const desk of desks) if (desk.url !== null) openBrowser(desk.url)
  }
}

run().catch(async (error: unknown) => {
  if (stopping) return
  process.stderr.write(
    `\n${isForPeople(error) ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  )
  await stopEverything(1)
})
