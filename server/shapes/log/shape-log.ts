import { randomBytes } from 'node:crypto'
import type { FoundSource, KnownSource, Source } from '../../replication/epoch.ts'
import { lsnKey, lsnOfKey } from '../../replication/lsn.ts'
import type { RelationMessage } from '../../replication/pgoutput.ts'
import type { StreamSink } from '../../replication/stream.ts'
import { type RowChange, tableName, type Transaction } from '../../replication/transaction.ts'
import {
  changeKey,
  type ChangeRecord,
  type CommitRecord,
  describeRelation,
  lsnOfChangeKey,
  packChanges,
  packCommit,
  partitionKey,
  partitionsOfChange,
  relationSignature,
  type StoredRelation,
  unpackChanges,
  unpackCommit,
  widenXid,
} from './records.ts'
import type { Storage } from './storage.ts'
import { LogTail } from './tail.ts'

export interface LogLimits {
  readonly maxBytes: number
  readonly maxAgeMs: number
}

/** What a write changed; the names are partitions ('table|property') and, where a table was rotated, the table. */
export interface LogEvents {
  onAppend(touched: ReadonlySet<string>): void
  onRotate(tables: readonly string[], reason: string): void
  onEpoch(): void
  /** Whether the columns of the table, as shapes are resolved now, are those of the relation: handles of before then stand no more. */
  isCurrent(relation: RelationMessage): boolean
}

/** All that decides which handles stand and what has been stored; one record, written with every change of it. */
interface LogState {
  epoch: string
  source: Source
  acknowledged: string
  /** Commit LSN of the last stored transaction: what every shape is complete up to. */
  last: string
  /** Changes at or below this are gone. */
  horizon: string
  /** `maxXid` of the last commit that is gone. */
  horizonXid: string
  maxXid: string
  bytes: number
  rotations: Record<string, number>
}

const STATE = 'state'
const PUBLICATION = 'publication'
const NUMBERS = 'numbers'
/** Characters that may be shown and not stored yet. */
const MOST_TAIL = 2 ** 23
/** Handle numbers are reserved in blocks: one write for many, and after a crash the rest of a block is never used. */
const NUMBER_BLOCK = 1_000

export class ShapeLog implements StreamSink {
  private state: LogState | undefined
  /** Shown already, and stored with the next write. */
  private readonly tail = new LogTail()
  private storing: Promise<void> | undefined
  private acknowledgedOnDisk = 0n
  private lastLsn = 0n
  private horizonLsn = 0n
  private nextNumber = 1
  private reserved = 1
  private readonly relationById = new Map<number, StoredRelation>()
  private readonly relationByTable = new Map<string, StoredRelation>()
  /** Last LSN by partition: most of a poll's shapes have nothing new, and need no look into the storage. */
  private readonly lastByPartition = new Map<string, bigint>()
  private readonly partitionsByTable = new Map<string, Set<string>>()

  constructor(
    private readonly storage: Storage,
    private readonly limits: LogLimits,
    private readonly events: LogEvents,
  ) {
    this.load()
  }

  get epoch(): string {
    return this.state?.epoch ?? ''
  }

  /** The global position: every transaction up to it is in every shape. Commit LSNs only. */
  get position(): bigint {
    return this.lastLsn
  }

  get horizon(): bigint {
    return this.horizonLsn
  }

  get horizonXid(): bigint {
    return BigInt(this.state?.horizonXid ?? 0)
  }

  get bytes(): number {
    return this.state?.bytes ?? 0
  }

  /** Never used before, nor again. */
  issueNumber(): number {
    if (this.nextNumber >= this.reserved) {
      const reserved = this.nextNumber + NUMBER_BLOCK
      this.storage.write(() => void this.storage.state.put(NUMBERS, String(reserved)))
      this.reserved = reserved
    }
    return this.nextNumber++
  }

  rotationMark(table: string): number {
    return this.state?.rotations[table] ?? 0
  }

  // Writing: for the stream alone --------------------------------------------------------------

  known(): KnownSource | undefined {
    return this.state && { ...this.state.source, acknowledged: this.acknowledgedOnDisk }
  }

