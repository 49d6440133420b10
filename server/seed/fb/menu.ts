/** What a house serves. Prices are in the house's currency, tax included; allergens are those of Regulation (EU) 1169/2011. */
export interface SeedDish {
  readonly sku: string
  readonly name: string
  readonly category: string
  readonly price: string
  readonly station: 'kitchen' | 'grill' | 'cold' | 'pastry' | 'bar' | 'none'
  readonly course: number
  readonly allergens: readonly string[]
  /** R the restaurant, B the bar: both serve what has both. */
  readonly servedIn: string
  /** Codes of the questions that a waiter asks. */
  readonly questions: readonly string[]
  /** [sku of the store, quantity in its unit of measure, percent of it that is left on the plate] */
  readonly recipe: readonly (readonly [string, string, number])[]
}

const DRINKS = new Set(['soft_drink', 'beer', 'wine', 'spirit', 'cocktail', 'hot_drink'])
export const taxCodeOf = (dish: SeedDish) => (DRINKS.has(dish.category) ? 'FB_DRINK' : 'FB_FOOD')

type Station = SeedDish['station']
type More = Partial<Pick<SeedDish, 'servedIn' | 'questions' | 'recipe'>>

const dish =
  (category: string, station: Station, course: number) =>
  (sku: string, name: string, price: string, allergens: string, more: More = {}): SeedDish => ({
    sku,
    name,
    category,
    price,
    station,
    course,
    allergens: allergens === '' ? [] : allergens.split(' '),
    servedIn: 'R',
    questions: [],
    recipe: [],
    ...more,
  })

const starter = dish('starter', 'cold', 1)
const soup = dish('soup', 'kitchen', 1)
const grill = dish('main', 'grill', 2)
const main = dish('main', 'kitchen', 2)
const side = dish('side', 'kitchen', 2)
const dessert = dish('dessert', 'pastry', 3)
const snack = dish('snack', 'kitchen', 1)
const bar = { servedIn: 'B' }
const both = { servedIn: 'RB' }

