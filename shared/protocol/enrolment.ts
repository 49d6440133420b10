import { z } from 'zod'

export const terminalRole = z.enum(['desk', 'housekeeping', 'outlet', 'head_office'])

/** POST /v1/enrol: a one-time code and the public half of the key that this device has just made. */
export const enrolRequest = z.strictObject({
  code: z.string().min(8).max(64),
  /** JWK, Ed25519. */
  publicKey: z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string().min(40).max(50) }),
})
export type EnrolRequest = z.infer<typeof enrolRequest>

export const enrolAnswer = z.strictObject({
  terminal: z.uuid(),
  name: z.string(),
  role: terminalRole,
  /** The properties of the scope; commands are given for the first. */
  properties: z.array(z.uuid()).min(1),
  /** Answers for this terminal: signs what it tells by itself, and what programs do at it without a person. */
  actor: z.uuid(),
  actorName: z.string(),
  /** Two letters or digits that begin every number issued here ('A7'); unique at the property. */
  prefix: z.string().regex(/^[A-Z0-9]{2}$/),
  incarnation: z.int().min(1),
})
export type EnrolAnswer = z.infer<typeof enrolAnswer>

/** What decides which rows a terminal gets. */
export interface TokenScope {
  readonly role: z.infer<typeof terminalRole>
  readonly properties: readonly string[]
}

export function isSameScope(a: TokenScope, b: TokenScope): boolean {
  return a.role === b.role && a.properties.join() === b.properties.join()
}

/**
 * POST /v1/token: a JWT signed by the device key (sub = terminal id, aud 'stayos', iat, exp at most 5 minutes on, jti new each
 * time: a proof is taken once).
 * The answer is a short-lived JWT of the centre, sent as `authorization: Bearer`; it carries terminal, role and properties.
 */
export const tokenRequest = z.strictObject({ assertion: z.string().max(4000) })
export const tokenAnswer = z.object({
  token: z.string(),
  expiresAt: z.iso.datetime(),
  /** What head office has given to this terminal by now; absent where the centre does not tell. */
  role: terminalRole.optional(),
  properties: z.array(z.uuid()).min(1).optional(),
})
export type TokenAnswer = z.infer<typeof tokenAnswer>

/**
 * GET /v1/keyring: what this terminal must know and no database may hold. By the pepper of a property (base64url) it knows a PIN from its hash
 * (shared/node/pin-hash.ts); a desk encrypts what identifies a guest under the identity key. They are kept beside the device key.
 */
export const keyringAnswer = z.object({
  peppers: z.array(z.object({ property: z.uuid(), pepper: z.string().regex(/^[\w-]{43}$/) })),
  /** Desks alone get them; absent where the centre is older. */
  identityKeys: z.array(z.object({ property: z.uuid(), key: z.string().regex(/^[\w-]{43}$/) })).default([]),
})
export type KeyringAnswer = z.infer<typeof keyringAnswer>

/** Every error of the centre: what, where, what to do. `code` is for programs, `message` for people. */
export const errorAnswer = z.object({ code: z.string(), message: z.string(), details: z.unknown().optional() })
export type ErrorAnswer = z.infer<typeof errorAnswer>
