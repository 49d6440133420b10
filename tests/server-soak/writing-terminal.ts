import { setTimeout as sleep } from 'node:timers/promises'
import { type CommandAnswer, progressAnswer, pushAnswer, type QueuedCommand } from '../../shared/protocol/push.ts'
import { type Device, enrolDevice, obtainToken, request } from '../support/device.ts'
import type { TestHotel } from '../support/hotel.ts'
import { PollingTerminal } from '../support/shape-reader.ts'
import { commandsOf, typeNamed } from '../support/test-commands.ts'

export const TYPES = 'property_mgmt.unit_types'
export const RESULTS = 'sync.command_results'

/**
 * A terminal without a screen: it pushes one command after the other, asks where it stands whenever an answer does not come, and polls two shapes.
 * Whatever breaks a promise of the centre throws.
 */
export class WritingTerminal {
  /** What it was told of each command, by id. */
  readonly outcomeById = new Map<string, CommandAnswer['outcome']>()
  readonly reader: PollingTerminal
  private readonly headers: { authorization: string }
  private stopping = false
  private abandoned = false
  private work: Promise<unknown> = Promise.resolve()

  private constructor(
    private readonly url: string,
    private readonly id: string,
    private readonly device: Device,
    token: string,
    private readonly nextCommand: () => QueuedCommand,
  ) {
    this.headers = { authorization: `Bearer ${token}` }
    this.reader = new PollingTerminal([TYPES, RESULTS], this.headers)
  }

  static async enrol(url: string, code: string, hotel: TestHotel, name: string): Promise<WritingTerminal> {
    const { device, terminal, token } = await enrolDevice(url, code)
    const command = commandsOf(terminal.terminal, hotel.property, hotel.actor)
    let n = 0
    const next = () => command('addType', typeNamed(`${name}${++n}`))
    return new WritingTerminal(url, terminal.terminal, device, token, next)
  }

  start(): void {
    this.stopping = false
    this.work = Promise.all([this.write(), this.read()])
    this.work.catch(() => undefined)
  }

  /** Throws what broke a promise meanwhile. */
  async stop(): Promise<void> {
    this.stopping = true
    await this.work
  }

  /** Stops without waiting for an answer. */
  async abandon(): Promise<void> {
    this.abandoned = true
    await this.stop().catch(() => undefined)
  }

  /** Reads until it holds everything that it and the others were told of. */
  async catchUp(outcomes: number, patienceMs = 120_000): Promise<void> {
    const results = () => this.reader.rowsByTable.get(RESULTS)?.size ?? 0
    for (const end = Date.now() + patienceMs; results() < outcomes;) {
      if (Date.now() > end) throw new Error(`still ${results()} of ${outcomes} results`)
      await this.tryTo(() => this.pollOnce(500))
    }
  }

  private async write(): Promise<void> {
    while (!this.stopping) await this.settle(this.nextCommand())
  }

  /** Until its outcome is known: sent again after an unknown one, if the centre says that it does not have it. */
  private async settle(command: QueuedCommand): Promise<void> {
    for (let answered = false; !answered && !this.abandoned;) {
      answered = await this.tryTo(() => this.push(command))
      if (!answered) await this.tryTo(() => this.checkProgress(command))
    }
  }

  private async push(command: QueuedCommand): Promise<void> {
    const body = { schemaVersion: 1, commands: [command] }
    const answer = pushAnswer.parse(await this.ask('/v1/commands', body))
    const [only] = answer.answers
    if (answer.kind !== 'judged' || only?.id !== command.id) {
      throw new BrokenPromise(`command ${command.seq} was answered by ${JSON.stringify(answer)}`)
    }
    this.outcomeById.set(command.id, only.outcome)
  }

  private async checkProgress(command: QueuedCommand): Promise<void> {
    const { incarnation, lastSeq, lastId } = progressAnswer.parse(await this.ask('/v1/commands/progress'))
    const isBefore = lastSeq === command.seq - 1
    const isThis = lastSeq === command.seq && lastId === command.id
    if (incarnation !== 1 || !(isBefore || isThis)) {
      throw new BrokenPromise(`after number ${command.seq} the centre stands at ${incarnation}/${lastSeq}`)
    }
  }

  private async read(): Promise<void> {
    while (!this.stopping) await this.tryTo(() => this.pollOnce(300))
  }

  private async pollOnce(wait: number): Promise<void> {
    await this.reader.poll(this.url, wait)
    const [types, results] = [TYPES, RESULTS].map((table) => [...(this.reader.rowsByTable.get(table)?.values() ?? [])])
    const applied = results?.filter(({ outcome }) => outcome === 'applied').length
    if (types?.length !== applied) throw new BrokenPromise(`${types?.length} types and ${applied} results at one g`)
    if (this.reader.refetches > 0) throw new BrokenPromise('it was told to load again')
  }

  private async ask(path: string, body?: unknown): Promise<unknown> {
    const token = this.headers.authorization.slice('Bearer '.length)
    const answer = await request(this.url + path, body, token)
    if (answer.status === 401) {
      this.headers.authorization = `Bearer ${await obtainToken(this.url, this.device, this.id)}`
    }
    if (answer.status !== 200) throw new Error(`status ${answer.status}`)
    return answer.body
  }

  /** False where the centre did not answer: it was killed, or is starting. */
  private async tryTo(work: () => Promise<void>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      if (!isUnanswered(error)) throw error
      await sleep(50)
      return false
    }
  }
}

/** What must never happen. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise'
}

const isUnanswered = (error: unknown) =>
  error instanceof Error && /^fetch failed|^terminated|^status (401|429|5\d\d)|^the answer was cut/.test(error.message)
