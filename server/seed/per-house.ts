import type { House } from './house.ts'

/** What follows from a house and is told by several tables: worked out when the first of them is read, and kept as long as the house. */
export function perHouse<T>(make: (house: House) => T): (house: House) => T {
  const made = new WeakMap<House, T>()
  return (house) => {
    const known = made.get(house)
    if (known !== undefined) return known
    const fresh = make(house)
    made.set(house, fresh)
    return fresh
  }
}
