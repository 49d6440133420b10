import { useCallback, useState } from 'react'
import type { CommandName, Commands } from './commands.ts'
import type { RunOutcome } from '../../shared/protocol/port.ts'
import { useCore } from './hooks.ts'
import type { Problem } from './problem.ts'
import { problemOfError, problemOfRefusal } from './problem.ts'

export interface Run {
  readonly busy: boolean
  /** Why the last command was not done. */
  readonly problem: Problem | null
  /** The command's complete arguments once it is done here; null where it was not. */
  run<N extends CommandName>(name: N, input: Commands[N]): Promise<{ readonly args: unknown } | null>
  /** As `run`, for a command that asks for the PIN again. */
  runWithPin<N extends CommandName>(
    name: N,
    input: Commands[N],
    pin: string,
  ): Promise<{ readonly args: unknown } | null>
  dismiss(): void
}

/** One place on a screen from which commands are given, with what stood in the way of the last one. */
export function useRun(): Run {
  const core = useCore()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const follow = useCallback(async (give: () => Promise<RunOutcome>) => {
    setBusy(true)
    setProblem(null)
    try {
      const outcome = await give()
      if (outcome.kind === 'done') return { args: outcome.args }
      setProblem(problemOfRefusal(outcome.refusal))
    } catch (error) {
      setProblem(problemOfError(error))
    } finally {
      setBusy(false)
    }
    return null
  }, [])
  const run = useCallback(
    <N extends CommandName>(name: N, input: Commands[N]) => follow(() => core.run(name, input)),
    [core, follow],
  )
  const runWithPin = useCallback(
    <N extends CommandName>(name: N, input: Commands[N], pin: string) =>
      follow(() => core.runWithPin(name, input, pin)),
    [core, follow],
  )
  return { busy, problem, run, runWithPin, dismiss: () => setProblem(null) }
}
