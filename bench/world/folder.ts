import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Another account may have to pass through it: PostgreSQL does not run as root. */
export function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'stayos-bench-'))
  chmodSync(path, 0o755)
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
