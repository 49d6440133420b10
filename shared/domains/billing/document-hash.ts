import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { IsoDate } from '../../kernel/dates.ts'
import type { Decimal } from '../../kernel/money.ts'
import type { DocumentType } from '../../schema/billing.ts'

/** What is printed on an invoice or a credit note, and frozen with it. Amounts as they are printed: '12.50'. */
export interface FiscalDocument {
  readonly series: string
  readonly number: number
  readonly type: DocumentType
  /** An instant in UTC with milliseconds: '2026-11-23T10:05:00.000Z'. */
  readonly issuedAt: string
  readonly businessDate: IsoDate
  readonly currency: string
  readonly billTo: { readonly name: string; readonly address: string }
  readonly net: Decimal
  readonly tax: Decimal
  readonly gross: Decimal
  readonly taxBreakdown: readonly TaxOfDocument[]
  readonly lines: readonly LineOfDocument[]
}

export interface TaxOfDocument {
  readonly code: string
  readonly rate_pct: Decimal
  readonly net: Decimal
  readonly tax: Decimal
}

export interface LineOfDocument {
  readonly line_id: string
  readonly date: IsoDate
  readonly description: string
  readonly qty: Decimal
  readonly net: Decimal
  readonly tax: Decimal
  readonly gross: Decimal
}

/**
 * What is hashed of a document: the hash of the one before it in its series and all that is printed, as one JSON array in this order, so that
 * it does not matter in which order a database keeps the keys of an object.
 */
export function documentText(document: FiscalDocument, previous: string | null): string {
  const { series, number, type, issuedAt, businessDate, currency, billTo, net, tax, gross } = document
  return JSON.stringify([
    previous,
    [series, number, type, issuedAt, businessDate, currency],
    [billTo.name, billTo.address],
    [net, tax, gross],
    document.taxBreakdown.map((each) => [each.code, each.rate_pct, each.net, each.tax]),
    document.lines.map((line) => [line.line_id, line.date, line.description, line.qty, line.net, line.tax, line.gross]),
  ])
}

/** SHA-256 in hex: whoever changes a document must change all that follow it. */
export function documentHash(document: FiscalDocument, previous: string | null): string {
  return bytesToHex(sha256(utf8ToBytes(documentText(document, previous))))
}
