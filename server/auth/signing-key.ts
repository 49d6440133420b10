import { join } from 'node:path'
import { type CryptoKey, exportJWK, generateKeyPair, importJWK } from 'jose'
import { z } from 'zod'
import { readOrMakeFile } from './kept-file.ts'

export interface SigningKey {
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
}

const FILE = 'signing-key.json'
const keyFile = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() })

/** The Ed25519 key with which this server signs tokens, made the first time. Without it, terminals just ask for new tokens. */
export async function loadSigningKey(dataDir: string): Promise<SigningKey> {
  const file = join(dataDir, FILE)
  const text = await readOrMakeFile(file, makeKey)
  try {
    const jwk = keyFile.parse(JSON.parse(text))
    const { kty, crv, x } = jwk
    return { privateKey: await importKey(jwk), publicKey: await importKey({ kty, crv, x }) }
  } catch (error) {
    throw new Error(
      `${file} holds no usable key. Move it away: the server then makes a new one, and terminals notice nothing.`,
      {
        cause: error,
      },
    )
  }
}

async function importKey(jwk: { kty: string; crv: string; x: string; d?: string }): Promise<CryptoKey> {
  const key = await importJWK(jwk, 'EdDSA')
  if (key instanceof Uint8Array) throw new Error('a symmetric key')
  return key
}

async function makeKey(): Promise<string> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  return JSON.stringify(await exportJWK(pair.privateKey))
}
