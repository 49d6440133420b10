/** Messages of the pgoutput plugin, protocol 1, text format: the other direction of server/replication/pgoutput.ts. */

export interface Relation {
  readonly oid: number
  readonly schema: string
  readonly table: string
  readonly replicaIdentity: string
  readonly columns: readonly { readonly name: string; readonly typeOid: number }[]
}

type Tuple = readonly (string | null)[]

/** A row's; with neither an old nor a new one, that the whole table was truncated. */
export interface Change {
  readonly relation: Relation
  readonly old: Tuple | null
  readonly new: Tuple | null
}

export const encodeBegin = (commitLsn: bigint, xid: number) =>
  Buffer.concat([char('B'), u64(commitLsn), CLOCK, u32(xid)])

export const encodeCommit = (commitLsn: bigint, endLsn: bigint) =>
  Buffer.concat([char('C'), u8(0), u64(commitLsn), u64(endLsn), CLOCK])

export function encodeRelation({ oid, schema, table, replicaIdentity, columns }: Relation): Buffer {
  const described = columns.map(({ name, typeOid }) => Buffer.concat([u8(1), text(name), u32(typeOid), NO_MODIFIER]))
  return Buffer.concat([char('R'), u32(oid), text(schema), text(table), char(replicaIdentity), u16(columns.length), ...described]) // prettier-ignore
}

export function encodeChange({ relation, old, new: fresh }: Change): Buffer {
  if (old === null && fresh === null) return Buffer.concat([char('T'), u32(1), u8(0), u32(relation.oid)])
  const parts = [
    char(old === null ? 'I' : fresh === null ? 'D' : 'U'),
    u32(relation.oid),
    ...(old === null ? [] : [char('O'), tuple(old)]),
    ...(fresh === null ? [] : [char('N'), tuple(fresh)]),
  ]
  return Buffer.concat(parts)
}

/** An 'M' as a snapshot's fence leaves it in the log. */
export const encodeMessage = (lsn: bigint) => Buffer.concat([char('M'), u8(1), u64(lsn), text('stayos'), u32(0)])

function tuple(values: Tuple): Buffer {
  const columns = values.map((value) => {
    if (value === null) return char('n')
    const bytes = Buffer.from(value)
    return Buffer.concat([char('t'), u32(bytes.length), bytes])
  })
  return Buffer.concat([u16(values.length), ...columns])
}

export const char = (letter: string) => Buffer.from(letter, 'latin1')
export const text = (value: string) => Buffer.from(`${value}\0`)
export const u8 = (value: number) => Buffer.from([value])

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}

export function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(value)
  return bytes
}

/** Nobody reads the clock of the sender. */
const CLOCK = Buffer.alloc(8)
const NO_MODIFIER = u32(0xffffffff)
