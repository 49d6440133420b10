import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Uuid } from '../../shared/kernel/ids.ts'

/** How much of the disk each property uses. What is finished is counted once and then kept in mind: a hotel has tens of thousands of files. */
export class FileRoom {
  private readonly finishedByProperty = new Map<Uuid, Promise<number>>()

  constructor(
    private readonly folder: string,
    private readonly partialFolder: string,
  ) {}

  /** Finished files, and what has arrived of others. */
  async usedBy(property: Uuid): Promise<number> {
    const finished = this.finishedByProperty.get(property) ?? bytesUnder(join(this.folder, property))
    this.finishedByProperty.set(property, finished)
    const partial = await bytesUnder(this.partialFolder, (name) => name.startsWith(property))
    return (await finished) + partial
  }

  noteFinished(property: Uuid, bytes: number): void {
    const finished = this.finishedByProperty.get(property)
    if (finished)
      this.finishedByProperty.set(
        property,
        finished.then((sum) => sum + bytes),
      )
  }
}

async function bytesUnder(folder: string, isWanted = (_name: string) => true): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  let sum = 0
  for (const entry of entries) {
    if (!entry.isFile() || !isWanted(entry.name)) continue
    sum += (await stat(join(entry.parentPath, entry.name)).catch(() => undefined))?.size ?? 0
  }
  return sum
}
