/** Errors whose message says what, where and what to do; the rest are faults of the program and keep their stack. */
const FOR_PEOPLE = new Set([
  'StartRefused',
  'StartProblem',
  'DeskFailed',
  'FolderInUseError',
  'DataFolderError',
  'MigrationProblem',
  'Problem',
])

export function isForPeople(error: unknown): error is Error {
  return error instanceof Error && FOR_PEOPLE.has(error.name)
}
