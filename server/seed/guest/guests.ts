import { NAME_POOLS, type NamePool } from './names.ts'
import type { Random } from '../random.ts'

export interface SeedGuest {
  readonly firstName: string
  readonly lastName: string
  readonly email: string | null
  readonly phone: string | null
  readonly country: string
  readonly language: string
  readonly vipLevel: string
  readonly notes: string
  readonly preferences: Readonly<Record<string, string>>
  readonly marketing: boolean
  /** The day of the first arrival, or today for who has not come yet. */
  readonly knownSince: number
}

const PREFERENCES: readonly (readonly [string, readonly string[]])[] = [
  ['pillow', ['firm', 'soft', 'synthetic']],
  ['floor', ['high', 'low']],
  ['quiet', ['yes']],
  ['newspaper', ['Público', 'Financial Times']],
]

const NOTES = [
  'Allergic to feathers.',
  'Prefers a unit away from the lift.',
  'Vegan breakfast.',
  'Travels with a small dog.',
  'Hard of hearing: knock loudly.',
]

/** Addresses of example.com reach nobody (RFC 2606). */
function emailOf(random: Random, firstName: string, lastName: string): string {
  const ascii = (text: string) =>
    text
      .normalize('NFD')
      .replaceAll(/\p{M}/gu, '')
      .replaceAll('ł', 'l')
      .replaceAll('Ł', 'L')
      .replaceAll(/[^A-Za-z]/g, '')
      .toLowerCase()
  return `${ascii(firstName)}.${ascii(lastName)}${random.between(1, 99)}@example.com`
}

function phoneOf(random: Random, pool: NamePool): string {
  return `${pool.dialCode} ${random.between(200, 999)} ${random.between(100, 999)} ${random.between(100, 999)}`
}

export function inventGuest(random: Random, knownSince: number): SeedGuest {
  const pool = random.weighted(NAME_POOLS.map((names) => [names, names.weight] as const))
  const firstName = random.pick(pool.given)
  const lastName =
    random.chance(0.12) && pool.country === 'PT'
      ? `${random.pick(pool.family)} e ${random.pick(pool.family)}`
      : random.pick(pool.family)
  const [preference, values] = random.pick(PREFERENCES)
  return {
    firstName,
    lastName,
    email: random.chance(0.85) ? emailOf(random, firstName, lastName) : null,
    phone: random.chance(0.7) ? phoneOf(random, pool) : null,
    country: pool.country,
    language: pool.language,
    vipLevel: random.weighted([
      ['none', 93],
      ['silver', 4],
      ['gold', 2],
      ['platinum', 1],
    ]),
    notes: random.chance(0.06) ? random.pick(NOTES) : '',
    preferences: random.chance(0.2) ? { [preference]: random.pick(values) } : {},
    marketing: random.chance(0.4),
    knownSince,
  }
}

/** People of one house: some come back, and nobody is in two units on one night. */
export class GuestBook {
  readonly guests: SeedGuest[] = []
  private readonly busyUntil: number[] = []

  constructor(
    private readonly random: Random,
    private readonly returning: number,
  ) {}

  /** The index of whoever stays from day `from` to day `to`. Called in the order of `from`. */
  host(from: number, to: number): number {
    if (this.guests.length > 20 && this.random.chance(this.returning)) {
      const known = this.random.between(0, this.guests.length - 1)
      if ((this.busyUntil[known] ?? 0) < from - 2) {
        this.busyUntil[known] = to
        return known
      }
    }
    this.busyUntil.push(to)
    return this.guests.push(inventGuest(this.random, Math.min(0, from))) - 1
  }
}
