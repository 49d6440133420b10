import type { PGlite } from '@electric-sql/pglite'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ConflictKey } from '../../../shared/command/command.ts'
import { freshTerminalDatabase } from '../../../tests/support/pglite.ts'
import { planFromOutbox } from './marks.ts'
import { type Pending, planRebase, type Touched } from './plan.ts'

let desk: PGlite
beforeAll(async () => void (desk = await freshTerminalDatabase()))
afterAll(() => desk.close())

const id = (kind: number, n: number) => `00000000-0000-7000-${8000 + kind}-${String(n).padStart(12, '0')}`
const row = (n: number) => `lab.rooms/${id(1, n)}`
const key = (n: number): ConflictKey => `unit:${n}`

const some = (most: number, length: number) => fc.uniqueArray(fc.nat(most), { maxLength: length })
const queue = fc.array(fc.record({ keys: some(60, 2), rows: some(60, 2), refused: fc.boolean() }), {
  minLength: 55,
  maxLength: 80,
})
const batch = fc.record({ rows: some(60, 4), keys: some(60, 2), judged: some(54, 6), applied: fc.boolean() })

test('R14 of a long queue only what a batch can reach is read, and the plan is the one of all', async () => {
  await fc.assert(
    fc.asyncProperty(queue, batch, async (commands, told) => {
      const pending = commands.map((command, n): Pending => ({
        id: id(0, n),
        position: n,
        keys: command.keys.map(key),
        rows: command.rows.map(row),
        predicted: command.refused ? { code: 'fault', facts: {} } : null,
      }))
      const touched: Touched = {
        rows: new Map(told.rows.map((n) => [row(n), 1])),
        keysByRow: new Map(told.rows.map((n, at) => [row(n), told.keys.slice(at, at + 1).map(key)])),
        judged: new Map(told.judged.map((n) => [id(0, n), told.applied])),
      }
      await desk.transaction(async (tx) => {
        for (const { id, position, keys, rows, predicted } of pending) {
          await tx.query(
            `INSERT INTO sync.outbox (id, position, origin, incarnation, seq, body, keys, predicted, queued_at)
             OVERRIDING SYSTEM VALUE VALUES ($1, $2::bigint, $1, 1, $2::bigint + 1, '{}', $3, $4, now())`,
            [id, position, keys, predicted && JSON.stringify(predicted)],
          )
          for (const name of rows) {
            const [table, rowId] = name.split('/')
            await tx.query(`INSERT INTO sync.undo (command_id, table_name, op, row_id) VALUES ($1, $2, 'INSERT', $3)`, [
              ...[id, table, rowId],
            ])
          }
        }
        const plan = await planFromOutbox(tx, pending.length, touched)
        expect(plan.map((mark) => mark.id)).toEqual(planRebase(pending, touched).map((mark) => mark.id))
        await tx.rollback()
      })
    }),
    { numRuns: 40 },
  )
})
