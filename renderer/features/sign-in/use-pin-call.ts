import { useState } from 'react'
import type { Refusal } from '../../../shared/command/command.ts'
import { type Problem, problemOfError, problemOfRefusal } from '../../core-client/problem.ts'

interface PinCall {
  readonly busy: boolean
  readonly problem: Problem | null
  /** Whether it was done. */
  call(work: () => Promise<Refusal | null>): Promise<boolean>
}

/** What the core says to a PIN. */
export function usePinCall(): PinCall {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  return {
    busy,
    problem,
    call: async (work) => {
      setBusy(true)
      setProblem(null)
      try {
        const refusal = await work()
        setProblem(refusal && problemOfRefusal(refusal))
        return refusal === null
      } catch (error) {
        setProblem(problemOfError(error))
        return false
      } finally {
        setBusy(false)
      }
    },
  }
}
