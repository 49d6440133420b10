import type pg from 'pg'
import { z } from 'zod'
import type { Reader } from '../../shared/command/database.ts'
import type { Uuid } from '../../shared/kernel/ids.ts'
import { asUuid } from '../../shared/kernel/ids.ts'
import { terminalRole } from '../../shared/protocol/enrolment.ts'
import { readInTransaction } from '../postgres/transaction.ts'
import type { Identity } from './identity.ts'

/** A terminal as the centre knows it now, whatever its token says. */
export interface TerminalRecord extends Identity {
  readonly publicKey: string
  readonly revoked: boolean
  /** It has handed over what it had (`quarantine.ts`). */
  readonly quarantined: boolean
}

const terminalRow = z.object({
  terminal: z.uuid().transform(asUuid),
  role: terminalRole,
  properties: z.array(z.uuid().transform(asUuid)),
  publicKey: z.string(),
  revoked: z.boolean(),
  quarantined: z.boolean(),
})

const KEEP_MS = 2000

const READ = `
SELECT id AS terminal, role, property_ids AS properties, public_key AS "publicKey", revoked_at IS NOT NULL AS revoked,
  quarantined_at IS NOT NULL AS quarantined
FROM sync.terminals WHERE id = ANY ($1::uuid[])`

/** Reads terminals, and for requests that come often remembers them for two seconds: no revoked one is served for longer. */
export class TerminalDirectory {
  private readonly rememberedById = new Map<Uuid, { record: TerminalRecord | undefined; until: number }>()

  constructor(
    private readonly pool: pg.Pool,
    private readonly now: () => number = Date.now,
  ) {}

  /** As it stands in the database at this moment; read in a transaction of the gatekeeper's where one is given. */
  async read(id: Uuid, db?: Reader): Promise<TerminalRecord | undefined> {
    const record = (await this.readMany([id], db)).get(id)
    this.remember(id, record)
    return record
  }

  async readMany(ids: readonly Uuid[], db?: Reader): Promise<ReadonlyMap<Uuid, TerminalRecord>> {
    const rows = await (db ? db.query(READ, [ids]) : readInTransaction(this.pool, 'stayos_gatekeeper', READ, [ids]))
    return new Map(rows.map((row) => terminalRow.parse(row)).map((record) => [record.terminal, record]))
  }

  async readRecent(id: Uuid): Promise<TerminalRecord | undefined> {
    const remembered = this.rememberedById.get(id)
    return remembered && remembered.until > this.now() ? remembered.record : this.read(id)
  }

  private remember(id: Uuid, record: TerminalRecord | undefined): void {
    const now = this.now()
    for (const [other, { until }] of this.rememberedById) if (until <= now) this.rememberedById.delete(other)
    this.rememberedById.set(id, { record, until: now + KEEP_MS })
  }
}
