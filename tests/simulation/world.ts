import { PGlite } from '@electric-sql/pglite'
import { readTerminalMigrations } from '../../electron/core/database/migrate.ts'
import { seedImage } from '../../electron/core/database/seed-image.ts'
import { makeRandom, type Random } from '../../server/seed/random.ts'
import { LmdbStorage } from '../../server/shapes/log/storage.ts'
import { startServer } from '../../server/start-server.ts'
import type { Ground, Hazards } from '../convergence/house.ts'
import { centralImage, openCentral, type SimulatedCentral } from './central.ts'
import { makeMachine, type Machine, placedOn, runOn } from './machine.ts'
import { type Mishap, someMishap } from './mishaps.ts'
import { CALM, Network, STORM } from './network.ts'
import { CRASH_POINTS, DURABLE_POINTS, Programs } from './programs.ts'
import { followWork } from './stand-ins.ts'
import type { Timeline } from './timeline.ts'

const MINUTE_MS = 60_000
/** How wrong the clocks of desks are. */
const SKEWS_MS = [0, 0, 1500, -40_000, 8 * MINUTE_MS, -25 * MINUTE_MS, 26 * 60 * MINUTE_MS]

/** Made once per schema, and before time begins: it takes threads, and as long as it likes. */
export async function prepareImages(): Promise<void> {
  await centralImage()
  await seedImage(await readTerminalMigrations())
}

/** The machines of one seed, and what is between them. */
export class World implements Ground {
  readonly #network: Network
  readonly #centre: Machine
  readonly #programs: Programs
  readonly #random: Random
  readonly #mishaps: Random
  #isCalm = false
  readonly #machines = new Map<string, Machine>()
  #central: SimulatedCentral | undefined

  constructor(
    private readonly seed: number,
    private readonly timeline: Timeline,
  ) {
    // It loads modules, and unpacks extensions in threads.
    followWork(timeline, PGlite, ['create'])
    followWork(timeline, LmdbStorage.prototype, ['writeBehind'])
    this.#random = makeRandom(seed).fork('hazards')
    this.#mishaps = makeRandom(seed).fork('mishaps')
    this.#centre = makeMachine('centre', seed)
    this.#network = new Network(timeline, this.#centre, (name) => makeRandom(seed).fork(`line of ${name}`))
    this.#network.weather = STORM
    this.#programs = new Programs(timeline)
  }

  openCentral: Ground['openCentral'] = async () =>
    (this.#central = await openCentral(makeMachine('database', this.seed), (machine) => this.#meet(machine)))

  startServer: Ground['startServer'] = (options) =>
    runOn(this.#centre, async () => {
      // The one session of its PGlite is shared by all connections, as behind a pooler.
      const server = await startServer({ ...options, commandUrl: options.databaseUrl, listen: this.#network.listen })
      return placedOn(this.#centre, server)
    })

  openLine: Ground['openLine'] = (name) => Promise.resolve(this.#network.openLine(name))

  openTerminal: Ground['openTerminal'] = (name, options) => this.#programs.open(this.#machine(name), options)

  readonly hazards: Hazards = {
    doom: (desk) => {
      const losesPower = this.#random.chance(0.4)
      const point = this.#random.pick(losesPower ? DURABLE_POINTS : CRASH_POINTS)
      this.#programs.doom(desk, { by: losesPower ? 'power' : 'kill', point, skip: this.#random.between(0, 4) })
      return losesPower ? `${point}, by a loss of power` : point
    },
    isKilled: (desk) => this.#programs.isKilled(desk),
    killCentre: () => {
      this.#network.unplug()
      this.#central?.breakAllOf(this.#centre)
    },
    calm: () => {
      this.#isCalm = true
      this.#network.weather = CALM
      this.#programs.spare()
    },
  }

  #meet(machine: Machine): Mishap | undefined {
    const mishap = this.#isCalm || machine !== this.#centre ? undefined : someMishap(this.#mishaps)
    if (mishap) this.timeline.noteHazard(`a transaction ${mishap.kind}`)
    return mishap
  }

  #machine(name: string): Machine {
    const machine = this.#machines.get(name) ?? makeMachine(name, this.seed)
    if (!this.#machines.has(name)) machine.skewMs = this.#random.pick(SKEWS_MS)
    this.#machines.set(name, machine)
    return machine
  }
}
