import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startUpkeep, UPKEEP_PACE } from '../../electron/core/database/maintenance.ts'
import { openDatabase } from '../../electron/core/database/open.ts'
import { temporaryFolder } from '../../electron/core/testing/folders.ts'
import { seedHotel, UNITS } from '../../electron/core/testing/hotel.ts'

const CHANGES = Number(process.env.STAYOS_CHANGES ?? 20_000)
const BURST = 1000
const BATCH = 50
const MB = 1 << 20

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => (folder = temporaryFolder()))
afterEach(() => folder.remove())

function sizeOf(path: string): number {
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce(
      (sum, entry) => sum + (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    )
}

it(
  `D5: ${CHANGES} changes leave disk and memory as large as after the first tenth`,
  { timeout: 24 * 3_600_000 },
  async () => {
    const { pg } = await openDatabase({ dataDir: folder.path })
    await seedHotel(pg)
    const pace = { ...UPKEEP_PACE, everyMs: 20, idleCheckpointBytes: MB / 4, vacuumBytes: MB / 2 }
    const problems: string[] = []
    const upkeep = startUpkeep(pg, () => problems.push('it no longer answers'), pace)
    const sizes: number[] = []
    const memory: number[] = []
    for (let done = 0; done < CHANGES; done += BURST) {
      for (let n = 0; n < BURST; n += BATCH) await changeUnits(BATCH, done + n)
      await quiet()
      sizes.push(sizeOf(folder.path))
      memory.push(process.memoryUsage().rss)
    }
    const tables = await pg.query<{ mb: number; vacuums: number }>(
      `SELECT pg_total_relation_size('property_mgmt.inventory_units')::float8 / 1048576 AS mb, vacuum_count::int AS vacuums
     FROM pg_stat_user_tables WHERE relid = 'property_mgmt.inventory_units'::regclass`,
    )
    await upkeep.stop()
    await pg.close()
    const tenth = Math.max(1, Math.floor(sizes.length / 10))
    expect(problems).toEqual([])
    expect(tables.rows[0]?.vacuums).toBeGreaterThan(CHANGES / BURST / 10)
    expect(tables.rows[0]?.mb).toBeLessThan(4)
    // A segment of its log more or less.
    expect(Math.max(...sizes)).toBeLessThan(Math.max(...sizes.slice(0, tenth)) + 48 * MB)
    expect(Math.max(...memory)).toBeLessThan(Math.max(...memory.slice(0, tenth)) + 400 * MB)

    /** As a batch of the centre: one transaction under the replica role. */
    async function changeUnits(count: number, from: number): Promise<void> {
      await pg.transaction(async (tx) => {
        await tx.exec('SET LOCAL session_replication_role = replica')
        for (let n = 0; n < count; n++) {
          await tx.query('UPDATE property_mgmt.inventory_units SET floor = $2, version = version + 1 WHERE id = $1', [
            UNITS[n % UNITS.length],
            String((from + n) % 10),
          ])
        }
      })
    }

    /** Until the upkeep has found a quiet moment, as it does at every hotel. */
    async function quiet(): Promise<void> {
      const redo = async () =>
        (await pg.query<{ at: string }>('SELECT redo_lsn AS at FROM pg_control_checkpoint()')).rows[0]?.at
      for (const before = await redo(), end = Date.now() + 60_000; (await redo()) === before && Date.now() < end;)
        await sleep(20)
    }
  },
)
