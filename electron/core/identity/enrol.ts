import type { CentreFetch } from '../centre-fetch.ts'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { enrolAnswer, type EnrolAnswer } from '../../../shared/protocol/enrolment.ts'
import { replaceFile } from '../database/files.ts'
import { askCentre } from './centre.ts'
import { publicHalf, readOrMakeDeviceKey } from './device-key.ts'

const fileIn = (dataDir: string) => join(dataDir, 'identity.json')

/** Who this desk is; null before it was enrolled. */
export function readIdentity(dataDir: string): EnrolAnswer | null {
  const path = fileIn(dataDir)
  if (!existsSync(path)) return null
  const parsed = enrolAnswer.safeParse(parseJson(readFileSync(path, 'utf8')))
  if (parsed.success) return parsed.data
  throw new Error(`${path} cannot be read. Put the original file back, or enrol this desk again in a new data folder.`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export interface EnrolOptions {
  readonly dataDir: string
  readonly serverUrl: string
  readonly code: string
  readonly fetch: CentreFetch
  readonly signal: AbortSignal
}

/** Shows the one-time code and our public key; keeps the answer. Asked again with the same key, the centre answers the same. */
export async function enrol(options: EnrolOptions): Promise<EnrolAnswer> {
  const key = readOrMakeDeviceKey(options.dataDir)
  const identity = await askCentre(options.serverUrl, options.fetch, {
    method: 'POST',
    path: '/v1/enrol',
    body: { code: options.code, publicKey: publicHalf(key) },
    answer: enrolAnswer,
    signal: options.signal,
  })
  writeIdentity(options.dataDir, identity)
  return identity
}

export function writeIdentity(dataDir: string, identity: EnrolAnswer): void {
  replaceFile(fileIn(dataDir), `${JSON.stringify(identity, null, 2)}\n`)
}
