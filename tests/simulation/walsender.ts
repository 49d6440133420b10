import type { Capture, Committed } from './capture.ts'
import {
  char,
  encodeBegin,
  encodeChange,
  encodeCommit,
  encodeMessage,
  encodeRelation,
  u64,
  u8,
} from './pgoutput-encoder.ts'

/** PostgreSQL asks for a sign of life after half of its timeout of a minute. */
const KEEPALIVE_MS = 30_000
const COPY_BOTH = Buffer.from([0x57, 0, 0, 0, 7, 0, 0, 0])

/**
 * THE part of the centre that is not real: PostgreSQL's walsender, which PGlite has none of. It sends the bytes that PostgreSQL would, from
 * what triggers have written down (capture.ts), and keeps what its reader has not confirmed. All that reads them is the product's own.
 */
export class SimulatedWalsender {
  /** Not yet confirmed, oldest first. */
  #kept: Committed[] = []
  #reader: Reader | undefined

  constructor(private readonly capture: Capture) {}

  /** After each transaction. */
  async look(): Promise<void> {
    const committed = await this.capture.collect()
    if (committed) this.#publish(committed)
  }

  /** A message of its own transaction: whoever has read it has read all that committed before. */
  async fence(): Promise<bigint> {
    const lsn = await this.capture.position()
    this.#publish({ commitLsn: lsn, endLsn: lsn, xid: 0, changes: [] })
    return lsn
  }

  async start(slot: string, send: (bytes: Buffer) => void): Promise<void> {
    const from = await this.capture.confirmed(slot)
    this.#reader?.stop()
    const reader = new Reader(slot, send)
    this.#reader = reader
    send(COPY_BOTH)
    for (const committed of this.#kept) if (committed.endLsn > from) reader.send(committed)
  }

  /** A standby status: all before `lsn` is durable at the reader's. */
  async confirm(slot: string, lsn: bigint): Promise<void> {
    if (lsn <= (await this.capture.confirmed(slot))) return
    this.#kept = this.#kept.filter(({ endLsn }) => endLsn > lsn)
    await this.capture.confirm(slot, lsn)
  }

  leave(send: (bytes: Buffer) => void): void {
    if (this.#reader?.isAt(send)) this.#reader.stop()
  }

  slotOf(send: (bytes: Buffer) => void): string | undefined {
    return this.#reader?.isAt(send) ? this.#reader.slot : undefined
  }

  #publish(committed: Committed): void {
    this.#kept.push(committed)
    this.#reader?.send(committed)
  }
}

/** One replication connection; each is told what a relation is like before its first change. */
class Reader {
  readonly #described = new Set<number>()
  readonly #timer: NodeJS.Timeout
  #sent = 0n
  #stopped = false

  constructor(
    readonly slot: string,
    private readonly deliver: (bytes: Buffer) => void,
  ) {
    this.#timer = setInterval(() => this.#keepAlive(), KEEPALIVE_MS)
  }

  isAt(send: (bytes: Buffer) => void): boolean {
    return !this.#stopped && this.deliver === send
  }

  send({ commitLsn, endLsn, xid, changes }: Committed): void {
    if (this.#stopped) return
    this.#data(encodeBegin(commitLsn, xid))
    for (const change of changes) {
      const { relation } = change
      if (!this.#described.has(relation.oid)) this.#data(encodeRelation(relation))
      this.#described.add(relation.oid)
      this.#data(encodeChange(change))
    }
    if (changes.length === 0) this.#data(encodeMessage(commitLsn))
    this.#data(encodeCommit(commitLsn, endLsn))
    this.#sent = endLsn
  }

  stop(): void {
    this.#stopped = true
    clearInterval(this.#timer)
  }

  #keepAlive(): void {
    this.deliver(copyData(Buffer.concat([char('k'), u64(this.#sent), u64(0n), u8(1)])))
  }

  #data(message: Buffer): void {
    this.deliver(copyData(Buffer.concat([char('w'), u64(0n), u64(0n), u64(0n), message])))
  }
}

function copyData(body: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.write('d')
  head.writeUInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
