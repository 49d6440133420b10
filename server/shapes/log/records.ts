import type { RelationMessage } from '../../replication/pgoutput.ts'
import { lsnKey, lsnOfKey } from '../../replication/lsn.ts'
import { type RowChange, tableName, type Value } from '../../replication/transaction.ts'

/** The column by which changes are laid down, so that one property's terminals read their own only. */
const PARTITION_COLUMN = 'property_id'

/** Changes of one transaction in one partition. */
export interface ChangeRecord {
  readonly lsn: bigint
  readonly xid: number
  readonly columns: readonly string[]
  readonly changes: readonly LoggedChange[]
}

export interface LoggedChange {
  readonly position: number
  readonly old: readonly Value[] | null
  readonly new: readonly Value[] | null
}

/** One per logged transaction, in commit order. */
export interface CommitRecord {
  readonly lsn: bigint
  readonly xid: bigint
  /** The greatest xid of this commit and all before: where it is below a snapshot's xmin, nothing before needs a look. */
  readonly maxXid: bigint
  readonly time: number
  readonly bytes: number
  readonly partitions: readonly string[]
  /** Tables whose changes are not here, since their shapes were rotated instead. */
  readonly rotated: readonly string[]
}

export interface StoredRelation {
  readonly id: number
  readonly table: string
  /** Names and types; where it differs the table was changed. */
  readonly signature: string
  readonly columns: readonly string[]
}

/** A table and one value of its property; '' for tables and rows without one. */
export function partitionKey(table: string, property: string): string {
  return `${table}|${property}`
}

export function partitionsOfChange(table: string, change: RowChange): string[] {
  const index = change.relation.columns.findIndex((column) => column.name === PARTITION_COLUMN)
  const properties = [change.old, change.new].filter((row) => row !== null).map((row) => row[index] ?? '')
  return [...new Set(properties)].map((property) => partitionKey(table, property))
}

export function changeKey(partition: string, lsn: bigint): string {
  return `${partition}|${lsnKey(lsn)}`
}

export function lsnOfChangeKey(key: string): bigint {
  return lsnOfKey(key.slice(-16))
}

/** An unchanged old value is written as 0: most of an old row repeats the new one. */
type PackedValue = Value | 0
type PackedChange = [position: number, fresh: readonly Value[] | null, old: readonly PackedValue[] | null]
type PackedRecord = { r: number; x: number; c: PackedChange[] }

export function packChanges(relationId: number, xid: number, changes: readonly RowChange[]): string {
  const packed: PackedRecord = { r: relationId, x: xid, c: changes.map(packChange) }
  return JSON.stringify(packed)
}

function packChange(change: RowChange): PackedChange {
  const { new: fresh, old, position } = change
  if (!fresh || !old) return [position, fresh, old]
  return [position, fresh, old.map((value, i) => (value === fresh[i] ? 0 : value))]
}

export function unpackChanges(lsn: bigint, text: string, columnsOf: (id: number) => readonly string[]): ChangeRecord {
  const packed = JSON.parse(text) as PackedRecord
  return { lsn, xid: packed.x, columns: columnsOf(packed.r), changes: packed.c.map(unpackChange) }
}

function unpackChange([position, fresh, old]: PackedChange): LoggedChange {
  return { position, new: fresh, old: old && old.map((value, i) => (value === 0 ? (fresh?.[i] ?? null) : value)) }
}

type PackedCommit = { x: string; m: string; t: number; b: number; p: readonly string[]; r: readonly string[] }

export function packCommit(commit: CommitRecord): string {
  const packed: PackedCommit = {
    x: String(commit.xid),
    m: String(commit.maxXid),
    t: commit.time,
    b: commit.bytes,
    p: commit.partitions,
    r: commit.rotated,
  }
  return JSON.stringify(packed)
}

export function unpackCommit(key: string, text: string): CommitRecord {
  const packed = JSON.parse(text) as PackedCommit
  return {
    lsn: lsnOfKey(key),
    xid: BigInt(packed.x),
    maxXid: BigInt(packed.m),
    time: packed.t,
    bytes: packed.b,
    partitions: packed.p,
    rotated: packed.r,
  }
}

export function relationSignature(relation: RelationMessage): string {
  return JSON.stringify(relation.columns.map((column) => [column.name, column.typeOid]))
}

export function describeRelation(id: number, relation: RelationMessage): StoredRelation {
  return {
    id,
    table: tableName(relation),
    signature: relationSignature(relation),
    columns: relation.columns.map((column) => column.name),
  }
}

/** pgoutput sends the lower half of a transaction id; snapshots name the whole. The nearest to a recent one is meant. */
export function widenXid(xid: number, near: bigint): bigint {
  return near + BigInt.asIntN(32, BigInt(xid) - near)
}
