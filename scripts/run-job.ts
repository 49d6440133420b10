import { JobProblem } from '../server/jobs/problem.ts'

/** Runs what a person started; where it cannot be done they are told why and what to do, and the process ends with 1. */
export async function runJob(job: () => Promise<void>): Promise<void> {
  try {
    await job()
  } catch (error) {
    if (!(error instanceof JobProblem)) throw error
    console.error(`${error.message}\n${error.whatToDo}`)
    process.exitCode = 1
  }
}
