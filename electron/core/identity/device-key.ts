import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import type { EnrolRequest } from '../../../shared/protocol/enrolment.ts'
import { replaceFile } from '../database/files.ts'

/** The key that proves which device asks. Made before the first enrolment, so that a lost answer can be asked for again. */
export function readOrMakeDeviceKey(dataDir: string): KeyObject {
  const path = join(dataDir, 'device.key')
  if (!existsSync(path)) {
    const { privateKey } = generateKeyPairSync('ed25519')
    replaceFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  }
  return createPrivateKey(readFileSync(path))
}

export function publicHalf(key: KeyObject): EnrolRequest['publicKey'] {
  const { x } = createPublicKey(key).export({ format: 'jwk' })
  if (typeof x !== 'string') throw new Error('the device key is no Ed25519 key')
  return { kty: 'OKP', crv: 'Ed25519', x }
}

/** Proof for POST /v1/token, good for two minutes. */
export function signAssertion(key: KeyObject, terminal: string, nowMs: number): Promise<string> {
  const issued = Math.floor(nowMs / 1000)
  return new SignJWT({})
    .setProtectedHeader({ alg: 'EdDSA' })
    .setSubject(terminal)
    .setAudience('stayos')
    .setJti(randomUUID())
    .setIssuedAt(issued)
    .setExpirationTime(issued + 120)
    .sign(key)
}
