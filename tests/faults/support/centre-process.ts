import pg from 'pg'
import { startServer } from '../../../server/start-server.ts'
import { testDomain } from '../../support/test-commands.ts'

/**
 * The centre in a process of its own, to be killed: node --import tsx centre-process.ts '{databaseUrl, dataDir, port, dieAfterCommits}'.
 * With `dieAfterCommits` it kills itself once that many transactions of commands are committed, before anybody hears of the last one.
 */
const options = JSON.parse(process.argv[2] ?? '') as {
  databaseUrl: string
  dataDir: string
  port: number
  dieAfterCommits?: number
  /** What terminals may do is what tests define (test-commands.ts). */
  testDomain?: boolean
  /** Whatever it has come to by then. */
  dieAfterMs?: number
}

if (options.dieAfterCommits !== undefined) dieAfterCommits(options.dieAfterCommits)
if (options.dieAfterMs !== undefined) setTimeout(() => process.kill(process.pid, 'SIGKILL'), options.dieAfterMs)
const { testDomain: withTestDomain, ...given } = options
const server = await startServer({
  ...given,
  ...(withTestDomain && { domain: testDomain() }),
  migrate: false,
  writeLog: () => undefined,
})
process.stdout.write(`${JSON.stringify({ url: server.url })}\n`)

function dieAfterCommits(count: number): void {
  const judging = new WeakSet<object>()
  let left = count
  const query = Reflect.get(pg.Client.prototype, 'query') as (...args: unknown[]) => unknown
  Reflect.set(pg.Client.prototype, 'query', function (this: object, ...args: unknown[]) {
    const result = query.apply(this, args)
    if (JSON.stringify(args[0] ?? '').includes('INSERT INTO sync.command_results')) judging.add(this)
    if (args[0] !== 'COMMIT' || !judging.delete(this)) return result
    left -= 1
    if (left > 0) return result
    return Promise.resolve(result).then(() => {
      process.kill(process.pid, 'SIGKILL')
      return new Promise(() => undefined)
    })
  })
}