  beginEpoch(source: FoundSource, start: bigint, xmax: bigint, _reason: string): void {
    const { systemId, timeline, databaseOid } = source
    const before = String(start - 1n) // a commit may begin exactly at `start`
    const state: LogState = {
      epoch: randomBytes(5).toString('hex'),
      source: { systemId, timeline, databaseOid },
      acknowledged: String(start),
      last: before,
      horizon: before,
      horizonXid: '0',
      maxXid: String(xmax),
      bytes: 0,
      rotations: {},
    }
    this.storage.write(() => {
      this.storage.clear()
      this.storage.state.put(NUMBERS, String(this.reserved))
      this.storage.state.put(STATE, JSON.stringify(state))
    })
    this.forget()
    this.acknowledgedOnDisk = start
    this.adopt(state)
    this.events.onEpoch()
  }

  setPublication(identityByTable: ReadonlyMap<string, string>): void {
    const text = this.storage.state.get(PUBLICATION)
    const known = new Map(text === undefined ? identityByTable : (JSON.parse(text) as [string, string][]))
    const tables = new Set([...known.keys(), ...identityByTable.keys()])
    const changed = [...tables].filter((table) => known.get(table) !== identityByTable.get(table))
    const rotations = this.rotationsWith(changed)
    this.write((state) => {
      state.rotations = rotations
      void this.storage.state.put(PUBLICATION, JSON.stringify([...identityByTable]))
    })
    if (changed.length > 0) this.events.onRotate(changed, 'published anew')
  }

  /** Outdates every handle of the tables that was given out before. */
  rotate(tables: readonly string[], reason: string): void {
    const rotations = this.rotationsWith(tables)
    this.write((state) => void (state.rotations = rotations))
    this.events.onRotate(tables, reason)
  }

  acknowledge(lsn: bigint): void {
    this.write((state) => void (state.acknowledged = String(lsn)))
  }

  append(transactions: readonly Transaction[]): void {
    const batch = new AppendBatch(this.current(), this.lastLsn)
    for (const transaction of transactions) this.put(batch, transaction)
    const rotated = [...batch.rotated.keys()]
    batch.state.rotations = this.rotationsWith(rotated)
    for (const [key, text] of batch.changes) this.tail.putChange(key, text)
    for (const [key, text] of batch.commits) this.tail.putCommit(key, text)
    this.adopt(batch.state)
    for (const [partition, lsn] of batch.lastByPartition) this.notePartition(partition, lsn)
    if (rotated.length > 0) this.events.onRotate(rotated, [...batch.rotated.values()].join(', '))
    this.events.onAppend(new Set(batch.lastByPartition.keys()))
  }

  store(): Promise<void> {
    return (this.storing ??= this.storeAll().finally(() => (this.storing = undefined)))
  }

  /** Drops what is beyond the limits; called from time to time, since age passes without commits too. */
  compact(now: number): void {
    if (this.state) this.write((state) => this.compactInto(state, now))
  }

  // Reading ------------------------------------------------------------------------------------

  /** Partitions where rows of a shape can be: those of its properties, or all of its table. */
  partitionsOf(table: string, properties: readonly string[] | undefined): string[] {
    if (properties) return properties.map((property) => partitionKey(table, property))
    return [...(this.partitionsByTable.get(table) ?? [])]
  }

  hasChanges(partition: string, after: bigint): boolean {
    return (this.lastByPartition.get(partition) ?? 0n) > after
  }

  *changes(partition: string, after: bigint, upTo: bigint): Generator<ChangeRecord> {
    if (!this.hasChanges(partition, after)) return
    const range = { start: changeKey(partition, after + 1n), end: changeKey(partition, upTo + 1n) }
    // Whoever reads may rest between two of them, while the tail goes into the storage.
    const tail = this.tail.changesIn(range.start, range.end)
    let read = ''
    for (const { key, value } of this.storage.changes.getRange(range)) {
      read = key
      yield this.unpack(lsnOfChangeKey(key), value)
    }
    for (const [key, text] of tail) if (key > read) yield this.unpack(lsnOfChangeKey(key), text)
  }

  change(partition: string, lsn: bigint): ChangeRecord | undefined {
    const key = changeKey(partition, lsn)
    const text = this.tail.change(key) ?? this.storage.changes.get(key)
    return text === undefined ? undefined : this.unpack(lsn, text)
  }

