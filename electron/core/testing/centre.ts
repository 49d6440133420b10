import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPublicKey } from 'node:crypto'
import { jwtVerify } from 'jose'
import { type EnrolAnswer, type EnrolRequest, enrolRequest, tokenRequest } from '../../../shared/protocol/enrolment.ts'
import { type CommandAnswer, type PushAnswer, pushRequest, type QueuedCommand } from '../../../shared/protocol/push.ts'

/** What becomes of the next request for a path: it is handled and answered, handled and its answer lost, or not handled at all. */
export type Mishap = 'lose' | 'fail' | 'cut' | 'hang'

export interface TestCentre {
  readonly url: string
  /** Every command in the order in which it was judged; a command that stands twice was judged twice. */
  readonly judged: QueuedCommand[]
  /** 'POST /v1/commands' and so on, as they came. */
  readonly requests: string[]
  progress: { incarnation: number; lastSeq: number }
  /** For requests to come to this path, in order; after them all goes well. */
  readonly mishaps: Record<string, Mishap[]>
  /** Codes that enrol; each once, but again for the same key. */
  readonly codes: Set<string>
  revoked: boolean
  /** Tokens that are no longer taken. */
  expireTokens(): void
  stop(): Promise<void>
}

/** A centre of a few lines behind real HTTP, which can lose what a real line loses. */
export async function startTestCentre(identity: EnrolAnswer, port = 0): Promise<TestCentre> {
  const known = new Map<string, { incarnation: number; seq: number }>()
  const hanging = new Set<ServerResponse>()
  let publicKey: EnrolRequest['publicKey'] | undefined
  let tokenNumber = 1

  const centre: TestCentre = {
    url: '',
    judged: [],
    requests: [],
    progress: { incarnation: identity.incarnation, lastSeq: 0 },
    mishaps: {},
    codes: new Set(['CODE-0001']),
    revoked: false,
    expireTokens: () => void tokenNumber++,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }

  function judge(commands: readonly QueuedCommand[]): PushAnswer {
    const answers: CommandAnswer[] = []
    for (const command of commands) {
      const { incarnation, lastSeq } = centre.progress
      const record = known.get(command.id)
      const isNext = command.incarnation === incarnation && command.seq === lastSeq + 1
      const isSame = record?.incarnation === command.incarnation && record.seq === command.seq
      if (!isNext && !isSame) {
        if (command.incarnation === incarnation && command.seq > lastSeq)
          return { kind: 'gap', answers, expected: lastSeq + 1 }
        if (command.incarnation >= incarnation) centre.progress = { incarnation: command.incarnation + 1, lastSeq: 0 }
        return { kind: 'fork', answers, seq: command.seq, incarnation: centre.progress.incarnation }
      }
      if (isNext) centre.progress = { incarnation, lastSeq: command.seq }
      if (!record) centre.judged.push(command)
      known.set(command.id, { incarnation: command.incarnation, seq: command.seq })
      answers.push({ id: command.id, seq: command.seq, outcome: 'applied', refusal: null })
    }
    return { kind: 'judged', answers, lastSeq: centre.progress.lastSeq }
  }

  function lastId(): string | null {
    const { incarnation, lastSeq } = centre.progress
    return [...known].find(([, number]) => number.incarnation === incarnation && number.seq === lastSeq)?.[0] ?? null
  }

  async function token(body: unknown): Promise<Answer> {
    const { assertion } = tokenRequest.parse(body)
    if (centre.revoked || !publicKey)
      return [401, { code: 'revoked', message: 'This desk was revoked. Ask your head office.' }]
    await jwtVerify(assertion, createPublicKey({ key: { ...publicKey }, format: 'jwk' }), {
      audience: 'stayos',
      subject: identity.terminal,
    })
    return [200, { token: `token-${tokenNumber}`, expiresAt: new Date(Date.now() + 600_000).toISOString() }]
  }

  function enrolDevice(body: unknown): Answer {
    const request = enrolRequest.parse(body)
    const again = JSON.stringify(publicKey) === JSON.stringify(request.publicKey)
    if (!again && !centre.codes.delete(request.code)) {
      return [
        403,
        { code: 'code_used', message: 'This code has been used or has expired. Ask your head office for a new one.' },
      ]
    }
    publicKey = request.publicKey
    return [200, identity]
  }

  async function handle(path: string, body: unknown, bearer: string | undefined): Promise<Answer> {
    if (path === 'POST /v1/enrol') return enrolDevice(body)
    if (path === 'POST /v1/token') return token(body)
    if (bearer !== `Bearer token-${tokenNumber}`) return [401, { code: 'token', message: 'The token has expired.' }]
    if (path === 'GET /v1/commands/progress') return [200, { ...centre.progress, lastId: lastId() }]
    if (path !== 'POST /v1/commands') return [503, { code: 'starting', message: 'The centre has no rows yet.' }]
    const answer = judge(pushRequest.parse(body).commands)
    return [answer.kind === 'judged' ? 200 : 409, answer]
  }

  const server = createServer((request, response) => {
    void serve(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    )
  })

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = `${request.method} ${request.url}`
    centre.requests.push(path)
    const text = await readText(request)
    const mishap = centre.mishaps[path]?.shift()
    if (mishap === 'cut') return void response.destroy()
    if (mishap === 'hang') return void hanging.add(response)
    if (mishap === 'fail') return answer(response, [500, { code: 'fault', message: 'The centre met a fault.' }])
    const result = await handle(path, text && JSON.parse(text), request.headers.authorization)
    if (mishap === 'lose') return void response.destroy()
    answer(response, result)
  }

  const bound = await new Promise<number>((resolve) =>
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  )
  return Object.assign(centre, { url: `http://127.0.0.1:${bound}` })
}

type Answer = [status: number, body: unknown]

function answer(response: ServerResponse, [status, body]: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}
