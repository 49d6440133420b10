import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { EnrolAnswer } from '../../shared/protocol/enrolment.ts'

export interface Device {
  readonly publicKey: { kty: 'OKP'; crv: 'Ed25519'; x: string }
  assertion(terminal: string, changes?: AssertionChanges): Promise<string>
}

export interface AssertionChanges {
  readonly jti?: string
  readonly aud?: string
  /** Seconds from now. */
  readonly iat?: number
  readonly exp?: number
}

/** A device's key, and what it signs; `changes` make it sign what it should not. */
export async function makeDevice(): Promise<Device> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const { x = '' } = await exportJWK(pair.publicKey)
  return {
    publicKey: { kty: 'OKP', crv: 'Ed25519', x },
    assertion(terminal, { jti = randomUUID(), aud = 'stayos', iat = 0, exp = iat + 60 } = {}) {
      const now = Math.floor(Date.now() / 1000)
      return new SignJWT({})
        .setProtectedHeader({ alg: 'EdDSA' })
        .setSubject(terminal)
        .setAudience(aud)
        .setJti(jti)
        .setIssuedAt(now + iat)
        .setExpirationTime(now + exp)
        .sign(pair.privateKey)
    },
  }
}

export interface JsonAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown>
}

/** POST where there is a body, else GET. */
export async function request(url: string, body?: unknown, token?: string): Promise<JsonAnswer> {
  const response = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  }
}

export async function enrolDevice(
  url: string,
  code: string,
): Promise<{ device: Device; terminal: EnrolAnswer; token: string }> {
  const device = await makeDevice()
  const { body } = await request(`${url}/v1/enrol`, { code, publicKey: device.publicKey })
  const terminal = body as EnrolAnswer
  return { device, terminal, token: await obtainToken(url, device, terminal.terminal) }
}

export async function obtainToken(url: string, device: Device, terminal: string): Promise<string> {
  const { body } = await request(`${url}/v1/token`, { assertion: await device.assertion(terminal) })
  return String(body['token'])
}
