import { createHash } from 'node:crypto'
import {
  documentText,
  type FiscalDocument,
  type LineOfDocument,
  type TaxOfDocument,
} from '../../../shared/domains/billing/document-hash.ts'
import { fromMinor } from '../../../shared/kernel/money.ts'
import type { CopyRow } from '../../postgres/copy.ts'
import type { House } from '../house.ts'
import { type SeedTable, tableOf } from '../rows.ts'
import { seedId } from '../seed-id.ts'
import { accountIdsOf } from './accounts.ts'
import { type Charge, sumOf } from './charges.ts'
import { type CompanyAccount, companyAccountsOf } from './city-ledger.ts'
import { guestFolioIdOf } from './folio-ids.ts'
import { isCompanyFolioHot, isGuestFolioHot } from './folios.ts'
import { guestAccountsOf, isCarried } from './guest-accounts.ts'

interface PlannedInvoice {
  readonly key: string
  readonly folioId: string
  readonly hot: boolean
  readonly status: 'paid' | 'issued' | 'overdue'
  readonly day: number
  readonly at: string
  readonly dueDay: number | null
  readonly billTo: string
  readonly charges: readonly Charge[]
}

/** One terminal of the house numbers all of them. */
const terminalIdOf = ({ hotel }: House) => seedId('sync.terminals', `${hotel.code} invoices`)
const yearOf = (house: House, day: number) => Number(house.clock.date(day).slice(0, 4))
const prefixOf = ({ hotel }: House, year: number) => `${hotel.code}0${year % 100}`
const seriesIdOf = (house: House, year: number) => seedId('billing.document_series', prefixOf(house, year))

/** Every departed guest who paid anything himself has an invoice of it. */
function* guestInvoices(house: House): Iterable<PlannedInvoice> {
  for (const account of guestAccountsOf(house)) {
    const { booking, closedAt } = account
    const charges = account.charges.filter((charge) => !isCarried(account, charge))
    if (closedAt === null || sumOf(charges) === 0) continue
    const guest = house.guests[booking.guest]
    yield {
      key: booking.key,
      folioId: guestFolioIdOf(booking),
      hot: isGuestFolioHot(account),
      status: 'paid',
      day: booking.stay.to,
      at: closedAt,
      dueDay: null,
      billTo: `${guest?.firstName} ${guest?.lastName}`,
      charges,
    }
  }
}

function statusOf({ payment }: CompanyAccount, dueDay: number): PlannedInvoice['status'] {
  if (payment !== null) return 'paid'
  return dueDay < 0 ? 'overdue' : 'issued'
}

function* companyInvoices(house: House): Iterable<PlannedInvoice> {
  for (const account of companyAccountsOf(house)) {
    const { key, id, billed, company, carried } = account
    if (billed === null) continue
    yield {
      key,
      folioId: id,
      hot: isCompanyFolioHot(account),
      status: statusOf(account, billed.dueDay),
      ...billed,
      billTo: company,
      charges: carried.map(({ charge, inId }) => ({ ...charge, id: inId })),
    }
  }
}

function taxBreakdown(house: House, charges: readonly Charge[]): TaxOfDocument[] {
  const rates = accountIdsOf(house).ratePctByTax
  return [...new Set(charges.map(({ taxCode }) => taxCode))].sort().map((code) => {
    const own = charges.filter((charge) => charge.taxCode === code)
    const sum = (of: 'net' | 'tax') => fromMinor(own.reduce((total, charge) => total + charge[of], 0))
    return { code, rate_pct: rates.get(code) ?? '0', net: sum('net'), tax: sum('tax') }
  })
}

const lineOf =
  ({ clock }: House) =>
  ({ id, day, description, net, tax, gross }: Charge): LineOfDocument => ({
    line_id: id,
    date: clock.date(day),
    description,
    qty: '1',
    net: fromMinor(net),
    tax: fromMinor(tax),
    gross: fromMinor(gross),
  })

function documentOf(house: House, { day, at, billTo, charges }: PlannedInvoice, number: number): FiscalDocument {
  const gross = sumOf(charges)
  const tax = charges.reduce((sum, charge) => sum + charge.tax, 0)
  return {
    series: prefixOf(house, yearOf(house, day)),
    number,
    type: 'invoice',
    issuedAt: at,
    businessDate: house.clock.date(day),
    currency: house.hotel.currency,
    billTo: { name: billTo, address: '' },
    net: fromMinor(gross - tax),
    tax: fromMinor(tax),
    gross: fromMinor(gross),
    taxBreakdown: taxBreakdown(house, charges),
    lines: charges.map(lineOf(house)),
  }
}

/** As documentHash, but by the machine's own code: there are tens of thousands of them. */
const sha256Hex = (text: string) => createHash('sha256').update(text).digest('hex')

/** In the order in which they were issued: each carries the hash of the one before it in its year. */
function* invoiceRows(house: House): Iterable<CopyRow> {
  const invoices = [...guestInvoices(house), ...companyInvoices(house)].sort((a, b) =>
    a.day !== b.day ? a.day - b.day : a.at !== b.at ? (a.at < b.at ? -1 : 1) : a.key < b.key ? -1 : 1,
  )
  let year = 0
  let number = 0
  let previous: string | null = null
  for (const invoice of invoices) {
    if (yearOf(house, invoice.day) !== year) {
      year = yearOf(house, invoice.day)
      number = 0
      previous = null
    }
    const document = documentOf(house, invoice, ++number)
    const hash = sha256Hex(documentText(document, previous))
    yield rowOf(house, invoice, document, previous, hash)
    previous = hash
  }
}

function rowOf(
  house: House,
  invoice: PlannedInvoice,
  document: FiscalDocument,
  previous: string | null,
  hash: string,
): CopyRow {
  const { key, folioId, hot, status, day, dueDay } = invoice
  return {
    id: seedId('billing.invoices', key),
    property_id: house.propertyId,
    hot,
    folio_id: folioId,
    status,
    series_id: seriesIdOf(house, yearOf(house, day)),
    series: document.series,
    number: document.number,
    issued_at: document.issuedAt,
    business_date: document.businessDate,
    due_on: dueDay === null ? null : house.clock.date(dueDay),
    bill_to: JSON.stringify(document.billTo),
    currency: document.currency,
    net_total: document.net,
    tax_total: document.tax,
    gross_total: document.gross,
    tax_breakdown: JSON.stringify(document.taxBreakdown),
    lines: JSON.stringify(document.lines),
    prev_hash: previous,
    hash,
    created_at: document.issuedAt,
    updated_at: document.issuedAt,
  }
}

function* seriesRows(house: House): Iterable<CopyRow> {
  for (let year = yearOf(house, house.firstDay - 3); year <= yearOf(house, 0); year++) {
    yield {
      id: seriesIdOf(house, year),
      property_id: house.propertyId,
      document_type: 'invoice',
      terminal_id: terminalIdOf(house),
      fiscal_year: year,
      prefix: prefixOf(house, year),
      closed_at: null,
    }
  }
}

/** What guests and companies were handed. */
export function invoiceTables(house: House): SeedTable[] {
  return [
    tableOf('billing.document_series', () => seriesRows(house)),
    tableOf('billing.invoices', () => invoiceRows(house)),
  ]
}