  /** Newest first. */
  *commitsBackwards(from: bigint): Generator<CommitRecord> {
    let read = lsnKey(from + 1n)
    for (const [key, text] of this.tail.commitsBackwards(lsnKey(from))) {
      read = key
      yield unpackCommit(key, text)
    }
    for (const { key, value } of this.storage.commits.getRange({ start: lsnKey(from), reverse: true })) {
      if (key < read) yield unpackCommit(key, value)
    }
  }

  // ---------------------------------------------------------------------------------------------

  private put(batch: AppendBatch, transaction: Transaction): void {
    const { commitLsn: lsn, endLsn, xid } = transaction
    if (endLsn > BigInt(batch.state.acknowledged)) batch.state.acknowledged = String(endLsn)
    if (lsn <= batch.last) return // sent again after a reconnection
    batch.last = lsn
    batch.state.last = String(lsn)
    const rotated = new Map<string, string>(transaction.rotations)
    const wide = widenXid(xid, BigInt(batch.state.maxXid))
    if (wide > BigInt(batch.state.maxXid)) batch.state.maxXid = String(wide)
    const commit = { partitions: [] as string[], bytes: 0 }
    for (const [table, changes] of transaction.changesByTable) {
      const relation = this.register(table, changes, rotated)
      if (!relation) continue
      for (const [partition, part] of groupByPartition(table, changes)) {
        const text = packChanges(relation.id, xid, part)
        batch.changes.set(changeKey(partition, lsn), text)
        commit.partitions.push(partition)
        commit.bytes += text.length
        batch.lastByPartition.set(partition, lsn)
      }
    }
    for (const [table, reason] of rotated) batch.rotated.set(table, reason)
    if (commit.partitions.length === 0 && rotated.size === 0) return
    batch.state.bytes += commit.bytes
    const record = {
      lsn,
      xid: wide,
      maxXid: BigInt(batch.state.maxXid),
      time: Date.now(),
      rotated: [...rotated.keys()],
    }
    batch.commits.set(lsnKey(lsn), packCommit({ ...record, ...commit }))
  }

  /** The stored form of the table's columns; undefined where they changed, which rotates the table. */
  private register(
    table: string,
    changes: readonly RowChange[],
    rotated: Map<string, string>,
  ): StoredRelation | undefined {
    for (const relation of new Set(changes.map((change) => change.relation))) {
      const stored = this.relationByTable.get(table)
      if (stored?.signature === relationSignature(relation)) continue
      this.storeRelation(relation)
      if (stored && !this.events.isCurrent(relation)) rotated.set(table, 'columns changed')
    }
    return rotated.has(table) ? undefined : this.relationByTable.get(table)
  }

  private storeRelation(relation: RelationMessage): void {
    const stored = describeRelation(this.relationById.size + 1, relation)
    this.tail.putRelation(stored)
    this.relationById.set(stored.id, stored)
    this.relationByTable.set(tableName(relation), stored)
  }

  /** Handles that are issued from here on are above the mark. */
  private rotationsWith(tables: readonly string[]): Record<string, number> {
    const { rotations } = this.current()
    if (tables.length === 0) return rotations
    const mark = this.issueNumber()
    return { ...rotations, ...Object.fromEntries(tables.map((table) => [table, mark])) }
  }

  private compactInto(state: LogState, now: number): void {
    for (const commit of this.expired(state.bytes, now)) {
      for (const partition of commit.partitions) this.storage.changes.removeSync(changeKey(partition, commit.lsn))
      this.storage.commits.removeSync(lsnKey(commit.lsn))
      state.bytes -= commit.bytes
      state.horizon = String(commit.lsn)
      state.horizonXid = String(commit.maxXid)
    }
  }

  private expired(bytes: number, now: number): CommitRecord[] {
    const { maxBytes, maxAgeMs } = this.limits
    // Down to nine tenths, so that a full log does not drop a little at every commit.
    let surplus = bytes > maxBytes ? bytes - maxBytes * 0.9 : 0
    const expired: CommitRecord[] = []
    for (const { key, value } of this.storage.commits.getRange()) {
      const commit = unpackCommit(key, value)
      if (surplus <= 0 && commit.time >= now - maxAgeMs) break
      surplus -= commit.bytes
      expired.push(commit)
    }
    return expired
  }

