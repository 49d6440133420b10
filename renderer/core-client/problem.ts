import { describeRefusal } from '../../shared/domains/resolution/words.ts'
import { sayProblem } from '../../shared/domains/sync/problem-words.ts'
import type { Refusal } from '../../shared/command/command.ts'
import { t } from '../../shared/language/t.ts'
import { CoreFault, CoreUnreachable } from './client.ts'

/** Why a thing was not done, in a hotel's words. */
export interface Problem {
  readonly what: string
  readonly todo: string
}

export const problemOfRefusal = (refusal: Refusal): Problem => describeRefusal(refusal)

export function problemOfError(error: unknown): Problem {
  if (error instanceof CoreUnreachable && !error.sent) {
    return {
      what: t('Not saved: the desk program on this computer does not answer.'),
      todo: t('Wait until this page is connected again, then try once more. What you typed stays here.'),
    }
  }
  if (error instanceof CoreUnreachable) {
    return {
      what: t('The desk program stopped while it was saving this.'),
      todo: t('Once this page is connected again, look whether the change is there before you enter it a second time.'),
    }
  }
  if (error instanceof CoreFault && error.problem) {
    return { what: t('Not done.'), todo: sayProblem(error.problem) }
  }
  return {
    what: t('Not saved: the desk program met a fault.'),
    todo: t('Try again; if it stays, give this text to support: {message}', {
      message: error instanceof Error ? error.message : String(error),
    }),
  }
}