export const MENU: readonly SeedDish[] = [
  starter('OCTOPUS-SALAD', 'Octopus salad', '13.50', 'molluscs sulphites'),
  starter('GOAT-CHEESE', 'Goat cheese with honey and walnuts', '11.00', 'milk nuts', {
    recipe: [['CHEESE', '0.09', 100]],
  }),
  starter('CURED-HAM', 'Cured ham, 80 g', '14.00', '', both),
  soup('CALDO-VERDE', 'Caldo verde', '6.50', 'sulphites', {
    recipe: [
      ['POTATO', '0.18', 82],
      ['CABBAGE', '0.06', 75],
    ],
  }),
  soup('FISH-SOUP', 'Fish soup', '8.50', 'fish crustaceans celery'),
  grill('RIBEYE', 'Rib-eye steak, 300 g', '29.00', '', {
    questions: ['COOKING', 'SIDE'],
    recipe: [['BEEF', '0.3', 92]],
  }),
  grill('SEA-BASS', 'Grilled sea bass', '24.50', 'fish', { questions: ['SIDE'], recipe: [['SEABASS', '0.4', 70]] }),
  grill('PIRI-PIRI', 'Piri-piri chicken', '18.50', '', { questions: ['SIDE'], recipe: [['CHICKEN', '0.45', 85]] }),
  main('BACALHAU', 'Bacalhau à Brás', '19.50', 'fish eggs', {
    recipe: [
      ['COD', '0.2', 88],
      ['EGGS', '2', 100],
      ['POTATO', '0.2', 82],
    ],
  }),
  main('DUCK-RICE', 'Duck rice', '19.00', 'celery sulphites'),
  main('MUSHROOM-RISOTTO', 'Mushroom risotto', '17.00', 'milk celery', {
    recipe: [
      ['RICE', '0.09', 100],
      ['CHEESE', '0.03', 100],
    ],
  }),
  side('CHIPS', 'Chips', '4.50', '', { ...both, recipe: [['POTATO', '0.25', 78]] }),
  side('GREEN-SALAD', 'Green salad', '4.50', 'mustard', both),
  dessert('PASTEL-NATA', 'Pastel de nata', '3.20', 'gluten eggs milk', both),
  dessert('CHOCOLATE-CAKE', 'Chocolate cake', '7.50', 'gluten eggs milk nuts'),
  dessert('FRUIT', 'Fruit of the season', '6.00', ''),
  snack('CLUB-SANDWICH', 'Club sandwich', '14.50', 'gluten eggs mustard', {
    ...bar,
    questions: ['EXTRAS'],
    recipe: [
      ['CHICKEN', '0.12', 85],
      ['EGGS', '1', 100],
    ],
  }),
  snack('BURGER', 'Beef burger', '16.50', 'gluten milk sesame mustard', {
    ...bar,
    questions: ['COOKING', 'EXTRAS'],
    recipe: [
      ['BEEF', '0.18', 95],
      ['CHEESE', '0.03', 100],
    ],
  }),
  snack('TOSTA-MISTA', 'Ham and cheese toast', '8.50', 'gluten milk', { ...bar, recipe: [['CHEESE', '0.06', 100]] }),
  dish('hot_drink', 'bar', 1)('ESPRESSO', 'Espresso', '1.80', '', { ...both, recipe: [['COFFEE', '0.008', 100]] }),
  dish('hot_drink', 'bar', 1)('GALAO', 'Galão', '2.80', 'milk', {
    ...both,
    recipe: [
      ['COFFEE', '0.008', 100],
      ['MILK', '0.15', 100],
    ],
  }),
  dish('soft_drink', 'none', 1)('WATER-75', 'Mineral water, 0.75 l', '3.50', '', {
    ...both,
    recipe: [['WATER', '1', 100]],
  }),
  dish('soft_drink', 'bar', 1)('ORANGE-JUICE', 'Fresh orange juice', '4.80', '', {
    ...both,
    recipe: [['ORANGES', '0.55', 45]],
  }),
  dish('beer', 'bar', 1)('LAGER', 'Draught lager, 0.3 l', '3.80', 'gluten', both),
  dish('wine', 'bar', 2)('VINHO-VERDE', 'Vinho verde, glass', '5.50', 'sulphites', {
    ...both,
    recipe: [['WINE-WHITE', '0.2', 100]],
  }),
  dish('wine', 'bar', 2)('DOURO-RED', 'Douro red, bottle', '26.00', 'sulphites', {
    ...both,
    recipe: [['WINE-RED', '1', 100]],
  }),
  dish('cocktail', 'bar', 1)('GIN-TONIC', 'Gin and tonic', '9.50', '', both),
  dish('spirit', 'bar', 3)('PORT-10', 'Tawny port, 10 years', '8.00', 'sulphites', both),
]

export interface SeedQuestion {
  readonly code: string
  readonly name: string
  readonly choices: readonly [min: number, max: number]
  readonly modifiers: readonly (readonly [name: string, priceDelta: string, allergens: string])[]
}

export const QUESTIONS: readonly SeedQuestion[] = [
  {
    code: 'COOKING',
    name: 'How cooked',
    choices: [1, 1],
    modifiers: [
      ['Rare', '0', ''],
      ['Medium', '0', ''],
      ['Well done', '0', ''],
    ],
  },
  {
    code: 'SIDE',
    name: 'With',
    choices: [1, 1],
    modifiers: [
      ['Chips', '0', ''],
      ['Rice', '0', ''],
      ['Salad', '0', 'mustard'],
      ['Grilled vegetables', '2.50', ''],
    ],
  },
  {
    code: 'EXTRAS',
    name: 'Extra',
    choices: [0, 3],
    modifiers: [
      ['Fried egg', '1.50', 'eggs'],
      ['Bacon', '2.00', ''],
      ['Cheese', '1.50', 'milk'],
    ],
  },
]
