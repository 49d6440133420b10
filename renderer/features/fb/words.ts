import { t } from '../../../shared/language/t.ts'

/** The hotel's words for codes of outlets and menus. */
const CATEGORY: Readonly<Record<string, () => string>> = {
  breakfast: () => t('Breakfast'),
  starter: () => t('Starters'),
  soup: () => t('Soups'),
  main: () => t('Mains'),
  side: () => t('Sides'),
  dessert: () => t('Desserts'),
  snack: () => t('Snacks'),
  hot_drink: () => t('Hot drinks'),
  soft_drink: () => t('Soft drinks'),
  beer: () => t('Beer'),
  wine: () => t('Wine'),
  spirit: () => t('Spirits'),
  cocktail: () => t('Cocktails'),
}
/** In the order of a meal. */
export const CATEGORIES: readonly string[] = Object.keys(CATEGORY)
export const categoryWord = (code: string): string => CATEGORY[code]?.() ?? code.replaceAll('_', ' ')

const ALLERGEN: Readonly<Record<string, () => string>> = {
  gluten: () => t('gluten'),
  crustaceans: () => t('crustaceans'),
  eggs: () => t('eggs'),
  fish: () => t('fish'),
  peanuts: () => t('peanuts'),
  soybeans: () => t('soya'),
  milk: () => t('milk'),
  nuts: () => t('nuts'),
  celery: () => t('celery'),
  mustard: () => t('mustard'),
  sesame: () => t('sesame'),
  sulphites: () => t('sulphites'),
  lupin: () => t('lupin'),
  molluscs: () => t('molluscs'),
}
export const allergenWord = (code: string): string => ALLERGEN[code]?.() ?? code

const STATION: Readonly<Record<string, () => string>> = {
  kitchen: () => t('Kitchen'),
  grill: () => t('Grill'),
  cold: () => t('Cold kitchen'),
  pastry: () => t('Pastry'),
  bar: () => t('Bar'),
}
export const stationWord = (code: string): string => STATION[code]?.() ?? code
