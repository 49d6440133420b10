import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asIsoDate } from '../../kernel/dates.ts'
import { fromMinor, sumAmounts, toMinor } from '../../kernel/money.ts'
import {
  findMisfit,
  isOnSale,
  type LineCount,
  mayCancel,
  piecesToFire,
  takesLines,
  voidPieces,
  whyNotToRoom,
} from './order-rules.ts'
import { orderItemStatuses, orderStatuses } from '../../schema/fb.ts'
import { orderItemEvents, orderItemStates } from './order-status.ts'
import { lineTotal, type OrderLine, orderTotal, sharesByTax } from './order-totals.ts'

const line = (more: Partial<OrderLine> = {}): OrderLine => ({
  unitPrice: '9.50',
  modifiers: [],
  taxCode: 'FOOD',
  qty: 1,
  voidedQty: 0,
  ...more,
})
const count = (more: Partial<LineCount> = {}): LineCount => ({
  qty: 3,
  sentQty: 0,
  voidedQty: 0,
  status: 'new',
  ...more,
})
const choice = (price_delta: string) => ({ id: 'm', name: 'Choice', price_delta })

describe('the total of an order', () => {
  test('is quantity times price and choices, without what was voided', () => {
    expect(lineTotal(line({ qty: 3, voidedQty: 1, modifiers: [choice('1.50'), choice('-0.25')] }))).toBe('21.50')
    expect(orderTotal([line(), line({ qty: 2 }), line({ qty: 2, voidedQty: 2 })])).toBe('28.50')
    expect(orderTotal([])).toBe('0.00')
  })

  test('is rounded once per line, half up, to the minor unit of the currency', () => {
    expect(lineTotal(line({ unitPrice: '0.335', qty: 3 }))).toBe('1.01')
    expect(lineTotal(line({ unitPrice: '0.005' }))).toBe('0.01')
    expect(lineTotal(line({ unitPrice: '120.5', qty: 3 }), 0)).toBe('362')
  })

  test('falls apart by tax code without losing a cent', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            unitPrice: fc.integer({ min: 0, max: 99_999 }).map((minor) => fromMinor(minor)),
            modifiers: fc.array(fc.constantFrom(choice('0.50'), choice('1.25')), { maxLength: 2 }),
            taxCode: fc.constantFrom('FOOD', 'DRINK'),
            qty: fc.integer({ min: 1, max: 9 }),
            voidedQty: fc.constant(0),
          }),
        ),
        (lines) => {
          const shares = sharesByTax(lines, (gross) => {
            const tax = Math.floor(toMinor(gross) / 7)
            return { gross, tax: fromMinor(tax), net: fromMinor(toMinor(gross) - tax) }
          })
          expect(sumAmounts(shares.map((share) => share.gross))).toBe(orderTotal(lines))
          for (const { net, tax, gross } of shares) expect(sumAmounts([net, tax])).toBe(gross)
          expect(new Set(shares.map((share) => share.taxCode)).size).toBe(shares.length)
        },
      ),
    ))
})

describe('what may be ordered', () => {
  const today = asIsoDate('2026-11-23')

  test('what is on the menu and not withdrawn for the day', () => {
    expect(isOnSale({ available: true, withdrawnForDate: null }, today)).toBe(true)
    expect(isOnSale({ available: true, withdrawnForDate: today }, today)).toBe(false)
    expect(isOnSale({ available: true, withdrawnForDate: asIsoDate('2026-11-22') }, today)).toBe(true)
    expect(isOnSale({ available: false, withdrawnForDate: null }, today)).toBe(false)
  })

  test('with every question answered, and no choice that nobody offered', () => {
    const groups = [
      { id: 'cooking', minChoices: 1, maxChoices: 1, modifierIds: ['rare', 'done'] },
      { id: 'extras', minChoices: 0, maxChoices: 2, modifierIds: ['egg', 'bacon', 'cheese'] },
    ]
    expect(findMisfit(groups, ['rare', 'egg', 'bacon'])).toBeNull()
    expect(findMisfit(groups, [])).toEqual({ groupId: 'cooking' })
    expect(findMisfit(groups, ['rare', 'done'])).toEqual({ groupId: 'cooking' })
    expect(findMisfit(groups, ['rare', 'egg', 'bacon', 'cheese'])).toEqual({ groupId: 'extras' })
    expect(findMisfit(groups, ['rare', 'caviar'])).toEqual({ modifierId: 'caviar' })
    expect(findMisfit(groups, ['rare', 'egg', 'egg'])).toEqual({ modifierId: 'egg' })
  })

  test('until the order is settled', () => {
    expect(orderStatuses.filter(takesLines)).toEqual(['draft', 'placed', 'in_preparation', 'ready', 'served'])
  })
})

