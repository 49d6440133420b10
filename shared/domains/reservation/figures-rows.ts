/** One month of the house (USALI): what was slept, and from the business date on what is on the books. */
export interface MonthFiguresRow {
  /** Its first day. */
  month: string
  /** Room nights with a price; complimentary ones are not sold. */
  sold: number
  /** Units times days; without those out of order where the property does not count them. */
  available: number
  /** Of rooms, in `currency`. */
  revenue: string
  /** Sold of available, in percent; null where nothing was available. */
  occupancyPct: string | null
  /** Revenue per room night sold; null where none was. */
  adr: string | null
  /** Revenue per room night available. */
  revpar: string | null
  currency: string
}
