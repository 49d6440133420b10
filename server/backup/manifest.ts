import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { JobProblem } from '../jobs/problem.ts'

const manifestSchema = z.strictObject({
  format: z.literal(1),
  /** ISO 8601; everything is as it was at this moment. */
  madeAt: z.string(),
  database: z.string(),
  /** Major versions. */
  server: z.int(),
  pgDump: z.int(),
  /** The last migration; null where there is none. */
  schema: z.string().nullable(),
  bytes: z.int(),
  sha256: z.string(),
  /** Roles that rows of the catalogue name, the owner among them; never their passwords. */
  roles: z.array(z.strictObject({ name: z.string(), inherit: z.boolean() })),
  tables: z.array(z.strictObject({ table: z.string(), rows: z.int(), checksum: z.string() })),
})
export type Manifest = z.infer<typeof manifestSchema>

export const manifestPath = (file: string) => `${file}.manifest.json`

/** Throws `JobProblem` where file or manifest are missing, or do not belong together. */
export async function readManifest(file: string): Promise<Manifest> {
  for (const path of [file, manifestPath(file)]) {
    if (!existsSync(path)) {
      throw new JobProblem(
        `${path} is not there.`,
        'A backup is two files, NAME and NAME.manifest.json: give the path of the first, and keep both together.',
      )
    }
  }
  const parsed = manifestSchema.safeParse(parseJson(readFileSync(manifestPath(file), 'utf8')))
  if (!parsed.success) {
    throw new JobProblem(
      `${manifestPath(file)} is no manifest of a backup.`,
      'Take it from where the backup was copied from.',
    )
  }
  if ((await sha256Of(file)) !== parsed.data.sha256) {
    throw new JobProblem(
      `${file} is damaged, or belongs to another manifest: its checksum is not the one that was noted.`,
      'Copy it again from where it was kept, or take another backup. Nothing was changed.',
    )
  }
  return parsed.data
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
