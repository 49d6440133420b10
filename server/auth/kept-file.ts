import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A secret's file, for its owner only; made where it is missing, whole or not at all: written beside, then renamed. */
export async function readOrMakeFile(file: string, make: () => Promise<string> | string): Promise<string> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  return (await readIfThere(file)) ?? (await makeFile(file, await make()))
}

async function makeFile(file: string, text: string): Promise<string> {
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
