import type { StoredRelation } from './records.ts'
import type { Storage } from './storage.ts'

/** The end of the log that is shown and not on the disk yet: keys and texts as they will be stored. */
export class LogTail {
  private readonly changes = new Map<string, string>()
  private readonly commits = new Map<string, string>()
  private readonly relations: StoredRelation[] = []

  get isEmpty(): boolean {
    return this.changes.size + this.commits.size + this.relations.length === 0
  }

  putChange(key: string, text: string): void {
    this.changes.set(key, text)
  }

  putCommit(key: string, text: string): void {
    this.commits.set(key, text)
  }

  putRelation(relation: StoredRelation): void {
    this.relations.push(relation)
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

  /** Within a write of the storage; it is emptied once that has been done. */
  putInto({ changes, commits, relations }: Storage): void {
    for (const relation of this.relations) void relations.put(relation.id, JSON.stringify(relation))
    for (const [key, text] of this.changes) void changes.put(key, text)
    for (const [key, text] of this.commits) void commits.put(key, text)
  }

  clear(): void {
    this.changes.clear()
    this.commits.clear()
    this.relations.length = 0
  }
}