describe('what the kitchen is told', () => {
  test('is each piece once', () => {
    expect(piecesToFire(count())).toBe(3)
    expect(piecesToFire(count({ sentQty: 3, status: 'fired' }))).toBe(0)
    expect(piecesToFire(count({ qty: 5, sentQty: 3, status: 'fired' }))).toBe(2)
    expect(piecesToFire(count({ voidedQty: 1 }))).toBe(2)
    expect(piecesToFire(count({ sentQty: 3, voidedQty: 1, status: 'fired' }))).toBe(0)
    expect(piecesToFire(count({ voidedQty: 3, status: 'voided' }))).toBe(0)
  })

  test('never comes to more than was ordered, however often it is fired and voided', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.array(fc.boolean()), (qty, steps) => {
        let now = count({ qty })
        for (const fire of steps) {
          const next = fire ? undefined : voidPieces(now, 1, { orderStatus: 'placed', reason: 'sent back' })
          if (fire && now.status !== 'voided') now = { ...now, sentQty: now.sentQty + piecesToFire(now) }
          else if (next && 'voided' in next) now = { ...now, voidedQty: next.voided, status: next.status }
          expect(now.sentQty).toBeLessThanOrEqual(qty)
          expect(now.status === 'voided').toBe(now.voidedQty === qty)
        }
      }),
    ))
})

describe('what may be voided', () => {
  const placed = { orderStatus: 'placed', reason: '' } as const

  test('pieces that the kitchen never saw, without a word', () => {
    expect(voidPieces(count(), 3, placed)).toEqual({ voided: 3, status: 'voided' })
    expect(voidPieces(count({ sentQty: 1, status: 'fired' }), 2, placed)).toEqual({ voided: 2, status: 'fired' })
  })

  test('a sent piece needs a reason', () => {
    const sent = count({ sentQty: 3, status: 'ready' })
    expect(voidPieces(sent, 1, placed)).toEqual({ refused: 'reason_missing' })
    expect(voidPieces(sent, 1, { ...placed, reason: '  ' })).toEqual({ refused: 'reason_missing' })
    expect(voidPieces(sent, 3, { ...placed, reason: 'sent back' })).toEqual({ voided: 3, status: 'voided' })
  })

  test('nothing beyond what was ordered, nothing served, nothing paid', () => {
    expect(voidPieces(count({ voidedQty: 2 }), 2, placed)).toEqual({ refused: 'more_than_ordered' })
    expect(voidPieces(count(), 0, placed)).toEqual({ refused: 'more_than_ordered' })
    expect(voidPieces(count({ status: 'served' }), 1, placed)).toEqual({ refused: 'line_served' })
    expect(voidPieces(count(), 1, { orderStatus: 'settled', reason: 'late' })).toEqual({ refused: 'order_settled' })
  })

  test('an order, until something of it is served', () => {
    expect(mayCancel('ready', [count({ status: 'ready' })])).toBe(true)
    expect(mayCancel('in_preparation', [count({ status: 'served' }), count()])).toBe(false)
    expect(mayCancel('served', [])).toBe(false)
  })
})

describe('a charge to the room', () => {
  const charge = { stayStatus: 'in_house', noPost: false, balance: '80.00', creditLimit: '100.00' } as const

  test('is for guests in house who may sign, up to their limit', () => {
    expect(whyNotToRoom({ ...charge, total: '20.00' })).toBeNull()
    expect(whyNotToRoom({ ...charge, total: '20.01' })).toBe('over_credit_limit')
    expect(whyNotToRoom({ ...charge, creditLimit: null, total: '9000.00' })).toBeNull()
    expect(whyNotToRoom({ ...charge, noPost: true, total: '1.00' })).toBe('no_posting')
    expect(whyNotToRoom({ ...charge, stayStatus: 'departed', total: '1.00' })).toBe('not_in_house')
  })
})

describe('the states of a line', () => {
  test('are total: every state answers every event', () => {
    for (const state of orderItemStatuses)
      expect(Object.keys(orderItemStates[state]).sort()).toEqual([...orderItemEvents].sort())
  })
})
