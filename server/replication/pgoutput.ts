/**
 * Messages of the pgoutput plugin, protocol 1, text format (PostgreSQL manual, "Logical Replication Message Formats").
 * Pure: a Buffer in, a message out.
 */

/** `undefined` is a value that TOAST kept where it was and that the message therefore leaves out. */
export type TupleValue = string | null | undefined
export type Tuple = readonly TupleValue[]

export interface RelationColumn {
  readonly name: string
  readonly typeOid: number
}

export interface RelationMessage {
  readonly tag: 'relation'
  readonly id: number
  readonly schema: string
  readonly table: string
  /** 'f' is FULL: old rows arrive whole. */
  readonly replicaIdentity: string
  readonly columns: readonly RelationColumn[]
}

export type PgOutputMessage =
  | { readonly tag: 'begin'; readonly commitLsn: bigint; readonly xid: number }
  | { readonly tag: 'commit'; readonly commitLsn: bigint; readonly endLsn: bigint }
  | RelationMessage
  | { readonly tag: 'insert'; readonly relation: number; readonly new: Tuple }
  | { readonly tag: 'update'; readonly relation: number; readonly old: OldTuple | undefined; readonly new: Tuple }
  | { readonly tag: 'delete'; readonly relation: number; readonly old: OldTuple }
  | { readonly tag: 'truncate'; readonly relations: readonly number[] }
  | { readonly tag: 'message'; readonly transactional: boolean; readonly lsn: bigint; readonly prefix: string }
  | { readonly tag: 'origin' }
  | { readonly tag: 'type' }

export interface OldTuple {
  /** False: key columns only, since the table's replica identity is not FULL. */
  readonly whole: boolean
  readonly values: Tuple
}

export function decodePgOutput(bytes: Buffer): PgOutputMessage {
  const reader = new Reader(bytes)
  const tag = reader.char()
  switch (tag) {
    case 'B':
      return decodeBegin(reader)
    case 'C':
      return decodeCommit(reader)
    case 'R':
      return decodeRelation(reader)
    case 'I':
      return decodeInsert(reader)
    case 'U':
      return decodeUpdate(reader)
    case 'D':
      return { tag: 'delete', relation: reader.u32(), old: decodeOld(reader, reader.char()) }
    case 'T':
      return decodeTruncate(reader)
    case 'M':
      return { tag: 'message', transactional: reader.u8() === 1, lsn: reader.u64(), prefix: reader.text() }
    case 'O':
      return { tag: 'origin' }
    case 'Y':
      return { tag: 'type' }
    default:
      throw new Error(`unknown pgoutput message '${tag}'`)
  }
}

function decodeBegin(reader: Reader): PgOutputMessage {
  const commitLsn = reader.u64()
  reader.u64() // commit time
  return { tag: 'begin', commitLsn, xid: reader.u32() }
}

function decodeCommit(reader: Reader): PgOutputMessage {
  reader.u8() // flags, unused
  return { tag: 'commit', commitLsn: reader.u64(), endLsn: reader.u64() }
}

function decodeRelation(reader: Reader): RelationMessage {
  const id = reader.u32()
  const schema = reader.text() || 'pg_catalog'
  const table = reader.text()
  const replicaIdentity = reader.char()
  const columns: RelationColumn[] = []
  for (let left = reader.u16(); left > 0; left--) {
    reader.u8() // 1: part of the replica identity
    const name = reader.text()
    columns.push({ name, typeOid: reader.u32() })
    reader.u32() // type modifier
  }
  return { tag: 'relation', id, schema, table, replicaIdentity, columns }
}

function decodeInsert(reader: Reader): PgOutputMessage {
  const relation = reader.u32()
  reader.char() // 'N'
  return { tag: 'insert', relation, new: reader.tuple() }
}

function decodeUpdate(reader: Reader): PgOutputMessage {
  const relation = reader.u32()
  const kind = reader.char()
  if (kind === 'N') return { tag: 'update', relation, old: undefined, new: reader.tuple() }
  const old = decodeOld(reader, kind)
  reader.char() // 'N'
  const tuple = reader.tuple()
  return { tag: 'update', relation, old, new: tuple.map((value, i) => (value === undefined ? old.values[i] : value)) }
}

function decodeOld(reader: Reader, kind: string): OldTuple {
  return { whole: kind === 'O', values: reader.tuple() }
}

function decodeTruncate(reader: Reader): PgOutputMessage {
  const count = reader.u32()
  reader.u8() // CASCADE, RESTART IDENTITY: both are spelled out by the list
  return { tag: 'truncate', relations: Array.from({ length: count }, () => reader.u32()) }
}

class Reader {
  private at = 0

  constructor(private readonly bytes: Buffer) {}

  u8(): number {
    return this.bytes.readUInt8(this.at++)
  }

  char(): string {
    return String.fromCharCode(this.u8())
  }

  u16(): number {
    this.at += 2
    return this.bytes.readUInt16BE(this.at - 2)
  }

  u32(): number {
    this.at += 4
    return this.bytes.readUInt32BE(this.at - 4)
  }

  u64(): bigint {
    this.at += 8
    return this.bytes.readBigUInt64BE(this.at - 8)
  }

  text(): string {
    const end = this.bytes.indexOf(0, this.at)
    if (end < 0) throw new Error('a pgoutput text has no end')
    const text = this.bytes.toString('utf8', this.at, end)
    this.at = end + 1
    return text
  }

  tuple(): TupleValue[] {
    return Array.from({ length: this.u16() }, () => this.value())
  }

  private value(): TupleValue {
    const kind = this.char()
    if (kind === 'n') return null
    if (kind === 'u') return undefined
    if (kind !== 't') throw new Error(`unknown pgoutput value '${kind}'`)
    const length = this.u32()
    this.at += length
    if (this.at > this.bytes.length) throw new Error('a pgoutput value is cut')
    return this.bytes.toString('utf8', this.at - length, this.at)
  }
}
