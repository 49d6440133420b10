import { pollHead, type PollHead } from '../../shared/protocol/shapes.ts'

/** A client of the shape protocol that keeps nothing but positions: for asserting what exactly is sent. */

export interface ShapeMessage {
  readonly key?: string
  readonly value?: Record<string, string | null>
  readonly headers: Record<string, unknown>
}

export interface ShapePage {
  readonly status: number
  readonly handle: string
  readonly offset: string
  readonly upToDate: boolean
  readonly headers: Headers
  readonly messages: ShapeMessage[]
}

type Headers_ = Record<string, string>

export async function getShape(url: string, params: Record<string, string>, headers: Headers_): Promise<ShapePage> {
  const response = await fetch(`${url}/v1/shape?${new URLSearchParams({ log: 'full', ...params })}`, { headers })
  const body: unknown = await response.json()
  return {
    status: response.status,
    handle: response.headers.get('electric-handle') ?? '',
    offset: response.headers.get('electric-offset') ?? '',
    upToDate: response.headers.has('electric-up-to-date'),
    headers: response.headers,
    messages: Array.isArray(body) ? (body as ShapeMessage[]) : [],
  }
}

/** From a position, or from the start, to up-to-date; every page on the way. */
export async function readShape(
  url: string,
  table: string,
  headers: Headers_,
  from: { handle: string; offset: string } | undefined = undefined,
): Promise<{ pages: ShapePage[]; handle: string; offset: string; messages: ShapeMessage[] }> {
  const pages: ShapePage[] = []
  let position: { offset: string; handle?: string } = from ?? { offset: '-1' }
  for (;;) {
    const page = await getShape(url, { table, ...position }, headers)
    if (page.status !== 200) throw new Error(`status ${page.status}`)
    pages.push(page)
    position = { handle: page.handle, offset: page.offset }
    if (page.upToDate) break
  }
  const { handle = '', offset } = position
  return { pages, handle, offset, messages: pages.flatMap((page) => page.messages) }
}

export const changesOf = (messages: readonly ShapeMessage[]) => messages.filter((message) => message.key !== undefined)

/** Applies changes as a strict database would: a second insert or a change of what is not there is an error. */
export function applyChanges(
  rows: Map<string, Record<string, string | null>>,
  messages: readonly ShapeMessage[],
): Map<string, Record<string, string | null>> {
  for (const { key, value, headers } of changesOf(messages)) {
    const name = String(key)
    const exists = rows.has(name)
    if (exists === (headers.operation === 'insert'))
      throw new Error(`${String(headers.operation)} of ${name}: exists = ${exists}`)
    if (headers.operation === 'delete') rows.delete(name)
    else rows.set(name, { ...rows.get(name), ...value })
  }
  return rows
}

export interface PollAnswer {
  readonly head: PollHead
  readonly messagesByIndex: ReadonlyMap<number, ShapeMessage[]>
}

export type PollEntry = { table: string; handle?: string; offset: string; live: boolean }

export async function pollShapes(
  url: string,
  shapes: readonly PollEntry[],
  headers: Headers_,
  wait = 2_000,
  signal: AbortSignal | null = null,
): Promise<PollAnswer> {
  const response = await fetch(`${url}/v1/shapes/poll`, {
    method: 'POST',
    signal,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ wait, shapes }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`status ${response.status}: ${text}`)
  const [first = '', ...lines] = text.split('\n')
  if (lines.pop() !== 'end') throw new Error('the answer was cut')
  const head = pollHead.parse(JSON.parse(first))
  const messagesByIndex = new Map(head.parts.map((part, i) => [part.i, JSON.parse(lines[i] ?? '') as ShapeMessage[]]))
  return { head, messagesByIndex }
}

/** Polls a fixed set of shapes from the start; holds rows as a terminal would, and whole answers only. */
export class PollingTerminal {
  readonly rowsByTable = new Map<string, Map<string, Record<string, string | null>>>()
  g = '0'
  refetches = 0
  private entries: PollEntry[]

  constructor(
    tables: readonly string[],
    private readonly headers: Headers_,
  ) {
    this.entries = tables.map((table) => ({ table, offset: '-1', live: false }))
    for (const table of tables) this.rowsByTable.set(table, new Map())
  }

  get positions(): readonly PollEntry[] {
    return this.entries
  }

  async poll(url: string, wait = 2_000, signal: AbortSignal | null = null): Promise<PollAnswer> {
    const answer = await pollShapes(url, this.entries, this.headers, wait, signal)
    this.g = answer.head.g
    const partByIndex = new Map(answer.head.parts.map((part) => [part.i, part]))
    this.entries = this.entries.map((entry, i) => {
      const part = partByIndex.get(i)
      if (!part) return { ...entry, offset: later(entry.offset, answer.head.g), live: true }
      if (part.status === 409) {
        this.refetches++
        this.rowsByTable.get(entry.table)?.clear()
        return { table: entry.table, offset: '-1', live: false }
      }
      applyChanges(this.rowsByTable.get(entry.table) ?? new Map(), answer.messagesByIndex.get(i) ?? [])
      return { ...entry, handle: part.handle ?? '', offset: part.offset ?? '', live: true }
    })
    return answer
  }
}

const later = (offset: string, g: string) => (BigInt(offset.split('_')[0] ?? '0') > BigInt(g) ? offset : `${g}_inf`)
