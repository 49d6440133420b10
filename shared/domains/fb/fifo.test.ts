import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asIsoDate } from '../../kernel/dates.ts'
import { exact, minus, plus, print, times } from '../property_mgmt/exact.ts'
import { type StockIn, type StockOut, valueStock } from './fifo.ts'

const on = asIsoDate('2026-11-23')
const bought = (batchId: string, qty: string, unitCost: string, expiresOn?: string): StockIn => ({
  kind: 'in',
  batchId,
  qty,
  unitCost,
  expiresOn: expiresOn === undefined ? undefined : asIsoDate(expiresOn),
})
const used = (qty: string, more: Partial<StockOut> = {}): StockOut => ({ kind: 'use', qty, on, ...more })

describe('first in, first out', () => {
  test('opening 100 at 210, out 75, in 150 at 280, out 100, in 50 at 300 -> 42,000 and 36,000', () => {
    const movements = [
      bought('opening', '100', '210'),
      used('75'),
      bought('b', '150', '280'),
      used('100'),
      bought('c', '50', '300'),
    ]
    expect(valueStock(movements)).toEqual({
      costOfGoods: '42000.00',
      endingValue: '36000.00',
      layers: [
        { batchId: 'b', qty: '75', unitCost: '280' },
        { batchId: 'c', qty: '50', unitCost: '300' },
      ],
      short: '0',
    })
  })

  test('what was used before it was booked in is costed by the delivery that covers it', () => {
    expect(valueStock([bought('a', '2', '10'), used('5')])).toMatchObject({ costOfGoods: '20.00', short: '3' })
    expect(valueStock([bought('a', '2', '10'), used('5'), bought('b', '4', '12')])).toMatchObject({
      costOfGoods: '56.00',
      endingValue: '12.00',
      short: '0',
    })
  })

  test('nothing is cooked from what has expired, and waste may be', () => {
    const stock = [bought('old', '5', '1', '2026-11-22'), bought('last day', '5', '2', '2026-11-23')]
    expect(valueStock([...stock, used('4')]).layers).toEqual([
      { batchId: 'old', qty: '5', unitCost: '1' },
      { batchId: 'last day', qty: '1', unitCost: '2' },
    ])
    expect(valueStock([...stock, used('6')])).toMatchObject({ costOfGoods: '10.00', short: '1' })
    expect(valueStock([...stock, used('5', { kind: 'waste' })])).toMatchObject({ costOfGoods: '5.00', short: '0' })
  })

  test('the batch in hand goes first, then the oldest', () => {
    const stock = [bought('a', '3', '1'), bought('b', '3', '2')]
    expect(valueStock([...stock, used('4', { batchId: 'b' })])).toMatchObject({
      costOfGoods: '7.00',
      layers: [{ batchId: 'a', qty: '2', unitCost: '1' }],
    })
  })

  test('thirds of a kilogram leave nothing behind', () => {
    const thirds = [used('0.333'), used('0.333'), used('0.334')]
    expect(valueStock([bought('a', '1', '9.99'), ...thirds])).toEqual({
      costOfGoods: '9.99',
      endingValue: '0.00',
      layers: [],
      short: '0',
    })
  })
})

const quantity = fc.integer({ min: 1, max: 100_000 }).map((n) => (n / 1000).toFixed(3))
const movement: fc.Arbitrary<StockIn | StockOut> = fc.oneof(
  fc.record({ kind: fc.constant('in' as const), batchId: fc.uuid(), qty: quantity, unitCost: quantity }),
  fc.record({ kind: fc.constantFrom('use' as const, 'waste' as const), qty: quantity, on: fc.constant(on) }),
)
const sumOf = (movements: readonly (StockIn | StockOut)[], kinds: readonly string[]) =>
  movements.reduce((sum, each) => (kinds.includes(each.kind) ? plus(sum, exact(each.qty)) : sum), exact('0'))
const left = (layers: readonly { readonly qty: string }[]) =>
  layers.reduce((sum, layer) => plus(sum, exact(layer.qty)), exact('0'))

describe('whatever happened in the stores', () => {
  test('no quantity appears or goes: in - out = left - short', () =>
    fc.assert(
      fc.property(fc.array(movement), (movements) => {
        const { layers, short } = valueStock(movements)
        const booked = minus(sumOf(movements, ['in']), sumOf(movements, ['use', 'waste']))
        expect(print(minus(left(layers), exact(short)))).toBe(print(booked))
      }),
    ))

  test('no money appears or goes: what was paid is in the cost of goods or on the shelf', () =>
    fc.assert(
      fc.property(fc.array(movement), (movements) => {
        const { costOfGoods, endingValue } = valueStock(movements, 6)
        const paid = movements.reduce(
          (sum, each) => (each.kind === 'in' ? plus(sum, times(exact(each.qty), exact(each.unitCost))) : sum),
          exact('0'),
        )
        expect(print(plus(exact(costOfGoods), exact(endingValue)))).toBe(print(paid))
      }),
    ))

  test('there is no stock beside a shortage, and what is left is the newest, of which one is begun at most', () =>
    fc.assert(
      fc.property(fc.array(movement), (movements) => {
        const { layers, short } = valueStock(movements)
        if (print(exact(short)) !== '0') expect(layers).toEqual([])
        const deliveries = movements.filter((each) => each.kind === 'in').slice(-layers.length || Infinity)
        expect(layers.map((layer) => layer.batchId)).toEqual(deliveries.map((each) => each.batchId))
        layers.slice(1).forEach((layer, i) => expect(layer.qty).toBe(print(exact(deliveries[i + 1]?.qty ?? ''))))
      }),
    ))
})
