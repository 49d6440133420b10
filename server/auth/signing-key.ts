import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type CryptoKey, exportJWK, generateKeyPair, importJWK } from 'jose'
import { z } from 'zod'

export interface SigningKey {
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
}

const FILE = 'signing-key.json'
const keyFile = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() })

/** The Ed25519 key with which this server signs tokens, made the first time. Without it, terminals just ask for new tokens. */
export async function loadSigningKey(dataDir: string): Promise<SigningKey> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, FILE)
  const text = (await readIfThere(file)) ?? (await makeKey(file))
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

/** Whole or not at all: written beside, then renamed. */
async function makeKey(file: string): Promise<string> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const text = JSON.stringify(await exportJWK(pair.privateKey))
  const draft = `${file}.${randomBytes(4).toString('hex')}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(draft, file)
  return text
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
