import { format } from 'prettier'
import type { CommandDefinition } from '../../shared/command/command.ts'
import { type CommandAccess, commandAccess } from '../../shared/domains/access/command-access.ts'
import { grantOf, type Permission, ROLES, suffices } from '../../shared/domains/access/permissions.ts'
import { permissionWords, roleWords } from '../../shared/domains/access/words.ts'
import { isRefusalCode, refusalFacts } from '../../shared/domains/refusals.ts'
import { commands } from '../../shared/domains/registry.ts'
import { describeRefusal, nameOfCommand } from '../../shared/domains/resolution/words.ts'
import { conflictKeys } from './conflict-keys.ts'
import { fieldLines } from './fields.ts'
import { readRefusals } from './read-refusals.ts'

export const COMMANDS_FILE = 'docs/commands.md'

const HEAD = `# Every command

Made by \`npm run docs:commands\` from the registry, its schemas, \`command-access.ts\` and the refusals that a handler can reach; a test fails where it is stale.

A command is given at a terminal as its *input*; \`prepare\` makes the *arguments* of it, complete, which are queued, replayed and judged again at the centre. Every command carries its
actor, terminal, property, business date and clock reading. Beside its own refusals each can meet \`not_permitted\`, \`no_role_here\` and \`role_ended\` (who gives it), \`malformed_arguments\` and
\`unknown_command\` (what is sent), \`internal_error\` (a fault), and what a guard of the database says (\`shared/domains/errors.ts\`).

- **Fact**: it tells what has happened. The centre takes it from whoever had the permission when it was given.
- **Keys**: what the centre locks, in sorted order, before it reads; what stands in ‹› is an argument.
- **Reconciled**: where the centre refuses, it makes the best of the world as it is, and says so in the Resolution Centre. Otherwise the refusal stands, with an entry.
`

/** The whole page, as prettier leaves it. */
export async function commandsPage(): Promise<string> {
  const refusalsByCommand = readRefusals('shared/domains')
  const names = [...commands.keys()].sort()
  const parts = names.map((name) => partOf(name, refusalsByCommand.get(name) ?? []))
  const list = names.map((name) => `- [${name}](#${anchorOf(name)}): ${nameOfCommand(name)}`)
  const text = [HEAD, ...list, '', ...parts, refusalsPart()].join('\n')
  return format(text, { parser: 'markdown', printWidth: 120, proseWrap: 'preserve' })
}

const anchorOf = (name: string) => name.toLowerCase().replaceAll('.', '')

function partOf(name: string, refusals: readonly string[]): string {
  const definition = commands.get(name)
  const access = commandAccess[name]
  if (!definition || !access) throw new Error(`${name} is not whole`)
  return [
    `## ${name}\n`,
    `${nameOfCommand(name)}. ${whoMay(access)}${access.fact ? ' **Fact.**' : ''}\n`,
    `Input:\n\n${fieldLines(definition.input).join('\n')}\n`,
    sameArgs(definition) ? 'Arguments: as the input.\n' : `Arguments:\n\n${fieldLines(definition.args).join('\n')}\n`,
    `- **Keys**: ${conflictKeys(definition).join(', ')}`,
    `- **Reconciled**: ${definition.reconcile ? 'yes' : 'no'}`,
    `- **Refused with**: ${refusals.map((code) => `[${code}](#${code})`).join(', ') || 'nothing of its own'}\n`,
  ].join('\n')
}

const sameArgs = ({ input, args }: CommandDefinition) => fieldLines(input).join() === fieldLines(args).join()

/** Of each permission that its arguments can ask for. */
function whoMay(access: CommandAccess): string {
  const samples = [{}, { status: 'inspected' }].map((args) => access.permission(args))
  const asked = [...new Set(samples)].map((permission) => whoHas(permission, access))
  const own = access.byCore ? ' Given by the desk program alone, after it has checked a PIN; no page can.' : ''
  return asked.join(' ') + own
}

function whoHas(permission: Permission | null, { need }: CommandAccess): string {
  if (permission === null) return 'Whoever works in the property.'
  const roles = ROLES.filter((role) => suffices(grantOf(role, permission), need))
  const named = roles.map(
    (role) => roleWords(role) + (grantOf(role, permission) === 'own' ? ' (what is their own)' : ''),
  )
  return `Needs \`${permission}\` (${permissionWords(permission)}): ${named.join(', ')}.`
}

function refusalsPart(): string {
  const rows = Object.entries(refusalFacts).map(([code, facts]) => {
    const { what, todo } = describeRefusal({
      code,
      facts: Object.fromEntries(facts.map((fact) => [fact, `‹${fact}›`])),
    })
    return `### ${code}\n\n${isRefusalCode(code) && facts.length > 0 ? `Facts: ${facts.join(', ')}.\n\n` : ''}> ${what} ${todo}\n`
  })
  return ['## Refusals\n', 'What each says to a person, with its facts in ‹›.\n', ...rows].join('\n')
}
