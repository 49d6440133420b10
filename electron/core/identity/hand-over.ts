import type { CentreFetch } from '../centre-fetch.ts'
import type { KeyObject } from 'node:crypto'
import { quarantineAnswer } from '../../../shared/protocol/quarantine.ts'
import type { QueuedCommand } from '../../../shared/protocol/push.ts'
import { backOffMs, LINE_BACK_OFF, sleep } from '../shapes/back-off.ts'
import { askCentre, CentreError } from './centre.ts'
import { signAssertion } from './device-key.ts'
import type { ServerClock } from './server-clock.ts'

export interface HandOverOptions {
  readonly serverUrl: string
  readonly terminal: string
  readonly key: KeyObject
  readonly clock: ServerClock
  readonly fetch: CentreFetch
  /** All that is queued here, in order. */
  readonly readQueued: () => Promise<readonly QueuedCommand[]>
}

const BATCH = 100

/** The centre has locked this terminal out, for good. */
export const isLockedOut = (error: unknown) => error instanceof CentreError && error.told?.code === 'terminal_revoked'

/**
 * Gives the centre what this terminal has not sent, to be kept for a person. Resolves with true once the centre has all of it and says to wipe this folder;
 * with false where it says no for another reason, or `signal` stops it. Lines that break are waited for.
 */
export async function handOver(options: HandOverOptions, signal: AbortSignal): Promise<boolean> {
  for (let failures = 1; !signal.aborted; failures++) {
    try {
      return await sendAll(options, signal)
    } catch (error) {
      if (!(error instanceof CentreError)) throw error
      if (error.kind !== 'line' && error.kind !== 'busy') return false
      await sleep(backOffMs(LINE_BACK_OFF, failures), signal)
    }
  }
  return false
}

async function sendAll(options: HandOverOptions, signal: AbortSignal): Promise<boolean> {
  const queued = await options.readQueued()
  for (let at = 0; ; at += BATCH) {
    const last = at + BATCH >= queued.length
    const { wipe } = await sendBatch(options, queued.slice(at, at + BATCH), last, signal)
    if (wipe || last) return wipe
  }
}

async function sendBatch(
  { serverUrl, terminal, key, clock, fetch }: HandOverOptions,
  commands: readonly QueuedCommand[],
  last: boolean,
  signal: AbortSignal,
) {
  return askCentre(serverUrl, fetch, {
    method: 'POST',
    path: '/v1/quarantine',
    body: { assertion: await signAssertion(key, terminal, clock.now()), commands, last },
    answer: quarantineAnswer,
    signal,
  })
}
