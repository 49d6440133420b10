import type { IsoDate } from '../../kernel/dates.ts'
import { type Decimal, toMinor } from '../../kernel/money.ts'
import { canBecome } from '../transitions.ts'
import type { OrderItemStatus, OrderStatus } from '../../schema/fb.ts'
import { orderItemStates, orderStates } from './order-status.ts'

/** How many of a line there are, and what became of them. */
export interface LineCount {
  readonly qty: number
  readonly sentQty: number
  readonly voidedQty: number
  readonly status: OrderItemStatus
}

/** Until it is settled, an order takes more lines: a dessert is ordered when the main course is served. */
export function takesLines(status: OrderStatus): boolean {
  return status !== 'settled' && status !== 'closed' && status !== 'cancelled'
}

export interface MenuItemOnSale {
  readonly available: boolean
  readonly withdrawnForDate: IsoDate | null
}

/** What was fired stands whatever the menu says later: this is asked when a line is ordered, and never again. */
export function isOnSale({ available, withdrawnForDate }: MenuItemOnSale, businessDate: IsoDate): boolean {
  return available && withdrawnForDate !== businessDate
}

export interface ModifierGroup {
  readonly id: string
  readonly minChoices: number
  readonly maxChoices: number
  readonly modifierIds: readonly string[]
}

/** The first group whose question is not answered as it wants, or the choice that belongs to none; null where all is well. */
export function findMisfit(
  groups: readonly ModifierGroup[],
  chosen: readonly string[],
): { groupId: string } | { modifierId: string } | null {
  const stray = chosen.find((id) => !groups.some((group) => group.modifierIds.includes(id)))
  if (stray !== undefined) return { modifierId: stray }
  const repeated = chosen.find((id, i) => chosen.indexOf(id) !== i)
  if (repeated !== undefined) return { modifierId: repeated }
  const unanswered = groups.find(({ modifierIds, minChoices, maxChoices }) => {
    const count = chosen.filter((id) => modifierIds.includes(id)).length
    return count < minChoices || count > maxChoices
  })
  return unanswered ? { groupId: unanswered.id } : null
}

/** What the kitchen has not been told of yet. Asked again after a replay or by a second terminal, the answer is 0: nothing fires twice. */
export function piecesToFire({ qty, sentQty, voidedQty, status }: LineCount): number {
  return status === 'voided' ? 0 : Math.max(0, qty - voidedQty - sentQty)
}

export type VoidRefusal = 'order_settled' | 'line_served' | 'more_than_ordered' | 'reason_missing'

/**
 * Takes pieces off a line. What the kitchen never saw goes first and without a word; beyond that a reason is needed. What was served is paid
 * for, or given back after settling. `voided` is what the line then has of voided pieces.
 */
export function voidPieces(
  line: LineCount,
  pieces: number,
  { orderStatus, reason }: { readonly orderStatus: OrderStatus; readonly reason: string },
): { readonly voided: number; readonly status: OrderItemStatus } | { readonly refused: VoidRefusal } {
  if (!takesLines(orderStatus)) return { refused: 'order_settled' }
  if (!canBecome(orderItemStates, line.status, 'voided')) return { refused: 'line_served' }
  const voided = line.voidedQty + pieces
  if (pieces < 1 || voided > line.qty) return { refused: 'more_than_ordered' }
  if (voided > line.qty - line.sentQty && reason.trim() === '') return { refused: 'reason_missing' }
  return { voided, status: voided === line.qty ? 'voided' : line.status }
}

/** Nothing that somebody ate is cancelled. */
export function mayCancel(status: OrderStatus, lines: readonly LineCount[]): boolean {
  return canBecome(orderStates, status, 'cancelled') && lines.every((line) => line.status !== 'served')
}

export type RoomChargeRefusal = 'not_in_house' | 'no_posting' | 'over_credit_limit'

/** Whether a check goes to the account of a stay; null where it does. Amounts are in one currency. */
export function whyNotToRoom({
  stayStatus,
  noPost,
  balance,
  creditLimit,
  total,
  minorUnits = 2,
}: {
  readonly stayStatus: 'in_house' | 'departed' | 'reversed'
  readonly noPost: boolean
  readonly balance: Decimal
  /** null: as much as the guest likes. */
  readonly creditLimit: Decimal | null
  readonly total: Decimal
  readonly minorUnits?: number
}): RoomChargeRefusal | null {
  if (stayStatus !== 'in_house') return 'not_in_house'
  if (noPost) return 'no_posting'
  if (creditLimit === null) return null
  const owed = toMinor(balance, minorUnits) + toMinor(total, minorUnits)
  return owed > toMinor(creditLimit, minorUnits) ? 'over_credit_limit' : null
}
