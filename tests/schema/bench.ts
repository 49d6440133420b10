import type { Subject } from '../support/both-databases.ts'

export const P = '01900000-0000-7000-8000-0000000000a1'
export const id = (n: number) => `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

const HOUSE = `
INSERT INTO shared.currencies (code, numeric_code, name, minor_units, symbol) VALUES ('EUR', '978', 'Euro', 2, '€');
INSERT INTO property_mgmt.properties (id, code, name, type, timezone, currency) VALUES ('${P}', 'MIRA', 'Miramar', 'city_hotel', 'Europe/Lisbon', 'EUR');
INSERT INTO property_mgmt.business_days (property_id, business_date) VALUES ('${P}', '2026-11-23');`

/** One database for a whole file: what a test does is taken back, and what the rules refuse does not end it. */
export class Bench {
  constructor(readonly subject: Subject) {}

  static async open(open: () => Promise<Subject>, rows: string): Promise<Bench> {
    const subject = await open()
    await subject.script(HOUSE + rows)
    return new Bench(subject)
  }

  begin(): Promise<void> {
    return this.subject.script('BEGIN')
  }

  takeBack(): Promise<void> {
    return this.subject.script('ROLLBACK')
  }

  run(sql: string): Promise<void> {
    return this.subject.script(sql)
  }

  rows(sql: string): Promise<object[]> {
    return this.subject.db.query(sql)
  }

  /** The SQLSTATE and constraint with which the statement is refused; null where it passes. */
  async refusal(sql: string): Promise<string | null> {
    await this.subject.script('SAVEPOINT attempt')
    const failure: unknown = await this.subject.db.execute(sql).then(
      () => null,
      (error: unknown) => error,
    )
    await this.subject.script('ROLLBACK TO SAVEPOINT attempt')
    if (failure === null) return null
    const { sqlState, constraint } = failure as { sqlState?: string; constraint?: string }
    if (sqlState === undefined) throw failure
    return [sqlState, constraint].filter(Boolean).join(' ')
  }
}
