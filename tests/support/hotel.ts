import { asUuid, newId, type Uuid } from '../../shared/kernel/ids.ts'
import type { CentralDatabase } from './postgres.ts'

export interface TestHotel {
  readonly property: Uuid
  /** A person who may sign. */
  readonly actor: Uuid
}

export async function addHotel(central: CentralDatabase, code = 'CITY'): Promise<TestHotel> {
  const [property, actor] = [newId(), newId()]
  await central.query(
    `INSERT INTO shared.users (id, email, display_name, status, role) VALUES ($1, $2, 'Ana Duty', 'active', 'front_desk')`,
    [actor, `${actor}@hotel.invalid`],
  )
  await central.query(
    `INSERT INTO property_mgmt.properties (id, code, name, type, timezone, currency) VALUES ($1, $2, $2, 'city_hotel', 'Europe/Lisbon', 'EUR')`,
    [property, code],
  )
  await giveRole(central, { property, actor })
  await central.query(
    `INSERT INTO property_mgmt.business_days (property_id, business_date) VALUES ($1, '2026-11-23')`,
    [property],
  )
  return { property, actor }
}

/** Whoever signs may do what a person of this role may do there. */
export async function giveRole(central: CentralDatabase, hotel: TestHotel, role = 'front_desk'): Promise<void> {
  await central.query(
    `INSERT INTO shared.user_property_roles (property_id, user_id, role, display_name)
     SELECT $1, id, $3, display_name FROM shared.users WHERE id = $2`,
    [hotel.property, hotel.actor, role],
  )
}

/** A terminal as enrolment leaves it; for tests that need none of its keys. */
export async function addTerminal(
  central: CentralDatabase,
  hotel: TestHotel,
  options: { prefix?: string; properties?: readonly Uuid[] } = {},
): Promise<Uuid> {
  const terminal = newId()
  await central.query(
    `INSERT INTO sync.terminals (id, name, role, property_ids, prefix, actor, public_key) VALUES ($1, 'Front desk', 'desk', $2, $3, $4, '')`,
    [terminal, options.properties ?? [hotel.property], options.prefix ?? 'A2', hotel.actor],
  )
  await central.query(
    `INSERT INTO sync.terminal_progress (id, property_id, name, incarnation, last_seq) VALUES ($1, $2, 'Front desk', 1, 0)`,
    [terminal, hotel.property],
  )
  return asUuid(terminal)
}
