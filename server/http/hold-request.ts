import type { Identity } from '../auth/identity.ts'
import type { TerminalWatch } from '../auth/terminal-watch.ts'
import { Problem } from '../problem.ts'

export interface HeldWork {
  readonly watch: TerminalWatch
  readonly identity: Identity
  readonly request: Request
  /** How many requests one terminal may hold. */
  readonly most: number
  /** Throws why the terminal may not go on. */
  whyEnded(): Promise<unknown>
}

/**
 * Runs what may be held or streamed for long, and ends it when its terminal is revoked. Throws `Problem`: 429 where the terminal holds too
 * many already, and why it was ended where it was ended before it answered. A body that is on its way is cut.
 */
export async function holdRequest(
  { watch, identity, request, most, whyEnded }: HeldWork,
  work: (request: Request) => Promise<Response>,
): Promise<Response> {
  if (watch.countOf(identity.terminal) >= most) {
    throw new Problem(
      429,
      'too_many_held',
      'This terminal holds too many requests open. Close other programs that use its data folder, and it goes on by itself.',
    )
  }
  const { signal, release } = watch.hold(identity)
  const either = AbortSignal.any([request.signal, signal])
  request.signal.addEventListener('abort', release, { once: true })
  try {
    const answer = await work(new Request(request, { signal: either }))
    if (signal.aborted) {
      await answer.body?.cancel()
      await whyEnded()
      throw new Problem(503, 'ended', 'The centre ended this request. The terminal asks again by itself.')
    }
    return releaseAfter(answer, signal, release)
  } catch (error) {
    release()
    throw error
  }
}

/** A body that is streamed is held until its end; one whose length is known is over. */
function releaseAfter(answer: Response, signal: AbortSignal, release: () => void): Response {
  if (answer.headers.has('content-length') || !answer.body) {
    release()
    return answer
  }
  const counted = new TransformStream<Uint8Array, Uint8Array>({ flush: release })
  answer.body.pipeTo(counted.writable, { signal }).catch(release)
  return new Response(counted.readable, answer)
}
