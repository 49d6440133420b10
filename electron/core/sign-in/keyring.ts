import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keyringAnswer, type KeyringAnswer } from '../../../shared/protocol/enrolment.ts'
import { replaceFile } from '../database/files.ts'

const fileIn = (dataDir: string) => join(dataDir, 'keyring.json')

/** The pepper of a property's PINs, as the centre gave it last; undefined before that. */
export function readPepper(dataDir: string, property: string): string | undefined {
  return readKeyring(dataDir)?.peppers.find((each) => each.property === property)?.pepper
}

/** What encrypts the documents of a property's guests. */
export function readIdentityKey(dataDir: string, property: string): string | undefined {
  return readKeyring(dataDir)?.identityKeys.find((each) => each.property === property)?.key
}

function readKeyring(dataDir: string): KeyringAnswer | undefined {
  const path = fileIn(dataDir)
  if (!existsSync(path)) return undefined
  const parsed = keyringAnswer.safeParse(parseJson(readFileSync(path, 'utf8')))
  // The centre gives it again.
  return parsed.success ? parsed.data : undefined
}

/** For its owner alone, and never in the database. */
export function writeKeyring(dataDir: string, keyring: KeyringAnswer): void {
  replaceFile(fileIn(dataDir), JSON.stringify(keyring))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
