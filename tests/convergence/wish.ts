import type { Random } from '../../server/seed/random.ts'
import { newId } from '../../shared/kernel/ids.ts'
import type { SmallHotel } from '../contract/fixture.ts'
import type { SmallOutlet } from '../contract/small-outlet.ts'
import type { ShiftDesk } from './house.ts'

/** A command as a person at this desk might give it. */
export interface Wish {
  readonly name: string
  readonly input: unknown
}

/** What the choice is made from: what stands on the desk's own screen. */
export interface Choice {
  readonly random: Random
  readonly desk: ShiftDesk
  readonly hotel: SmallHotel
  readonly outlet: SmallOutlet
}

/** Mostly what suits, now and then anything, seldom what is nowhere. */
export async function someId(
  { random, desk }: Choice,
  table: string,
  suitable: string,
  order: string,
  orElse: 'anything' | 'nothing' = 'anything',
): Promise<string> {
  if (random.chance(0.02)) return newId()
  const where = random.chance(0.85) || orElse === 'nothing' ? suitable : 'true'
  const rows = await desk.terminal.readOnlySql(`SELECT id FROM ${table} WHERE ${where} ORDER BY ${order}`, [])
  return rows.length > 0 ? String(random.pick(rows).id) : newId()
}

export const someReservation = (choice: Choice, ...states: string[]) =>
  someId(choice, 'reservation.reservations', `status IN (${states.map((s) => `'${s}'`).join(', ')})`, 'confirmation_no')

/** Few units, so that desks want the same. */
export function someUnit({ random, hotel }: Choice): string {
  if (random.chance(0.01)) return newId()
  const { units } = hotel
  return random.weighted([
    [units['101'], 4],
    [units['102'], 4],
    [units['103'], 2],
    [units['104'], 1],
    [units['201'], 2],
    [units['202'], 1],
    [units['301'], 1],
  ])
}
