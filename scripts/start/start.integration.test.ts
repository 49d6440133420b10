import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { coreMessage } from '../../shared/protocol/port.ts'
import { temporaryHome } from '../../tests/support/home.ts'

/** The whole of `npm start`, as a person runs it. */
const folder = temporaryHome('start')
const home = folder.path
let running: Started | undefined

interface Started {
  readonly child: ChildProcess
  readonly output: () => string
  readonly deskUrl: string
}

afterEach(async () => {
  if (running) await end(running, 'SIGINT')
})
afterAll(() => folder.remove())

function launch(args: readonly string[], env: NodeJS.ProcessEnv = {}): { child: ChildProcess; output: () => string } {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'scripts/start.ts', '--data', home, '--browser', '--no-open', ...args],
    {
      env: { ...process.env, DATABASE_URL: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return { child, output: () => text }
}

async function start(deskPort = '0'): Promise<Started> {
  const { child, output } = launch(['--port', '0', '--desk-port', deskPort])
  const deadline = Date.now() + 110_000
  while (!output().includes('Ctrl+C stops')) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`npm start did not come up:\n${output()}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const deskUrl = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(output())?.[0] ?? ''
  running = { child, output, deskUrl }
  return running
}

async function end({ child }: Started, signal: NodeJS.Signals): Promise<number | null> {
  running = undefined
  if (child.exitCode !== null) return child.exitCode
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
  return child.exitCode
}

async function refusalOf(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<string> {
  const { child, output } = launch(args, env)
  await once(child, 'exit')
  expect(child.exitCode).toBe(1)
  return output()
}

/** What the page hears once Teresa Brandão is signed in, and the rows of one question once the first load is done. */
async function askDesk(deskUrl: string, pin: string, query: string): Promise<Record<string, unknown>[]> {
  const { host, origin, hash } = new URL(deskUrl)
  const deadline = Date.now() + 60_000
  for (;;) {
    const socket = new WebSocket(`ws://${host}/core`, { origin })
    try {
      await once(socket, 'open')
      socket.send(JSON.stringify({ type: 'hello', token: hash.slice('#token='.length) }))
      const rows = await new Promise<Record<string, unknown>[]>((resolve) => {
        socket.on('message', (data) => {
          const message = coreMessage.parse(JSON.parse(String(data)))
          if (message.type === 'ready') {
            const person = message.session.people.find(({ name }) => name === 'Teresa Brandão')
            if (!person || !message.session.ready) return resolve([])
            socket.send(JSON.stringify({ type: 'signIn', id: 1, userId: person.userId, pin }))
          }
          if (message.type === 'judgedPin') {
            expect(message.refusal).toBeNull()
            socket.send(JSON.stringify({ type: 'query', id: 2, name: query, args: {} }))
          }
          if (message.type === 'answer') resolve(message.rows)
          if (message.type === 'fault') resolve([])
        })
      })
      if (rows.length > 0) return rows
    } catch (error) {
      if (Date.now() > deadline) throw error
    } finally {
      socket.close()
    }
    if (Date.now() > deadline) throw new Error(`${query} has no rows`)
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
}

it(
  'comes up, survives its terminal, stops cleanly and comes up again with all data',
  { timeout: 240_000 },
  async () => {
    const first = await start()
    for (const fact of ['Hotel Miramar Lisboa', 'Marta Valadas', 'Centre', 'PostgreSQL', home]) {
      expect(first.output()).toContain(fact)
    }
    const pin = /(\d{4}) +Teresa Brandão/.exec(first.output())?.[1] ?? ''
    expect((await askDesk(first.deskUrl, pin, 'desk.summary'))[0]).toMatchObject({ unitsTotal: 48 })

    expect(await refusalOf(['--port', '0', '--desk-port', '0'])).toContain(
      `${home} is in use by process ${first.child.pid}`,
    )

    process.kill(Number(readFileSync(join(home, 'terminal', 'holder.pid'), 'utf8')), 'SIGKILL')
    expect(await askDesk(first.deskUrl, pin, 'desk.inHouse')).not.toHaveLength(0)
    expect(first.output()).toContain('It is started again')

    expect(await end(first, 'SIGINT')).toBe(0)
    expect(first.output()).toMatch(/Front desk 1 stopped[^]*centre stopped[^]*PostgreSQL stopped/)

    const second = await start(new URL(first.deskUrl).port)
    expect(second.deskUrl).toBe(first.deskUrl)
    expect(second.output()).not.toContain('a demo group')
    expect((await askDesk(second.deskUrl, pin, 'desk.summary'))[0]).toMatchObject({ unitsTotal: 48 })
    expect(await end(second, 'SIGTERM')).toBe(0)
  },
)

it('says what to do where DATABASE_URL does not answer', async () => {
  const said = await refusalOf(['--port', '0', '--desk-port', '0'], {
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
  })
  expect(said).toContain('127.0.0.1:1/none does not answer')
  expect(said).not.toMatch(/\n\s+at /)
})
