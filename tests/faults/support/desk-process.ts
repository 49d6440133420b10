import { openTerminal } from '../../../electron/core/open-terminal.ts'

/** A desk in a process of its own, to be killed and to be harmed: node --import tsx desk-process.ts DATA SERVER [CODE], told what to do by messages. */
const [dataDir = '', serverUrl = '', code] = process.argv.slice(2)
const say = (message: object) => void process.send?.(message)

export interface DeskCall {
  readonly id: number
  readonly do: 'run' | 'query' | 'caughtUp' | 'status' | 'sql' | 'close'
  readonly name?: string
  readonly args?: unknown
}

const terminal = await openTerminal({ dataDir, serverUrl, ...(code && { enrolment: { code } }) })
terminal.sync.onStatus((status) => say({ status }))
void terminal.died.then(() => setTimeout(() => process.exit(70), 50))

async function answer(call: DeskCall): Promise<unknown> {
  const { name = '', args } = call
  switch (call.do) {
    case 'run':
      return terminal.run(name, args)
    case 'query':
      return terminal.query(name, args)
    case 'caughtUp':
      return terminal.sync.caughtUp()
    case 'status':
      return terminal.sync.status()
    case 'sql':
      return terminal.readOnlySql(name, [])
    case 'close':
      return terminal.close()
  }
}

process.on('message', (call: DeskCall) => {
  answer(call).then(
    (result) => say({ id: call.id, result: result ?? null }),
    (error: unknown) => say({ id: call.id, error: error instanceof Error ? error.message : String(error) }),
  )
})
say({ opened: true, rebuilt: terminal.rebuilt, status: terminal.sync.status() })
