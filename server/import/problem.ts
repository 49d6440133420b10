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
