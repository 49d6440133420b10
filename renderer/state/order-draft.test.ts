import { beforeEach, describe, expect, it } from 'vitest'
import { addLine, type DraftLine, useOrderDraft } from './order-draft.ts'

const soup: DraftLine = { menuItemId: 'soup', name: 'Soup', unitPrice: '6.00', modifiers: [], note: '', qty: 1 }
const steak = (...cooked: string[]): DraftLine => ({
  ...soup,
  menuItemId: 'steak',
  name: 'Steak',
  modifiers: cooked.map((id) => ({ id, name: id, price_delta: '0' })),
})

describe('addLine', () => {
  it('makes the same again one more, whatever the order of its choices', () => {
    const lines = [soup, steak('rare', 'butter')].reduce(addLine, [])
    expect(addLine(addLine(lines, soup), steak('butter', 'rare')).map(({ name, qty }) => [name, qty])).toEqual([
      ['Soup', 2],
      ['Steak', 2],
    ])
  })

  it('keeps apart what differs in a choice or in what the kitchen is told', () => {
    expect([soup, { ...soup, note: 'no salt' }, steak('rare'), steak('done')].reduce(addLine, [])).toHaveLength(4)
  })
})

describe('the drafts of a waiter', () => {
  const draft = () => useOrderDraft.getState()
  const one = { kind: 'table', id: '1', label: 'Table 1' } as const
  const two = { kind: 'table', id: '2', label: 'Table 2' } as const
  beforeEach(() => useOrderDraft.setState({ place: null, linesByPlace: {} }))

  it('stay with their place while another one is served', () => {
    draft().choosePlace(one)
    draft().add(soup)
    draft().choosePlace(two)
    draft().add(steak('rare'))
    draft().clear()
    expect(draft().linesByPlace).toEqual({ 'table:1': [soup], 'table:2': [] })
  })

  it('lose a line whose quantity falls to nothing, and take none without a place', () => {
    draft().add(soup)
    expect(draft().linesByPlace).toEqual({})
    draft().choosePlace(one)
    draft().add(soup)
    draft().setQty(0, 3)
    expect(draft().linesByPlace['table:1']).toEqual([{ ...soup, qty: 3 }])
    draft().setQty(0, 0)
    expect(draft().linesByPlace['table:1']).toEqual([])
  })
})
