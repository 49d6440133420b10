import { createHash } from 'node:crypto'
import { decodeJwt, errors, importJWK, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { asUuid, type Uuid } from '../../shared/kernel/ids.ts'
import { terminalRole, type TokenAnswer } from '../../shared/protocol/enrolment.ts'
import { Problem } from '../problem.ts'
import type { Identity } from './identity.ts'
import type { SigningKey } from './signing-key.ts'
import type { TerminalRecord } from './terminals.ts'

const TOKEN_SECONDS = 15 * 60
const ASSERTION_SECONDS = 5 * 60
/** Clocks of front desks are wrong by minutes; more than this is told to the terminal. */
const TOLERANCE_SECONDS = 5 * 60
const ISSUER = 'stayos'
/** Of assertions; what the centre itself issues has another, so that neither passes for the other. */
const ASSERTION_AUDIENCE = 'stayos'
const TOKEN_AUDIENCE = 'stayos:terminal'

const claims = z.object({
  sub: z.uuid().transform(asUuid),
  role: terminalRole,
  properties: z.array(z.uuid().transform(asUuid)).min(1),
  exp: z.number(),
})

export async function issueToken(key: SigningKey, identity: Identity): Promise<TokenAnswer> {
  const { role, properties } = identity
  const expires = Math.floor(Date.now() / 1000) + TOKEN_SECONDS
  const token = await new SignJWT({ role, properties: [...properties] })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt' })
    .setSubject(identity.terminal)
    .setIssuer(ISSUER)
    .setAudience(TOKEN_AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(key.privateKey)
  return { token, expiresAt: new Date(expires * 1000).toISOString(), role, properties: [...properties] }
}

/** A token is proven once: what was signed by this centre stays so for as long as it lives. */
export class TokenVerifier {
  private readonly provenByToken = new Map<string, { readonly identity: Identity; readonly until: number }>()

  constructor(
    private readonly key: SigningKey,
    private readonly now: () => number = Date.now,
  ) {}

  /** Throws `Problem` (401) unless this server issued the token and it has not expired. */
  async verify(token: string): Promise<Identity> {
    const proven = this.provenByToken.get(token)
    if (proven && this.now() < proven.until) return proven.identity
    const { identity, expires } = await proveToken(this.key, token)
    for (const [other, { until }] of this.provenByToken) if (until <= this.now()) this.provenByToken.delete(other)
    this.provenByToken.set(token, { identity, until: expires * 1000 })
    return identity
  }
}

async function proveToken(key: SigningKey, token: string): Promise<{ identity: Identity; expires: number }> {
  try {
    const { payload } = await jwtVerify(token, key.publicKey, {
      algorithms: ['EdDSA'],
      typ: 'at+jwt',
      issuer: ISSUER,
      audience: TOKEN_AUDIENCE,
    })
    const { sub, role, properties, exp } = claims.parse(payload)
    return { identity: { terminal: sub, role, properties }, expires: exp }
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw new Problem(401, 'token_expired', 'The token of this terminal has expired. Ask for a new one at /v1/token.')
    }
    throw new Problem(401, 'token_invalid', 'The token was not issued by this centre. Ask for a new one at /v1/token.')
  }
}

/** Whom an assertion claims to be from; not yet proven. */
export function claimedTerminal(assertion: string): Uuid {
  try {
    return asUuid(z.uuid().parse(decodeJwt(assertion).sub))
  } catch {
    throw assertionProblem()
  }
}

/** Proves an assertion by the terminal's device key. Throws `Problem`. */
export async function verifyAssertion(
  terminal: TerminalRecord,
  assertion: string,
  used: UsedAssertions,
): Promise<void> {
  const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: terminal.publicKey }, 'EdDSA')
  const payload = await jwtVerify(assertion, key, {
    algorithms: ['EdDSA'],
    audience: ASSERTION_AUDIENCE,
    subject: terminal.terminal,
    requiredClaims: ['iat', 'exp'],
    clockTolerance: TOLERANCE_SECONDS,
  }).then(
    (result) => result.payload,
    (error: unknown) => {
      throw error instanceof errors.JWTExpired ? clockProblem() : assertionProblem()
    },
  )
  checkLife(payload, Date.now() / 1000)
  const id = payload.jti ?? createHash('sha256').update(assertion).digest('hex')
  used.use(`${terminal.terminal}/${id}`, payload.exp ?? 0)
}

function checkLife({ iat = 0, exp = 0 }: JWTPayload, now: number): void {
  if (iat > now + TOLERANCE_SECONDS) throw clockProblem()
  if (exp - iat > ASSERTION_SECONDS) {
    throw new Problem(
      401,
      'assertion_too_long',
      'The proof of this terminal lives longer than five minutes. Update StayOS Desk.',
    )
  }
}

function assertionProblem(): Problem {
  return new Problem(
    401,
    'assertion_invalid',
    'This terminal could not prove who it is: it is not enrolled here, or its key is another one. Enrol it again with a new code.',
  )
}

/** `serverTime` lets a terminal correct itself. */
function clockProblem(): Problem {
  const serverTime = new Date().toISOString()
  return new Problem(
    401,
    'clock_wrong',
    `The clock of this terminal is off by more than five minutes (the centre has ${serverTime}). Set date and time, then try again.`,
    { serverTime },
  )
}

/** Remembers assertions for as long as they could be replayed. */
export class UsedAssertions {
  private readonly untilById = new Map<string, number>()

  constructor(private readonly now: () => number = Date.now) {}

  /** `expires` in seconds since 1970, as in a JWT. Throws `Problem` where it was used before. */
  use(id: string, expires: number): void {
    const now = this.now()
    for (const [other, until] of this.untilById) if (until < now) this.untilById.delete(other)
    if (this.untilById.has(id)) {
      throw new Problem(401, 'assertion_replayed', 'This proof was used before. Make a new one for each token.')
    }
    this.untilById.set(id, (expires + TOLERANCE_SECONDS) * 1000)
  }
}
