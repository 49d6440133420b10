import { parse, type PGlite, protocol, type QueryOptions, type Results, type Transaction } from '@electric-sql/pglite'
import { breathe } from '../take-turns.ts'

type Messages = Awaited<ReturnType<PGlite['execProtocolStream']>>

type Parsers = PGlite['parsers']

interface Prepared {
  readonly name: string
  readonly paramTypes: readonly number[]
  /** What the rows look like; a bound statement does not say it again. */
  readonly description: Messages
}

/** Plans stay in memory. More texts than a desk has, and they go out by their last use. */
const MOST = 200

/**
 * From here on a statement that a transaction runs for the second time is prepared: it is parsed once, planned as PostgreSQL sees fit
 * (`plan_cache_mode = auto`), and every further run is one message to PGlite in place of six. What no transaction runs, and COPY, go as
 * before. To be called when the schema stands: a plan must not outlive the shape of its rows.
 */
export function prepareStatements(pg: PGlite): void {
  const statements = new Statements(pg)
  const begin = pg.transaction.bind(pg)
  pg.transaction = async (work) => {
    await breathe()
    return begin((tx) => work(withQuery(tx, statements)))
  }
}

function withQuery(tx: Transaction, statements: Statements): Transaction {
  return {
    query: (sql, params, options) => statements.run(tx, sql, params, options),
    sql: (strings, ...params) => tx.sql(strings, ...params),
    exec: (sql, options) => tx.exec(sql, options),
    rollback: () => tx.rollback(),
    listen: (channel, callback) => tx.listen(channel, callback),
    get closed() {
      return tx.closed
    },
  }
}

class Statements {
  readonly #pg: PGlite
  /** By text, the one used last at the end. */
  readonly #prepared = new Map<string, Prepared>()
  readonly #seenOnce = new Set<string>()
  readonly #parsers = new WeakMap<object, Parsers>()
  #count = 0

  constructor(pg: PGlite) {
    this.#pg = pg
  }

  async run<T>(tx: Transaction, sql: string, params: unknown[] = [], options: QueryOptions = {}): Promise<Results<T>> {
    if (tx.closed || options.blob || !this.#isWorthIt(sql)) return tx.query<T>(sql, params, options)
    return this.#pg.runExclusive(async () => {
      const statement = this.#prepared.get(sql) ?? (await this.#prepare(sql))
      this.#prepared.delete(sql)
      this.#prepared.set(sql, statement)
      const values = params.map((param, i) => this.#serialize(statement.paramTypes[i] ?? 0, param, options))
      const { bind, execute, sync } = protocol.serialize
      const answer = await this.#send(bind({ statement: statement.name, values }), execute({}), sync())
      const { rowMode } = options
      const messages = [...statement.description, ...answer]
      const [result] = parse.parseResults(messages, this.#parsersOf(options), rowMode ? { rowMode } : {})
      if (!result) throw new Error('a statement had no result')
      return result as Results<T>
    })
  }

  #isWorthIt(sql: string): boolean {
    if (this.#prepared.has(sql)) return true
    if (this.#seenOnce.delete(sql)) return true
    if (this.#seenOnce.size >= MOST) this.#seenOnce.clear()
    this.#seenOnce.add(sql)
    return false
  }

  /** PGlite knows hundreds of types: laying a call's own over them each time would cost more than most statements. */
  #parsersOf({ parsers }: QueryOptions): Parsers {
    if (!parsers) return this.#pg.parsers
    const known = this.#parsers.get(parsers) ?? { ...this.#pg.parsers, ...parsers }
    this.#parsers.set(parsers, known)
    return known
  }

  async #prepare(sql: string): Promise<Prepared> {
    const [oldest] = this.#prepared
    const { close, describe, parse: parseText, sync } = protocol.serialize
    if (this.#prepared.size >= MOST && oldest) {
      this.#prepared.delete(oldest[0])
      await this.#send(close({ type: 'S', name: oldest[1].name }), sync())
    }
    const name = `desk_${++this.#count}`
    const answer = await this.#send(parseText({ name, text: sql }), describe({ type: 'S', name }), sync())
    const description = answer.filter((message) => message.name === 'rowDescription')
    return { name, paramTypes: parse.parseDescribeStatementResults(answer), description }
  }

  #serialize(type: number, value: unknown, { serializers }: QueryOptions): string | null {
    if (value === null || value === undefined) return null
    const serialize = serializers?.[type] ?? this.#pg.serializers[type]
    return serialize ? serialize(value) : String(value)
  }

  #send(...parts: readonly Uint8Array[]): Promise<Messages> {
    return this.#pg.execProtocolStream(Buffer.concat(parts), { syncToFs: false })
  }
}
