import { Duplex } from 'node:stream'
import type { PGlite } from '@electric-sql/pglite'
import type { Capture } from './capture.ts'
import type { Machine } from './machine.ts'
import { char, text, u16, u32 } from './pgoutput-encoder.ts'
import { type Mishap, MISHAP_WORDS } from './mishaps.ts'
import { SimulatedWalsender } from './walsender.ts'

/** One batch of a connection, up to where an answer is due. */
interface Job {
  readonly socket: ClusterSocket
  readonly bytes: Buffer
}

const FENCE = /pg_logical_emit_message\(true, 'stayos'/
const IDENTIFY = `SELECT system_identifier::text AS systemid, '1' AS timeline, pg_current_wal_lsn()::text AS xlogpos, current_database() AS dbname FROM pg_control_system()`

/**
 * A PGlite that looks like a PostgreSQL with many connections, to whoever opens a socket to it: pg and all above it are real. It has one
 * session, so transactions take turns, as they would under one lock: that they were in each other's way is made up (mishaps.ts).
 */
export class Cluster {
  readonly #walsender: SimulatedWalsender
  readonly #machineBySocket = new Map<ClusterSocket, Machine | undefined>()
  #jobs: Job[] = []
  #busy = false
  /** Whose transaction is open. */
  #owner: ClusterSocket | undefined
  #ownerOnlyReads = false
  #last: ClusterSocket | undefined

  /** `meet`: what a statement of this machine's transaction meets. */
  constructor(
    private readonly pg: PGlite,
    capture: Capture,
    private readonly meet: (machine: Machine) => Mishap | undefined,
  ) {
    this.#walsender = new SimulatedWalsender(capture)
  }

  /** Of the machine that opens it. */
  openSocket(machine: Machine | undefined): Duplex {
    const socket = new ClusterSocket(this)
    this.#machineBySocket.set(socket, machine)
    return socket
  }

  /** As when the machine, or the program on it, dies. */
  breakAllOf(machine: Machine): void {
    for (const [socket, of] of this.#machineBySocket) {
      if (of === machine) socket.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))
    }
  }

  submit(job: Job): void {
    this.#jobs.push(job)
    void this.#work()
  }

  /** Its transaction is rolled back, as by PostgreSQL when a connection breaks. */
  leave(socket: ClusterSocket): void {
    this.#machineBySocket.delete(socket)
    this.#walsender.leave(socket.deliver)
    this.#jobs = this.#jobs.filter((job) => job.socket !== socket)
    if (this.#owner === socket) this.submit({ socket, bytes: query('ROLLBACK') })
  }

  /** Runs between two transactions. */
  async confirm(send: (bytes: Buffer) => void, lsn: bigint): Promise<void> {
    const slot = this.#walsender.slotOf(send)
    if (slot !== undefined && !this.#busy && !this.#owner) await this.#exclusively(() => this.#walsender.confirm(slot, lsn)) // prettier-ignore
    void this.#work()
  }

  async #work(): Promise<void> {
    while (!this.#busy) {
      const at = this.#jobs.findIndex((job) => this.#mayRun(job))
      const [job] = at < 0 ? [] : this.#jobs.splice(at, 1)
      if (!job) return
      await this.#exclusively(() => this.#run(job))
    }
  }

  /** A fence is emitted while a snapshot is being read: PostgreSQL has another session for it. */
  #mayRun(job: Job): boolean {
    if (!this.#owner || this.#owner === job.socket) return true
    return this.#ownerOnlyReads && FENCE.test(job.bytes.toString('latin1'))
  }

  async #exclusively(work: () => Promise<void>): Promise<void> {
    this.#busy = true
    try {
      await work()
    } finally {
      this.#busy = false
    }
  }

  async #run({ socket, bytes }: Job): Promise<void> {
    const sql = bytes[0] === QUERY ? bytes.toString('utf8', 5, bytes.length - 1) : ''
    if (FENCE.test(sql)) return socket.deliver(lsnAnswer(await this.#walsender.fence()))
    const stream = /^START_REPLICATION SLOT "(\w+)"/.exec(sql)
    if (stream?.[1] !== undefined) return this.#walsender.start(stream[1], socket.deliver)
    // What one connection has set is not the next one's.
    if (!this.#owner && this.#last !== socket) await this.pg.exec('RESET ALL')
    this.#last = socket
    const machine = this.#machineBySocket.get(socket)
    const mishap =
      machine && this.#owner === socket && !this.#ownerOnlyReads && sql !== 'ROLLBACK' && this.meet(machine)
    if (mishap) await wait(mishap.kind === 'waits' ? mishap.ms : mishap.afterMs)
    if (mishap && mishap.kind === 'fails') return this.#fail(socket, mishap.sqlState, sql === 'COMMIT')
    const answer = Buffer.from(await this.pg.execProtocolRaw(sql === 'IDENTIFY_SYSTEM' ? query(IDENTIFY) : bytes))
    const isIdle = answer.at(-1) === IDLE
    // It left while its BEGIN was being run.
    if (!isIdle && !this.#machineBySocket.has(socket)) return this.#rollBack()
    if (!this.#owner && !isIdle) this.#ownerOnlyReads = /READ ONLY/.test(sql)
    this.#owner = isIdle ? undefined : socket
    if (isIdle) await this.#walsender.look()
    socket.deliver(answer)
  }

  /** PostgreSQL's no: the transaction is lost, and by a COMMIT that fails it is over. */
  async #fail(socket: ClusterSocket, sqlState: keyof typeof MISHAP_WORDS, isCommit: boolean): Promise<void> {
    const raise = `DO $$ BEGIN RAISE EXCEPTION '${MISHAP_WORDS[sqlState]}' USING ERRCODE = '${sqlState}'; END $$`
    const answer = Buffer.from(await this.pg.execProtocolRaw(query(raise)))
    if (isCommit) {
      await this.#rollBack()
      answer[answer.length - 1] = IDLE
    }
    socket.deliver(answer)
  }

  async #rollBack(): Promise<void> {
    await this.pg.execProtocolRaw(query('ROLLBACK'))
    this.#owner = undefined
  }
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const [QUERY, SYNC, TERMINATE, COPY_DATA] = ['Q', 'S', 'X', 'd'].map((letter) => letter.charCodeAt(0))
const IDLE = 'I'.charCodeAt(0)
const STATUS = 'r'.charCodeAt(0)

/** What pg takes for a socket to PostgreSQL. */
class ClusterSocket extends Duplex {
  #unread = Buffer.alloc(0)
  #batch: Buffer[] = []
  #greeted = false

  constructor(private readonly cluster: Cluster) {
    super({ autoDestroy: true })
  }

  connect(): this {
    setImmediate(() => this.emit('connect'))
    return this
  }

  setNoDelay = () => this
  setKeepAlive = () => this
  ref = () => this
  unref = () => this

  readonly deliver = (bytes: Buffer): void => {
    if (!this.destroyed) this.push(bytes)
  }

  override _read(): void {
    // What comes is pushed at once.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#unread = Buffer.concat([this.#unread, chunk])
    for (let message = this.#next(); message; message = this.#next()) this.#take(message)
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.cluster.leave(this)
    done(error)
  }

  /** The first message has no letter. */
  #next(): Buffer | undefined {
    const letter = this.#greeted ? 1 : 0
    if (this.#unread.length < letter + 4) return undefined
    const length = letter + this.#unread.readUInt32BE(letter)
    if (this.#unread.length < length) return undefined
    const message = this.#unread.subarray(0, length)
    this.#unread = this.#unread.subarray(length)
    return message
  }

  #take(message: Buffer): void {
    if (!this.#greeted) {
      this.#greeted = true
      return this.deliver(GREETING)
    }
    const [letter] = message
    if (letter === TERMINATE) return void this.push(null)
    if (letter === COPY_DATA) {
      if (message[5] === STATUS) void this.cluster.confirm(this.deliver, message.readBigUInt64BE(6))
      return
    }
    this.#batch.push(message)
    if (letter !== QUERY && letter !== SYNC) return
    this.cluster.submit({ socket: this, bytes: Buffer.concat(this.#batch) })
    this.#batch = []
  }
}

function message(letter: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  return Buffer.concat([char(letter), u32(body.length + 4), body])
}

const query = (sql: string) => message('Q', text(sql))
const ready = message('Z', char('I'))

const GREETING = Buffer.concat([
  message('R', u32(0)),
  ...Object.entries({ server_version: '18.6', client_encoding: 'UTF8', standard_conforming_strings: 'on' }).map(
    ([name, value]) => message('S', text(name), text(value)),
  ),
  message('K', u32(1), u32(1)),
  ready,
])

const TEXT_OID = 25

function lsnAnswer(lsn: bigint): Buffer {
  const value = char(`${(lsn >> 32n).toString(16)}/${(lsn & 0xffffffffn).toString(16)}`)
  const column = Buffer.concat([text('lsn'), u32(0), u16(0), u32(TEXT_OID), u16(0xffff), u32(0xffffffff), u16(0)])
  return Buffer.concat([
    message('T', u16(1), column),
    message('D', u16(1), u32(value.length), value),
    message('C', text('SELECT 1')),
    ready,
  ])
}
