import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const FILE = fileURLToPath(new URL('kept-seeds.json', import.meta.url))
const keptSeeds = z.array(z.object({ seed: z.int(), steps: z.int(), found: z.string() }))
export type KeptSeed = z.infer<typeof keptSeeds>[number]

/** Seeds that have failed once: the test runs each of them again. */
export function readKeptSeeds(): KeptSeed[] {
  return keptSeeds.parse(JSON.parse(readFileSync(FILE, 'utf8')))
}

export function keepSeed(kept: KeptSeed): void {
  const others = readKeptSeeds().filter(({ seed, steps }) => seed !== kept.seed || steps !== kept.steps)
  writeFileSync(FILE, `${JSON.stringify([...others, kept], null, 2)}\n`)
}
