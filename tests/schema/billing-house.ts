import type { SqlValue } from '../../shared/command/database.ts'
import type { Subject } from '../support/both-databases.ts'

export const P = '01900000-0000-7000-8000-0000000000a1'
export const DAY = '2026-11-28'
/** A readable id of one row: the same number, the same id. */
export const id = (n: number) => `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

const FRAME = `
INSERT INTO property_mgmt.properties (id, code, name, type, timezone, currency) VALUES ('${P}', 'MIRA', 'Miramar', 'city_hotel', 'Europe/Lisbon', 'EUR');
INSERT INTO billing.tax_rules (id, property_id, code, rule_version, name, rate_pct, valid) VALUES ('${id(1)}', '${P}', 'VAT', 1, 'VAT', 10, '[2026-01-01,2027-01-01)');
INSERT INTO billing.transaction_codes (id, property_id, code, name, revenue_group, tax_code) VALUES
  ('${id(2)}', '${P}', 'ROOM', 'Room', 'rooms', 'VAT'), ('${id(3)}', '${P}', 'CITY', 'City tax', 'non_revenue', NULL);
INSERT INTO billing.cash_drawers (id, property_id, code, name, currency) VALUES ('${id(4)}', '${P}', 'D1', 'Front desk', 'EUR');
INSERT INTO billing.cashier_shifts (id, property_id, drawer_id, user_id, business_date, currency, opened_at, opening_float)
VALUES ('${id(5)}', '${P}', '${id(4)}', '${id(6)}', '${DAY}', 'EUR', '${DAY} 07:00Z', 100);
INSERT INTO billing.document_series (id, property_id, document_type, terminal_id, fiscal_year, prefix)
VALUES ('${id(7)}', '${P}', 'invoice', '${id(8)}', 2026, 'MIRA26');`

export type Values = Readonly<Record<string, SqlValue | object>>

const BILL_TO = { name: 'Ana Reis' }

/** The accounts of one hotel, row by row, as no command would write them: every test tries what the rules forbid. */
export class BillingHouse {
  #next = 1000

  private constructor(private readonly subject: Subject) {}

  static async open(subject: Subject): Promise<BillingHouse> {
    await subject.script(FRAME)
    return new BillingHouse(subject)
  }

  /** Returns the new row's id. */
  async insert(table: string, values: Values): Promise<string> {
    const row: Values = { id: id(this.#next++), property_id: P, ...values }
    const names = Object.keys(row)
    await this.subject.db.execute(
      `INSERT INTO billing.${table} (${names.join(', ')}) SELECT ${names.join(', ')}
       FROM jsonb_populate_record(NULL::billing.${table}, $1::jsonb)`,
      [JSON.stringify(row)],
    )
    return String(row['id'])
  }

  set(table: string, row: string, change: string): Promise<number> {
    return this.subject.db.execute(`UPDATE billing.${table} SET ${change} WHERE id = $1`, [row])
  }

  remove(table: string, row: string): Promise<number> {
    return this.subject.db.execute(`DELETE FROM billing.${table} WHERE id = $1`, [row])
  }

  folio(values: Values = {}): Promise<string> {
    return this.insert('folios', { holder: 'Ana Reis', currency: 'EUR', folio_no: `F${this.#next}`, ...values })
  }

  /** 220.00 with 10 % tax in it unless other amounts are given. */
  line(folio: string, values: Values = {}): Promise<string> {
    return this.insert('folio_line_items', {
      ...{ folio_id: folio, business_date: DAY, transaction_code_id: id(2), description: 'Room', unit_price: '220.00' },
      ...{ net: '200.00', tax: '20.00', gross: '220.00', currency: 'EUR', tax_rule_id: id(1), tax_rule_version: 1 },
      ...values,
    })
  }

  cash(folio: string, amount: string, values: Values = {}): Promise<string> {
    return this.insert('payments', {
      ...{ folio_id: folio, method: 'cash', status: 'captured', business_date: DAY, amount, currency: 'EUR' },
      ...{ cashier_shift_id: id(5), ...values },
    })
  }

  refund(payment: string, amount: string, values: Values = {}): Promise<string> {
    return this.insert('refunds', {
      ...{ payment_id: payment, amount, currency: 'EUR', reason: 'left early', business_date: DAY, ...values },
    })
  }

  invoice(folio: string, number: number, prevHash: string | null, hash: string, values: Values = {}): Promise<string> {
    return this.insert('invoices', {
      ...{ folio_id: folio, status: 'issued', series_id: id(7), series: 'MIRA26', number },
      ...{ issued_at: `${DAY}T12:00Z`, business_date: DAY, currency: 'EUR', net_total: '200.00', tax_total: '20.00' },
      ...{ gross_total: '220.00', prev_hash: prevHash, hash, bill_to: BILL_TO, ...values },
    })
  }

  async balance(folio: string): Promise<{ balance: string; queued: string } | undefined> {
    const rows = await this.subject.db.query<{ balance: string; queued: string }>(
      'SELECT round(balance, 2) AS balance, round(queued, 2) AS queued FROM billing.v_folio_balances WHERE folio_id = $1',
      [folio],
    )
    return rows[0]
  }
}
