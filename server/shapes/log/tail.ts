import type { StoredRelation } from './records.ts'
import type { Storage } from './storage.ts'

/** The end of the log that is shown and not on the disk yet: keys and texts as they will be stored. */
export class LogTail {
  private readonly changes = new Map<string, string>()
  private readonly commits = new Map<string, string>()
  private readonly relations = new Set<StoredRelation>()

  get isEmpty(): boolean {
    return this.changes.size + this.commits.size + this.relations.size === 0
  }

  /** Characters of its changes. */
  get bytes(): number {
    let sum = 0
    for (const text of this.changes.values()) sum += text.length
    return sum
  }

  putChange(key: string, text: string): void {
    this.changes.set(key, text)
  }

  putCommit(key: string, text: string): void {
    this.commits.set(key, text)
  }

  putRelation(relation: StoredRelation): void {
    this.relations.add(relation)
  }

  change(key: string): string | undefined {
    return this.changes.get(key)
  }

  /** Keys in [start, end), ascending. */
  changesIn(start: string, end: string): (readonly [key: string, text: string])[] {
    return [...this.changes].filter(([key]) => key >= start && key < end)
  }

  /** Keys up to `from`, descending. */
  commitsBackwards(from: string): (readonly [key: string, text: string])[] {
    return [...this.commits].filter(([key]) => key <= from).reverse()
  }

  /** Within a write of the storage. Returns how to let go of what was put there, once that write is done. */
  putInto(storage: Storage): () => void {
    const [relations, changes, commits] = [[...this.relations], [...this.changes], [...this.commits]]
    for (const relation of relations) void storage.relations.put(relation.id, JSON.stringify(relation))
    for (const [key, text] of changes) void storage.changes.put(key, text)
    for (const [key, text] of commits) void storage.commits.put(key, text)
    return () => {
      for (const relation of relations) this.relations.delete(relation)
      for (const [key] of changes) this.changes.delete(key)
      for (const [key] of commits) this.commits.delete(key)
    }
  }

  clear(): void {
    this.changes.clear()
    this.commits.clear()
    this.relations.clear()
  }
}
