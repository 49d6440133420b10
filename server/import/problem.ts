/** Why an import cannot be done, in the words of the person who started it. Nothing of the file was written unless `message` says so. */
export class ImportProblem extends Error {
  constructor(
    message: string,
    readonly whatToDo: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'ImportProblem'
  }
}

/** The person stopped the import; the bookings of `rows` lines are in the database. */
export class ImportStopped extends Error {
  constructor(readonly rows = 0) {
    super('The import was stopped.')
    this.name = 'ImportStopped'
  }
}

/** One row that is no booking, and why. The rest of the file is imported. */
export interface RowProblem {
  readonly line: number
  readonly reason: string
}
