import type { CommandAnswer, PushAnswer, PushRequest, QueuedCommand } from '../../shared/protocol/push.ts'
import type { Random } from '../../server/seed/random.ts'

/** One way to the centre: a process of the terminal over a server of its own. Throws where no answer came. */
export type Send = (request: PushRequest) => Promise<PushAnswer>

/**
 * A terminal that sends all that can go wrong: the same again, with gaps, out of order, from several processes at once, after answers that were
 * lost, and numbers that it has used already. It counts as a terminal must: anew after a fork, with everything whose outcome it does not know.
 */
export class ChaoticTerminal {
  private readonly outbox: QueuedCommand[] = []
  private readonly answerById = new Map<string, CommandAnswer>()
  private incarnation = 1
  private next = 1
  private forkedTo = 1

  constructor(
    private readonly processes: readonly Send[],
    private readonly random: Random,
    /** A command that was given just now; its number is not yet set. */
    private readonly give: () => QueuedCommand,
  ) {}

  get forks(): number {
    return this.incarnation - 1
  }

  get given(): readonly QueuedCommand[] {
    return this.outbox
  }

  outcomeOf(id: string): CommandAnswer['outcome'] | undefined {
    return this.answerById.get(id)?.outcome
  }

  /** Some commands are given, and up to three things are sent side by side. */
  async round(): Promise<void> {
    for (let n = this.random.between(1, 3); n > 0; n--) this.queue(this.give())
    const sendings = Array.from({ length: this.random.between(1, 3) }, () => this.sendSomething())
    await Promise.all(sendings)
    if (this.forkedTo > this.incarnation) this.countAnew()
  }

  /** Sends as it should, until every outcome is known. */
  async settle(): Promise<void> {
    while (this.pending().length > 0) {
      await this.send(this.pending().slice(0, 5))
      if (this.forkedTo > this.incarnation) this.countAnew()
    }
  }

  private queue(command: QueuedCommand): void {
    this.outbox.push({ ...command, incarnation: this.incarnation, seq: this.next++ })
  }

  private pending(): QueuedCommand[] {
    return this.outbox.filter(({ id }) => !this.answerById.has(id))
  }

  private async sendSomething(): Promise<void> {
    const pending = this.pending()
    const some = pending.slice(0, this.random.between(1, 4))
    const way = this.random.weighted<() => Promise<void>>([
      [() => this.send(some), 6],
      // The answer is lost.
      [() => this.send(some, () => undefined), 3],
      [() => this.send(this.sent()), 2],
      [() => this.send(pending.slice(this.random.between(1, 3))), 2],
      [() => this.send(some.toReversed()), 2],
      [() => this.sendUsedNumber(), 1],
    ])
    await way()
  }

  /** Some of what was answered already. */
  private sent(): QueuedCommand[] {
    const answered = this.outbox.filter(({ id }) => this.answerById.has(id))
    return answered.slice(this.random.between(0, answered.length)).slice(0, 3)
  }

  /** As a folder does that was restored from a copy: something new under a number that is known. */
  private async sendUsedNumber(): Promise<void> {
    const used = this.outbox.find(({ id, incarnation }) => this.answerById.has(id) && incarnation === this.incarnation)
    if (!used) return
    const copy = { ...this.give(), incarnation: used.incarnation, seq: used.seq }
    this.outbox.push(copy)
    await this.send([copy])
  }

  private async send(commands: readonly QueuedCommand[], hear = (answer: PushAnswer) => this.hear(answer)) {
    if (commands.length === 0) return
    const answer = await this.random
      .pick(this.processes)({ schemaVersion: 1, commands: [...commands] })
      .catch(
        () => undefined, // cut: unknown
      )
    if (answer) hear(answer)
  }

  private hear(answer: PushAnswer): void {
    for (const each of answer.answers) {
      const before = this.answerById.get(each.id)
      if (before && before.outcome !== each.outcome) {
        throw new Error(`command ${each.id} was ${before.outcome}, and now is ${each.outcome}`)
      }
      this.answerById.set(each.id, each)
    }
    if (answer.kind === 'fork') this.forkedTo = Math.max(this.forkedTo, answer.incarnation)
  }

  private countAnew(): void {
    this.incarnation = this.forkedTo
    this.next = 1
    for (const [i, command] of this.outbox.entries()) {
      if (this.answerById.has(command.id)) continue
      this.outbox[i] = { ...command, incarnation: this.incarnation, seq: this.next++ }
    }
  }
}
