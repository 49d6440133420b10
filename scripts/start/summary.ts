import type { House, Person } from './database.ts'

export interface DeskLine {
  readonly name: string
  /** Null where it stands in a window of its own. */
  readonly url: string | null
  readonly actor: Person
  readonly house: House
}

export interface Summary {
  readonly desks: readonly DeskLine[]
  readonly serverUrl: string
  readonly databaseUrl: string
  readonly home: string
  readonly houses: readonly House[]
}

const roleInWords = (role: string) => role.replaceAll('_', ' ')

/** 'postgresql://ana:secret@db/x' -> 'postgresql://ana:***@db/x'. The embedded one is ours alone and is shown whole, to be used. */
export function hidePassword(url: string): string {
  const parsed = new URL(url)
  if (parsed.password) parsed.password = '***'
  return parsed.toString()
}

/** What a person needs to know after a start, in columns. */
export function summaryText(summary: Summary): string {
  const rows: (readonly [string, string])[] = summary.desks.flatMap((desk) => [
    [desk.name, desk.url ?? 'in its window'] as const,
    [
      '',
      `${desk.house.name}, business date ${desk.house.businessDate ?? 'none open'}; acts as ${desk.actor.name} (${roleInWords(desk.actor.role)})`,
    ] as const,
  ])
  rows.push(['Centre', summary.serverUrl], ['PostgreSQL', summary.databaseUrl], ['Folder', summary.home])
  const width = Math.max(...rows.map(([label]) => label.length))
  const table = rows.map(([label, text]) => `  ${label.padEnd(width)}  ${text}`)
  const staffed = summary.houses.filter((house) => house.people.length > 0)
  const people = staffed.map(
    (house) =>
      `  ${house.code}  ${house.people.map((person) => `${person.name} (${roleInWords(person.role)})`).join(', ')}`,
  )
  const logins =
    people.length === 0
      ? []
      : ['', 'People (signing in by name and PIN comes later: a desk acts as the person named above):', ...people]
  return ['', ...table, ...logins, '', 'Ctrl+C stops everything; all data stays.'].join('\n')
}
