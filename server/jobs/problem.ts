/** Why a job on the central database cannot be done, in the words of the person who started it. Nothing was written unless `message` says so. */
export class JobProblem extends Error {
  override readonly name = 'JobProblem'

  constructor(
    message: string,
    readonly whatToDo: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
