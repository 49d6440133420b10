import { openPool } from '../server/postgres/pool.ts'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import {
  findTerminals,
  type ListedTerminal,
  listTerminals,
  readQuarantine,
  revokeTerminal,
} from '../server/auth/manage-terminals.ts'
import { JobProblem } from '../server/jobs/problem.ts'
import { namedDatabase, openCentral } from './central-database.ts'
import { columns } from './report/lines.ts'
import { runJob } from './run-job.ts'

const HELP = `The terminals of the group: which there are, and which are locked out.

  npm run terminals                          lists them
  npm run terminals -- revoke WHICH          locks one out, at once and for good: a stolen or sold device
  npm run terminals -- quarantine WHICH      shows what it still had when it was locked out; nothing of it was carried out

  WHICH        the prefix of its numbers (A7), its name as it stands, or its id
  --database   postgres://...; else DATABASE_URL, else the database that npm start keeps

A terminal that is locked out gets nothing more. What it had not sent yet it may hand over once, into quarantine; then it is told to wipe itself.`

const ACTIONS = ['list', 'revoke', 'quarantine'] as const
type Action = (typeof ACTIONS)[number]

function readArguments() {
  try {
    const options = { database: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    const [action = 'list', ...which] = positionals
    const known = ACTIONS.find((name) => name === action)
    if (!known) throw new Error(`There is no "${action}".`)
    if ((known === 'list') !== (which.length === 0)) {
      throw new Error(
        known === 'list' ? 'Say what to do: revoke or quarantine.' : `Say which terminal: ${known} WHICH.`,
      )
    }
    return { ...values, action: known, which: which.join(' ') }
  } catch (error) {
    throw new JobProblem(error instanceof Error ? error.message : String(error), HELP)
  }
}

async function main(): Promise<void> {
  const given = readArguments()
  if (given.help) return console.log(HELP)
  const central = await openCentral(namedDatabase(given.database), 'terminals')
  const pool = openPool(central.url, { max: 1 })
  try {
    for (const line of await run(pool, given.action, given.which)) console.log(line)
  } finally {
    await pool.end()
    await central.close()
  }
}

async function run(pool: pg.Pool, action: Action, which: string): Promise<string[]> {
  const terminals = await listTerminals(pool)
  const codeById = await readPropertyCodes(pool)
  if (action === 'list') return listLines(terminals, codeById)
  const terminal = theOne(terminals, which)
  return action === 'revoke' ? revoke(pool, terminal) : quarantineLines(pool, terminal, codeById)
}

function theOne(terminals: readonly ListedTerminal[], which: string): ListedTerminal {
  const [found, ...others] = findTerminals(terminals, which)
  if (!found) throw new JobProblem(`There is no terminal ${which}.`, 'npm run terminals lists all.')
  if (others.length === 0) return found
  const prefixes = [found, ...others].map(({ prefix }) => prefix).join(', ')
  throw new JobProblem(
    `${others.length + 1} terminals are called ${which}.`,
    `Give one of their prefixes: ${prefixes}.`,
  )
}

async function readPropertyCodes(pool: pg.Pool): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<{ id: string; code: string }>('SELECT id, code FROM property_mgmt.properties')
  return new Map(rows.map(({ id, code }) => [id, code]))
}

const minute = (time: string | null) => time?.slice(0, 16) ?? 'never'

function listLines(terminals: readonly ListedTerminal[], codeById: ReadonlyMap<string, string>): string[] {
  if (terminals.length === 0) return ['No terminal is enrolled. npm run enrol makes a code for one.']
  return columns([
    ['prefix', 'name', 'role', 'properties', 'enrolled', 'last command', 'state'],
    ...terminals.map((terminal) => [
      ...[terminal.prefix, terminal.name, terminal.role],
      terminal.propertyIds.map((id) => codeById.get(id) ?? id).join(','),
      ...[minute(terminal.enrolledAt), minute(terminal.lastCommandAt), stateOf(terminal)],
    ]),
  ])
}

function stateOf({ revokedAt, quarantinedAt, quarantined }: ListedTerminal): string {
  if (revokedAt === null) return 'works'
  const held = quarantined === 0 ? '' : `, ${quarantined} commands in quarantine`
  if (quarantinedAt === null) return `locked out ${minute(revokedAt)}, not heard of since${held}`
  return `locked out ${minute(revokedAt)}, told to wipe itself ${minute(quarantinedAt)}${held}`
}

async function revoke(pool: pg.Pool, { id, name, prefix }: ListedTerminal): Promise<string[]> {
  const changed = await revokeTerminal(pool, id)
  if (!changed) return [`"${name}" (${prefix}) is locked out already.`]
  return [
    `"${name}" (${prefix}) is locked out. It gets nothing more, and what it was being sent ends within seconds.`,
    `What it had not sent yet it may hand over once: npm run terminals -- quarantine ${prefix}`,
  ]
}

async function quarantineLines(
  pool: pg.Pool,
  { id, name }: ListedTerminal,
  codeById: ReadonlyMap<string, string>,
): Promise<string[]> {
  const commands = await readQuarantine(pool, id)
  if (commands.length === 0) return [`"${name}" has handed over nothing.`]
  return columns([
    ['number', 'command', 'property', 'given', 'id'],
    ...commands.map((command) => [
      ...[String(command.seq), command.name, codeById.get(command.property) ?? command.property],
      ...[minute(command.occurredAt), command.id],
    ]),
  ])
}

await runJob(main)
