import type { OldTuple, PgOutputMessage, RelationMessage, Tuple } from './pgoutput.ts'

export type Value = string | null

/** Reads one column of a row; undefined where the row has no such column. */
export type ReadColumn = (column: string) => Value | undefined

export interface RowChange {
  readonly relation: RelationMessage
  /** Place within the transaction; steps of two, so that a change of key can become a delete and an insert. */
  readonly position: number
  readonly old: readonly Value[] | null
  readonly new: readonly Value[] | null
}

export interface Transaction {
  /** Where its commit record begins: the transaction's place in the one order of all commits. */
  readonly commitLsn: bigint
  /** Where the commit record ends: what is acknowledged, exactly. */
  readonly endLsn: bigint
  /** 32 bits, as PostgreSQL sends it. */
  readonly xid: number
  readonly changesByTable: ReadonlyMap<string, readonly RowChange[]>
  /** Tables whose shapes cannot follow this transaction row by row, with the reason. */
  readonly rotations: ReadonlyMap<string, RotationReason>
}

export type RotationReason = 'truncated' | 'too_large' | 'old_row_missing'

export interface AssemblyRules {
  /** A transaction with more bytes than this on one table rotates the table instead of being logged. */
  readonly tableBytes: number
  /** Whether any shape could hold the row; what no shape can hold is not logged. */
  keep?(table: string, read: ReadColumn): boolean
}

export function tableName(relation: RelationMessage): string {
  return `${relation.schema}.${relation.table}`
}

/** Gathers the messages of one transaction; hands it out at its commit. */
export class TransactionAssembler {
  private readonly relations = new Map<number, RelationMessage>()
  private begun: Draft | undefined

  constructor(private readonly rules: AssemblyRules) {}

  /** Inside a transaction nothing is idle: a keepalive says nothing about what is durable. */
  get isOpen(): boolean {
    return this.begun !== undefined
  }

  push(message: PgOutputMessage, bytes: number): Transaction | undefined {
    switch (message.tag) {
      case 'begin':
        this.begun = new Draft(message.commitLsn, message.xid)
        return undefined
      case 'commit': {
        const draft = this.draft()
        this.begun = undefined
        return draft.finish(message.endLsn)
      }
      case 'relation':
        this.relations.set(message.id, message)
        return undefined
      case 'insert':
        this.add(message.relation, undefined, message.new, bytes)
        return undefined
      case 'update':
        this.add(message.relation, message.old ?? KEY_ONLY, message.new, bytes)
        return undefined
      case 'delete':
        this.add(message.relation, message.old, undefined, bytes)
        return undefined
      case 'truncate':
        for (const id of message.relations) this.draft().rotate(tableName(this.relation(id)), 'truncated')
        return undefined
      case 'message':
      case 'origin':
      case 'type':
        return undefined
    }
  }

  private add(relationId: number, old: OldTuple | undefined, fresh: Tuple | undefined, bytes: number): void {
    const draft = this.draft()
    const relation = this.relation(relationId)
    const table = tableName(relation)
    const position = draft.nextPosition()
    if (draft.isRotated(table)) return
    if ((old && !old.whole) || fresh?.includes(undefined)) {
      draft.rotate(table, 'old_row_missing')
      return
    }
    const change = { relation, position, old: wholeRow(old?.values), new: wholeRow(fresh) }
    if (!this.isKept(table, change)) return
    draft.add(table, change, bytes, this.rules.tableBytes)
  }

  private isKept(table: string, change: RowChange): boolean {
    const { keep } = this.rules
    if (!keep) return true
    return [change.old, change.new].some((row) => row !== null && keep(table, columnReader(change.relation, row)))
  }

  private relation(id: number): RelationMessage {
    const relation = this.relations.get(id)
    if (!relation) throw new Error(`a change of relation ${id}, which was never described`)
    return relation
  }

  private draft(): Draft {
    if (!this.begun) throw new Error('a change outside of a transaction')
    return this.begun
  }
}

const KEY_ONLY: OldTuple = { whole: false, values: [] }

function wholeRow(tuple: Tuple | undefined): readonly Value[] | null {
  return tuple ? tuple.map((value) => value ?? null) : null
}

export function columnReader(relation: RelationMessage, row: readonly Value[]): ReadColumn {
  return (column) => {
    const index = relation.columns.findIndex((each) => each.name === column)
    return index < 0 ? undefined : (row[index] ?? null)
  }
}

class Draft {
  private readonly changesByTable = new Map<string, RowChange[]>()
  private readonly bytesByTable = new Map<string, number>()
  private readonly rotations = new Map<string, RotationReason>()
  private position = -2

  constructor(
    private readonly commitLsn: bigint,
    private readonly xid: number,
  ) {}

  nextPosition(): number {
    return (this.position += 2)
  }

  isRotated(table: string): boolean {
    return this.rotations.has(table)
  }

  rotate(table: string, reason: RotationReason): void {
    this.rotations.set(table, reason)
    this.changesByTable.delete(table)
  }

  add(table: string, change: RowChange, bytes: number, limit: number): void {
    const size = (this.bytesByTable.get(table) ?? 0) + bytes
    this.bytesByTable.set(table, size)
    if (size > limit) {
      this.rotate(table, 'too_large')
      return
    }
    const changes = this.changesByTable.get(table)
    if (changes) changes.push(change)
    else this.changesByTable.set(table, [change])
  }

  finish(endLsn: bigint): Transaction {
    const { commitLsn, xid, changesByTable, rotations } = this
    return { commitLsn, endLsn, xid, changesByTable, rotations }
  }
}
