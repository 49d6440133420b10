import type { Refusal } from '../../../shared/command/command.ts'
import { type CoreMessage, type PageMessage, pageMessage } from '../../../shared/protocol/port.ts'
import { ProblemError } from '../problem-error.ts'
import type { Terminal } from '../terminal.ts'
import type { Port } from './transport.ts'

/**
 * Serves a terminal to one page, as shared/protocol/port.ts says. Who may connect was decided by whoever made the port; a `hello` that
 * comes here was answered there. Everything that this page began ends with its port.
 */
export function servePort(terminal: Terminal, port: Port): void {
  const subscriptions = new Map<number, () => void>()
  const session = terminal.openSession()
  const send = (message: CoreMessage) => port.send(JSON.stringify(message))
  const fault = (id: number | null, error: unknown) =>
    send({
      type: 'fault',
      id,
      problem: error instanceof ProblemError ? error.problem : null,
      message: messageOf(error),
    })

  const handlers: { [T in PageMessage['type']]: (message: Extract<PageMessage, { type: T }>) => unknown } = {
    hello: () => undefined,
    run: async ({ id, name, input }) => send({ type: 'ran', id, outcome: await session.run(name, input) }),
    runWithPin: async ({ id, name, input, pin }) =>
      send({ type: 'ran', id, outcome: await session.runWithPin(name, input, pin) }),
    query: async ({ id, name, args }) =>
      send({ type: 'answer', id, rows: (await session.query(name, args)).map(asRecord) }),
    subscribe: ({ id, name, args }) => {
      if (subscriptions.has(id)) throw new Error(`subscription ${id} is open already`)
      const end = session.subscribe(
        name,
        args,
        ({ rev, rows, diff }) => {
          if (!diff) return send({ type: 'snapshot', id, rev, rows: rows.map(asRecord) })
          return send({ type: 'diff', id, rev, upserts: diff.upserts.map(asRecord), order: [...diff.order] })
        },
        (error) => fault(id, error),
      )
      subscriptions.set(id, end)
    },
    unsubscribe: ({ id }) => {
      subscriptions.get(id)?.()
      subscriptions.delete(id)
    },
    line: async ({ connected }) => {
      if (!session.isOpen()) throw new Error('Nobody is signed in here.')
      if (connected) terminal.sync.resume()
      else await terminal.sync.pause()
    },
    signIn: async ({ id, userId, pin }) =>
      send({ type: 'judgedPin', id, refusal: plain(await session.signIn(userId, pin)) }),
    signOut: () => session.signOut(),
    lock: () => session.lock(),
    active: () => session.touch(),
    changePin: async ({ id, oldPin, newPin }) =>
      send({ type: 'judgedPin', id, refusal: plain(await session.changePin(oldPin, newPin)) }),
    renewPin: async ({ id, newPin }) => send({ type: 'judgedPin', id, refusal: plain(await session.renewPin(newPin)) }),
    revealIdentity: async ({ id, asked }) => {
      const revealed = await session.reveal(asked)
      if ('refused' in revealed) send({ type: 'revealed', id, refusal: plain(revealed.refused), identity: null })
      else send({ type: 'revealed', id, refusal: null, identity: revealed.identity })
    },
    resetPin: async ({ id, userId, newPin }) =>
      send({ type: 'judgedPin', id, refusal: plain(await session.resetPin(userId, newPin)) }),
  }

  async function handle(text: string): Promise<void> {
    const parsed = pageMessage.safeParse(parseJson(text))
    if (!parsed.success)
      return fault(idOf(parseJson(text)), `not a message of this port: ${parsed.error.issues[0]?.message}`)
    const message = parsed.data
    try {
      const handler = handlers[message.type] as (message: PageMessage) => unknown
      await handler(message)
    } catch (error) {
      fault('id' in message ? message.id : null, error)
    }
  }

  const endStatus = terminal.sync.onStatus((status) => send({ type: 'status', status }))
  const endDesk = terminal.onDesk((desk) => send({ type: 'desk', desk }))
  session.onChange(() => {
    const info = session.info()
    if (info.state !== 'in') subscriptions.clear()
    send({ type: 'session', session: info })
  })
  port.onClose(() => {
    session.close()
    for (const end of [endStatus, endDesk, ...subscriptions.values()]) end()
    subscriptions.clear()
  })
  send({ type: 'ready', desk: terminal.desk(), status: terminal.sync.status(), session: session.info() })
  port.onMessage((text) => void handle(text))
}

const plain = (refusal: Refusal | null) => refusal && { code: refusal.code, facts: { ...refusal.facts } }

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function asRecord(row: object): Record<string, unknown> {
  return { ...row }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** So that the page can tell which of its calls was malformed. */
function idOf(value: unknown): number | null {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null
  return Number.isInteger(id) ? Number(id) : null
}
