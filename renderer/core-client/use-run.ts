import { useCallback, useState } from 'react'
import type { CommandName, Commands } from './commands.ts'
import { useCore } from './hooks.ts'
import type { Problem } from './problem.ts'
import { problemOfError, problemOfRefusal } from './problem.ts'

export interface Run {
  readonly busy: boolean
  /** Why the last command was not done. */
  readonly problem: Problem | null
  /** The command's complete arguments once it is done here; null where it was not. */
  run<N extends CommandName>(name: N, input: Commands[N]): Promise<{ readonly args: unknown } | null>
  dismiss(): void
}

/** One place on a screen from which commands are given, with what stood in the way of the last one. */
export function useRun(): Run {
  const core = useCore()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const run = useCallback(
    async <N extends CommandName>(name: N, input: Commands[N]) => {
      setBusy(true)
      setProblem(null)
      try {
        const outcome = await core.run(name, input)
        if (outcome.kind === 'done') return { args: outcome.args }
        setProblem(problemOfRefusal(outcome.refusal))
      } catch (error) {
        setProblem(problemOfError(error))
      } finally {
        setBusy(false)
      }
      return null
    },
    [core],
  )
  return { busy, problem, run, dismiss: () => setProblem(null) }
}
