import type { RowBlock } from './copy-binary.ts'
import type { Value } from '../replication/transaction.ts'

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** One line of COPY text. Its values are what the types' output functions wrote, hence what pgoutput sends. */
export function parseCopyLine(line: string): Value[] {
  return line.split('\t').map(parseCopyValue)
}

function parseCopyValue(text: string): Value {
  if (text === '\\N') return null
  if (!text.includes('\\')) return text
  return text.replace(/\\(.)/gs, (_, char: string) => ESCAPES[char] ?? char)
}

/** Cuts COPY text into blocks of whole lines: the fewest that reach `size` bytes. */
export async function* lineBlocks(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let parts: Buffer[] = []
  let length = 0
  for await (const chunk of source) {
    parts.push(chunk)
    length += chunk.length
    if (length < size) continue
    let rest = Buffer.concat(parts)
    for (let end = rest.indexOf(0x0a, size - 1) + 1; end > 0; end = rest.indexOf(0x0a, size - 1) + 1) {
      yield rest.subarray(0, end)
      rest = rest.subarray(end)
    }
    parts = [rest]
    length = rest.length
  }
  if (length > 0) yield Buffer.concat(parts)
}

/** Those blocks, with the count of their rows. */
export async function* textBlocks(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<RowBlock> {
  for await (const bytes of lineBlocks(source, size)) yield { bytes, rows: countRows(bytes) }
}

/** COPY text escapes newlines in values, so each one ends a row. */
function countRows(block: Buffer): number {
  let rows = 0
  for (let at = block.indexOf(0x0a); at >= 0; at = block.indexOf(0x0a, at + 1)) rows++
  return rows
}

export function parseCopyBlock(block: Buffer): Value[][] {
  const lines = block.toString('utf8').split('\n')
  lines.pop() // what follows the last newline
  return lines.map(parseCopyLine)
}
