import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A temporary folder that an embedded PostgreSQL can keep its cluster in, whoever it runs as: other accounts may pass through it.
 * A closed one would make root's PostgreSQL go elsewhere, and leave its files there.
 */
export function temporaryHome(name: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `stayos-${name}-`))
  chmodSync(path, 0o755)
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
