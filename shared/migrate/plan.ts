import CRC32 from 'crc-32'

/** One file of sql/: 'V1.0.0__create_shared_schema.sql' runs once; 'R__10_publication.sql' again whenever it or the schema changes. */
export interface Migration {
  readonly script: string
  /** Undefined for a repeatable one. */
  readonly version: string | undefined
  readonly description: string
  readonly checksum: number
  readonly sql: string
}

/** A row of flyway_schema_history. */
export interface AppliedMigration {
  readonly version: string | null
  readonly script: string
  readonly checksum: number | null
}

/** The files and the database do not fit together; the message says which file and what to do. Nothing was changed. */
export class MigrationProblem extends Error {
  override readonly name = 'MigrationProblem'
}

/** Flyway's checksum: CRC-32 over the lines without their line ends, as a signed 32-bit number. */
export function checksumOf(sql: string): number {
  const lines = sql.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  return lines.reduce((crc, line) => CRC32.str(line, crc), 0)
}

export function readMigration(script: string, sql: string): Migration {
  const match = /^(?:V(\d+(?:\.\d+)*)|R)__(\w+)\.sql$/.exec(script)
  if (!match) {
    throw new MigrationProblem(`${script} is no migration's name: use V1.2.3__what_it_does.sql or R__what_it_does.sql.`)
  }
  const [, version, description = ''] = match
  return { script, version, description: description.replaceAll('_', ' '), checksum: checksumOf(sql), sql }
}

export function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number)
  const right = b.split('.').map(Number)
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** What is to run now, in order. Throws `MigrationProblem` where an applied file was edited, is missing, or a new one comes too late. */
export function planMigrations(files: readonly Migration[], history: readonly AppliedMigration[]): Migration[] {
  const versioned = sortVersioned(files)
  const appliedByVersion = new Map(
    history.flatMap((row) => (row.version === null ? [] : [[row.version, row] as const])),
  )
  const last = [...appliedByVersion.keys()].sort(compareVersions).at(-1)
  for (const applied of appliedByVersion.values()) {
    if (!versioned.some((file) => file.version === applied.version)) {
      throw new MigrationProblem(
        `The database has ${applied.script}, which this program does not know: it was migrated by a newer program. Start that one.`,
      )
    }
  }
  const pending: Migration[] = []
  for (const file of versioned) {
    const applied = appliedByVersion.get(file.version ?? '')
    if (applied) refuseEdited(file, applied)
    else if (last !== undefined && compareVersions(file.version ?? '', last) < 0) {
      throw new MigrationProblem(`${file.script} comes after ${last} was applied: give it a higher version.`)
    } else pending.push(file)
  }
  return [...pending, ...repeatablesToRun(files, history, pending.length > 0)]
}

function sortVersioned(files: readonly Migration[]): Migration[] {
  const versioned = files
    .filter((file) => file.version !== undefined)
    .sort((a, b) => compareVersions(a.version ?? '', b.version ?? ''))
  versioned.forEach((file, i) => {
    const next = versioned[i + 1]
    if (next && compareVersions(file.version ?? '', next.version ?? '') === 0) {
      throw new MigrationProblem(`${file.script} and ${next.script} have the same version: renumber one of them.`)
    }
  })
  return versioned
}

function refuseEdited(file: Migration, applied: AppliedMigration): void {
  if (applied.checksum === file.checksum) return
  throw new MigrationProblem(
    `${file.script} was changed after it had been applied (checksum ${applied.checksum} in the database, ${file.checksum} in the file). ` +
      'Put the file back as it was and write the change as a new migration.',
  )
}

function repeatablesToRun(
  files: readonly Migration[],
  history: readonly AppliedMigration[],
  schemaChanges: boolean,
): Migration[] {
  const lastChecksum = new Map(
    history.flatMap((row) => (row.version === null ? [[row.script, row.checksum] as const] : [])),
  )
  return files
    .filter((file) => file.version === undefined)
    .filter((file) => schemaChanges || lastChecksum.get(file.script) !== file.checksum)
    .sort((a, b) => (a.script < b.script ? -1 : 1))
}
