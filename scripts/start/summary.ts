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

/** The PINs are those of invented people; of anybody else none is known. */
function loginLines({ people }: House): string[] {
  const width = Math.max(...people.map(({ name }) => name.length))
  return people.map(
    ({ name, role, pin }) => `    ${(pin ?? 'own PIN').padEnd(8)} ${name.padEnd(width)}  ${roleInWords(role)}`,
  )
}

/** What a person needs to know after a start, in columns. */
export function summaryText(summary: Summary): string {
  const rows: (readonly [string, string])[] = summary.desks.flatMap((desk) => [
    [desk.name, desk.url ?? 'in its window'] as const,
    [
      '',
      `${desk.house.name}, business date ${desk.house.businessDate ?? 'none open'}; ${desk.actor.name} answers for it`,
    ] as const,
  ])
  rows.push(['Centre', summary.serverUrl], ['PostgreSQL', summary.databaseUrl], ['Folder', summary.home])
  const width = Math.max(...rows.map(([label]) => label.length))
  const table = rows.map(([label, text]) => `  ${label.padEnd(width)}  ${text}`)
  const staffed = summary.houses.filter((house) => house.people.length > 0)
  const people = staffed.flatMap((house) => ['', `  ${house.name}`, ...loginLines(house)])
  const logins = people.length === 0 ? [] : ['', 'People sign in by name and PIN:', ...people]
  return ['', ...table, ...logins, '', 'Ctrl+C stops everything; all data stays.'].join('\n')
}
