import pg from 'pg'
import { SESSION_SETTINGS, TEXT_VALUES } from './session-settings.ts'

type TextRow = Record<string, string | null>

/** What pg's Connection has beside its typed part. */
interface CopyConnection {
  sendCopyFromChunk(chunk: Buffer): void
}

export interface WalHandlers {
  /** One pgoutput message. */
  onData(body: Buffer): void
  onKeepalive(walEnd: bigint, replyRequested: boolean): void
}

/** PostgreSQL counts microseconds from 2000-01-01. */
const POSTGRES_EPOCH_MS = 946_684_800_000

/** One connection to a walsender of the database: SQL until `start`, then the stream. */
export class Walsender {
  private ended = false

  private constructor(
    private readonly client: pg.Client,
    /** Rejects when the connection is gone, with the reason. */
    readonly closed: Promise<never>,
  ) {}

  static async connect(databaseUrl: string): Promise<Walsender> {
    const config = {
      connectionString: databaseUrl,
      replication: 'database',
      types: TEXT_VALUES,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      application_name: 'stayos replication',
    }
    const client = new pg.Client(config)
    const closed = new Promise<never>((_, reject) => {
      client.on('error', reject)
      client.on('end', () => reject(new Error('PostgreSQL closed the replication connection')))
    })
    closed.catch(() => undefined)
    await client.connect()
    const walsender = new Walsender(client, closed)
    await walsender.query(SESSION_SETTINGS)
    return walsender
  }

  async query(sql: string): Promise<TextRow[]> {
    const result = await this.client.query<TextRow>(sql)
    return result.rows
  }

  /** Settles when the stream ends, which is never of its own will. */
  async start(slot: string, publication: string, handlers: WalHandlers): Promise<void> {
    let failed: (error: Error) => void = () => undefined
    const failure = new Promise<never>((_, reject) => (failed = reject))
    this.client.connection.on('copyData', (message: { chunk: Buffer }) => {
      if (this.ended) return
      try {
        dispatch(message.chunk, handlers)
      } catch (error) {
        this.destroy()
        failed(error instanceof Error ? error : new Error(String(error)))
      }
    })
    const publications = publication.replaceAll("'", "''")
    const command = this.client.query(
      `START_REPLICATION SLOT "${slot}" LOGICAL 0/0 (proto_version '1', publication_names '${publications}', messages 'true')`,
    )
    await Promise.race([command, failure, this.closed])
    throw new Error('PostgreSQL ended the replication stream')
  }

  /** Everything before `lsn` is durable here: PostgreSQL may forget it. */
  /** `wantsReply`: a keepalive comes back. */
  sendStatus(lsn: bigint, wantsReply = false): void {
    if (this.ended) return
    const status = Buffer.alloc(34)
    status[0] = 0x72 // 'r': written, flushed, applied, clock, whether a reply is wanted
    for (const at of [1, 9, 17]) status.writeBigUInt64BE(lsn, at)
    status.writeBigInt64BE(BigInt(Date.now() - POSTGRES_EPOCH_MS) * 1000n, 25)
    status[33] = wantsReply ? 1 : 0
    const connection = this.client.connection as pg.Connection & CopyConnection
    connection.sendCopyFromChunk(status)
  }

  destroy(): void {
    this.ended = true
    this.client.connection.stream.destroy()
  }

  async end(): Promise<void> {
    if (this.ended) return
    this.ended = true
    const stream = this.client.connection.stream
    const giveUp = setTimeout(() => stream.destroy(), 2_000)
    await this.client.end().catch(() => undefined)
    clearTimeout(giveUp)
  }
}

function dispatch(chunk: Buffer, handlers: WalHandlers): void {
  const kind = chunk[0]
  // 'w': 24 bytes of positions and clock stand before the message. Both clocks are the sender's and say nothing here.
  if (kind === 0x77) handlers.onData(chunk.subarray(25))
  else if (kind === 0x6b) handlers.onKeepalive(chunk.readBigUInt64BE(1), chunk[17] === 1)
}