  /** One write after the other, each with what was shown while the last one was under way. */
  private async storeAll(): Promise<void> {
    while (!this.isStored) {
      // A disk that is slower than PostgreSQL holds it back: while this waits for it, the stream is not read.
      const isBehind = this.tail.bytes > MOST_TAIL || this.bytes > this.limits.maxBytes
      if (isBehind) this.write((state) => this.compactInto(state, Date.now()))
      else await this.storeTail()
    }
  }

  private get isStored(): boolean {
    return this.tail.isEmpty && this.acknowledgedOnDisk === BigInt(this.current().acknowledged)
  }

  /** Beside whatever else the server does. The state is read when the write has its turn: none is put over a newer one. */
  private async storeTail(): Promise<void> {
    let written = this.current()
    let letGo: () => void = () => undefined
    await this.storage.writeBehind(() => {
      written = this.current()
      letGo = this.tail.putInto(this.storage)
      void this.storage.state.put(STATE, JSON.stringify(written))
    })
    if (written.epoch !== this.epoch) return
    letGo()
    this.noteAcknowledged(written)
  }

  /** The tail and a change of the state, in one write. One that fails leaves nothing behind, here neither: the tail waits for the next. */
  private write(change: (state: LogState) => void): void {
    const state = { ...this.current() }
    this.storage.write(() => {
      this.tail.putInto(this.storage)
      change(state)
      void this.storage.state.put(STATE, JSON.stringify(state))
    })
    this.tail.clear()
    this.adopt(state)
    this.noteAcknowledged(state)
  }

  private noteAcknowledged({ acknowledged }: LogState): void {
    const lsn = BigInt(acknowledged)
    if (lsn > this.acknowledgedOnDisk) this.acknowledgedOnDisk = lsn
  }

  private adopt(state: LogState): void {
    this.state = state
    this.lastLsn = BigInt(state.last)
    this.horizonLsn = BigInt(state.horizon)
  }

  private current(): LogState {
    if (!this.state) throw new Error('the change log has no epoch yet')
    return this.state
  }

  private unpack(lsn: bigint, text: string): ChangeRecord {
    return unpackChanges(lsn, text, (id) => this.relationById.get(id)?.columns ?? [])
  }

  private load(): void {
    const text = this.storage.state.get(STATE)
    if (text !== undefined) this.adopt(JSON.parse(text) as LogState)
    this.acknowledgedOnDisk = BigInt(this.state?.acknowledged ?? 0)
    this.nextNumber = this.reserved = Number(this.storage.state.get(NUMBERS) ?? 1)
    for (const { value } of this.storage.relations.getRange()) {
      const relation = JSON.parse(value) as StoredRelation
      this.relationById.set(relation.id, relation)
      this.relationByTable.set(relation.table, relation)
    }
    for (const { key, value } of this.storage.commits.getRange()) {
      for (const partition of unpackCommit(key, value).partitions) this.notePartition(partition, lsnOfKey(key))
    }
  }

  private forget(): void {
    this.tail.clear()
    for (const map of [this.relationById, this.relationByTable, this.lastByPartition, this.partitionsByTable])
      map.clear()
  }

  private notePartition(partition: string, lsn: bigint): void {
    this.lastByPartition.set(partition, lsn)
    const table = partition.slice(0, partition.lastIndexOf('|'))
    const partitions = this.partitionsByTable.get(table)
    if (partitions) partitions.add(partition)
    else this.partitionsByTable.set(table, new Set([partition]))
  }
}

/** What one batch of commits brings; taken over when all of it is put together. */
class AppendBatch {
  readonly state: LogState
  readonly lastByPartition = new Map<string, bigint>()
  readonly rotated = new Map<string, string>()
  readonly changes = new Map<string, string>()
  readonly commits = new Map<string, string>()

  constructor(
    state: LogState,
    public last: bigint,
  ) {
    this.state = { ...state }
  }
}

function groupByPartition(table: string, changes: readonly RowChange[]): Map<string, RowChange[]> {
  const changesByPartition = new Map<string, RowChange[]>()
  for (const change of changes) {
    for (const partition of partitionsOfChange(table, change)) {
      const part = changesByPartition.get(partition)
      if (part) part.push(change)
      else changesByPartition.set(partition, [change])
    }
  }
  return changesByPartition
}
