import type pg from 'pg'
import type { Reader } from '../../shared/command/database.ts'
import type { EnrolAnswer, TokenAnswer } from '../../shared/protocol/enrolment.ts'
import { enrolRequest, isSameScope, tokenRequest } from '../../shared/protocol/enrolment.ts'
import { type QuarantineAnswer, quarantineRequest } from '../../shared/protocol/quarantine.ts'
import { Problem } from '../problem.ts'
import { enrolTerminal } from './enrolment.ts'
import type { Identity } from './identity.ts'
import { takeQuarantine } from './quarantine.ts'
import type { SigningKey } from './signing-key.ts'
import { TerminalDirectory, type TerminalRecord } from './terminals.ts'
import { TerminalWatch } from './terminal-watch.ts'
import { claimedTerminal, issueToken, TokenVerifier, UsedAssertions, verifyAssertion } from './tokens.ts'

/** Throws `Problem` where the terminal may not come in as it stands at this moment. It reads at once, in a transaction of the gatekeeper's. */
export type Admit = (db: Reader) => Promise<void>

/** Lets terminals in. Every method throws `Problem` where the answer is no. */
export interface Gate {
  enrol(body: unknown): Promise<EnrolAnswer>
  /** A short-lived token for a device that proves its key. */
  grantToken(body: unknown): Promise<TokenAnswer>
  /** What a terminal that was locked out hands over before it wipes itself. */
  takeQuarantine(body: unknown): Promise<QuarantineAnswer>
  /**
   * Who sends this `authorization` header. 'now' looks at the terminal as it is at this moment, 'recent' as it was at most two seconds ago.
   */
  identify(authorization: string | undefined, freshness: 'now' | 'recent'): Promise<Identity>
  /** Who sends it by the token alone, for whoever looks at the terminal beside other work: nothing is done before `admit` resolved. */
  claim(authorization: string | undefined): Promise<{ readonly identity: Identity; readonly admit: Admit }>
  /** Requests that are held; those of a revoked terminal end within a second. */
  readonly watch: TerminalWatch
}

export function openGate(pool: pg.Pool, key: SigningKey): Gate {
  const terminals = new TerminalDirectory(pool)
  const used = new UsedAssertions()
  const tokens = new TokenVerifier(key)
  const prove = async (assertion: string): Promise<TerminalRecord> => {
    const terminal = await terminals.read(claimedTerminal(assertion))
    if (!terminal) throw unknownTerminal()
    await verifyAssertion(terminal, assertion, used)
    return terminal
  }
  return {
    watch: new TerminalWatch((ids) => terminals.readMany(ids)),

    enrol: (body) => enrolTerminal(pool, enrolRequest.parse(body)),

    async takeQuarantine(body) {
      const request = quarantineRequest.parse(body)
      const { terminal } = await prove(request.assertion)
      return takeQuarantine(pool, terminal, request)
    },

    async grantToken(body) {
      const terminal = await prove(tokenRequest.parse(body).assertion)
      refuseRevoked(terminal)
      return issueToken(key, terminal)
    },

    async identify(authorization, freshness) {
      const identity = await tokens.verify(readBearer(authorization))
      const { terminal } = identity
      admit(identity, await (freshness === 'now' ? terminals.read(terminal) : terminals.readRecent(terminal)))
      return identity
    },

    async claim(authorization) {
      const identity = await tokens.verify(readBearer(authorization))
      return { identity, admit: async (db) => admit(identity, await terminals.read(identity.terminal, db)) }
    },
  }
}

/** Pure. */
function admit(identity: Identity, terminal: TerminalRecord | undefined): void {
  if (!terminal) throw unknownTerminal()
  refuseRevoked(terminal)
  if (isSameScope(identity, terminal)) return
  throw new Problem(401, 'token_outdated', 'What this terminal may see was changed. Ask for a new token at /v1/token.')
}

function readBearer(authorization: string | undefined): string {
  const token = /^Bearer ([\w.-]{1,8000})$/i.exec(authorization ?? '')?.[1]
  if (token === undefined) {
    throw new Problem(
      401,
      'token_missing',
      'This request carries no token. Ask for one at /v1/token and send it as "authorization: Bearer".',
    )
  }
  return token
}

function refuseRevoked(terminal: TerminalRecord): void {
  if (!terminal.revoked) return
  throw new Problem(
    403,
    'terminal_revoked',
    'This terminal was locked out by an administrator. Ask head office for a new enrolment code.',
    { quarantine: terminal.quarantined ? 'closed' : 'open' },
  )
}

function unknownTerminal(): Problem {
  return new Problem(
    401,
    'terminal_unknown',
    'This centre does not know this terminal. Check its address, or enrol the terminal again with a new code.',
  )
}
