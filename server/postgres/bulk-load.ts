import type pg from 'pg'

/** What belongs to the group, not to one of its properties. */
const NIL = '00000000-0000-0000-0000-000000000000'

/**
 * Rows that come in by the hundred thousand: instead of an image and an event for each, the audit log gets one line per table, property and
 * load (docs/decisions/0004). For the transaction of the caller, under the owner; the role that serves requests cannot ask for it.
 */
export class BulkLoad {
  readonly #countByProperty = new Map<string, number>()

  constructor(
    private readonly client: pg.ClientBase,
    private readonly table: string,
  ) {}

  async begin(): Promise<void> {
    await this.client.query(`SELECT set_config('app.bulk_load', 'on', true)`)
  }

  count(row: Readonly<Record<string, unknown>>): void {
    const owner = this.table === 'property_mgmt.properties' ? row['id'] : row['property_id']
    const property = typeof owner === 'string' ? owner : NIL
    this.#countByProperty.set(property, (this.#countByProperty.get(property) ?? 0) + 1)
  }

  /** Leaves the line, and lets what follows be audited as ever. */
  async end(): Promise<void> {
    for (const [property, rows] of this.#countByProperty)
      await this.client.query(`SELECT compliance.note_bulk_load($1, $2, $3, current_setting('application_name'))`, [
        this.table,
        property,
        rows,
      ])
    await this.client.query(`SELECT set_config('app.bulk_load', '', true)`)
  }
}
