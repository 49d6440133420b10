/** Why the server does not start: what, where, what to do. Nothing was changed. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem'
}
