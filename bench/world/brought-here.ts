import { setTimeout as sleep } from 'node:timers/promises'
import type { Terminal } from '../../electron/core/open-terminal.ts'

/** Until the row stands on the desk. `caughtUp` would wait for pending commands too, and ask: that cuts the request which brings the row. */
export async function broughtHere(desk: Terminal, table: string, id = ''): Promise<void> {
  const found = () => desk.readOnlySql(`SELECT FROM ${table} WHERE id = $1`, [id])
  while ((await found()).length === 0) await sleep(5)
}
