/** The hotel's words for codes of outlets and menus. */
const CATEGORY: Readonly<Record<string, string>> = {
  breakfast: 'Breakfast',
  starter: 'Starters',
  soup: 'Soups',
  main: 'Mains',
  side: 'Sides',
  dessert: 'Desserts',
  snack: 'Snacks',
  hot_drink: 'Hot drinks',
  soft_drink: 'Soft drinks',
  beer: 'Beer',
  wine: 'Wine',
  spirit: 'Spirits',
  cocktail: 'Cocktails',
}
/** In the order of a meal. */
export const CATEGORIES: readonly string[] = Object.keys(CATEGORY)
export const categoryWord = (code: string): string => CATEGORY[code] ?? code.replaceAll('_', ' ')

const ALLERGEN: Readonly<Record<string, string>> = {
  gluten: 'gluten',
  crustaceans: 'crustaceans',
  eggs: 'eggs',
  fish: 'fish',
  peanuts: 'peanuts',
  soybeans: 'soya',
  milk: 'milk',
  nuts: 'nuts',
  celery: 'celery',
  mustard: 'mustard',
  sesame: 'sesame',
  sulphites: 'sulphites',
  lupin: 'lupin',
  molluscs: 'molluscs',
}
export const allergenWord = (code: string): string => ALLERGEN[code] ?? code

const STATION: Readonly<Record<string, string>> = {
  kitchen: 'Kitchen',
  grill: 'Grill',
  cold: 'Cold kitchen',
  pastry: 'Pastry',
  bar: 'Bar',
}
export const stationWord = (code: string): string => STATION[code] ?? code
