import type { ChosenModifier, OrderLine } from '../../../shared/domains/fb/order-totals.ts'
import type { Uuid } from '../../../shared/kernel/ids.ts'
import type { House } from '../house.ts'
import type { Random } from '../random.ts'
import { seedId } from '../seed-id.ts'
import { QUESTIONS, type SeedDish, taxCodeOf } from './menu.ts'
import { modifierIdOf, priceAt, type SeedOutlet, servedAt } from './outlets.ts'

export interface PlannedLine extends OrderLine {
  readonly id: Uuid
  readonly dish: SeedDish
  readonly voidReason: string | null
}

/** How many of a hundred people have one of these. */
const APPETITE: Readonly<Record<SeedOutlet['code'], Readonly<Record<string, number>>>> = {
  REST: { starter: 16, soup: 14, main: 92, side: 8, dessert: 26, wine: 24, soft_drink: 34, beer: 12, hot_drink: 20 },
  BAR: {
    snack: 34,
    starter: 5,
    dessert: 7,
    cocktail: 14,
    spirit: 6,
    wine: 16,
    beer: 20,
    soft_drink: 20,
    hot_drink: 26,
  },
}
const VOIDED = ['Ordered twice', 'Guest changed his mind', 'Sent back']
const CANCELLED = 'The guests left'

function chosenModifiers(house: House, random: Random, { questions }: SeedDish): ChosenModifier[] {
  return QUESTIONS.filter(({ code }) => questions.includes(code)).flatMap(({ code, choices: [least], modifiers }) => {
    if (least === 0 && !random.chance(0.3)) return []
    const [name, delta] = random.pick(modifiers)
    return [{ id: modifierIdOf(house, code, name), name, price_delta: delta }]
  })
}

/** What each person at the table orders; the same dish asked for in the same way is one line. */
export function planLines(
  house: House,
  random: Random,
  outlet: SeedOutlet,
  covers: number,
  orderKey: string,
  cancelled: boolean,
): PlannedLine[] {
  const menu = servedAt(outlet)
  const appetite = APPETITE[outlet.code]
  const wanted = new Map<string, { dish: SeedDish; modifiers: ChosenModifier[]; qty: number }>()
  const want = (dish: SeedDish) => {
    const modifiers = chosenModifiers(house, random, dish)
    const asked = [dish.sku, ...modifiers.map(({ name }) => name)].join('/')
    const known = wanted.get(asked)
    if (known) known.qty++
    else wanted.set(asked, { dish, modifiers, qty: 1 })
  }
  for (let person = 0; person < covers; person++) {
    for (const [category, percent] of Object.entries(appetite)) {
      if (random.chance(percent / 100)) want(random.pick(menu.filter((dish) => dish.category === category)))
    }
  }
  // Nobody opens a check for nothing.
  if (wanted.size === 0) want(random.pick(menu.filter(({ category }) => category === 'soft_drink')))
  return Array.from(wanted.values(), ({ dish, modifiers, qty }, i) => {
    const slip = !cancelled && wanted.size > 1 && i > 0 && random.chance(0.012)
    return {
      id: seedId('fb.fb_order_items', `${orderKey} ${i}`),
      dish,
      unitPrice: priceAt(outlet, dish) ?? dish.price,
      taxCode: taxCodeOf(dish),
      modifiers,
      qty,
      voidedQty: cancelled ? qty : slip ? 1 : 0,
      voidReason: cancelled ? CANCELLED : slip ? random.pick(VOIDED) : null,
    }
  })
}
