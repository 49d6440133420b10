import type { Row } from '../../shared/command/database.ts'
import type { Random } from '../../server/seed/random.ts'
import { asIsoDate, type IsoDate } from '../../shared/kernel/dates.ts'
import { newId } from '../../shared/kernel/ids.ts'
import type { SmallHotel } from '../contract/fixture.ts'
import type { SmallOutlet } from '../contract/small-outlet.ts'
import type { ShiftDesk } from './house.ts'

/** A command as a person at this desk might give it. */
export interface Wish {
  readonly name: string
  readonly input: unknown
}

/** How often a command is wished for beside the others, and what its input is made of. */
export type Wishes = Readonly<Record<string, readonly [weight: number, make: (choice: Choice) => Promise<object>]>>

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

/** Of a guest who stands in the list, or whom nobody has heard of. */
export const someGuest = (choice: Choice) => someId(choice, 'guest.profiles', 'true', 'created_at, full_name')

/** One who is here, or one who comes for the first time. */
export async function guestOrNew(choice: Choice): Promise<object> {
  const { random, desk } = choice
  if (random.chance(0.5))
    return {
      kind: 'existing',
      profileId: await someId(choice, 'guest.profiles', 'true', 'created_at, full_name', 'nothing'),
    }
  return { kind: 'new', firstName: 'Guest', lastName: `of ${desk.name} ${random.between(1, 999)}` }
}

/** As this desk's screen has it. */
export async function readOne({ desk }: Choice, sql: string, id: string): Promise<Row | undefined> {
  const [row] = await desk.terminal.readOnlySql(sql, [id])
  return row
}

/** The business date of this desk. */
export const today = ({ desk, hotel }: Choice): IsoDate =>
  asIsoDate(desk.terminal.desk()?.businessDate ?? hotel.businessDate)
