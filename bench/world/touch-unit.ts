import type { World } from './world.ts'

/** Somebody else changes what every list of units shows of the n-th. */
export async function touchUnit({ central, units }: World, n = 0): Promise<void> {
  const id = units[n % units.length]
  await central.query('UPDATE property_mgmt.inventory_units SET wing = md5(random()::text) WHERE id = $1', [id])
}
