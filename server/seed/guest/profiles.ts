import type { CopyRow } from '../../postgres/copy.ts'
import type { House } from '../house.ts'
import { type SeedTable, tableOf } from '../rows.ts'
import { seedId } from '../seed-id.ts'

export const profileIdOf = (house: House, guest: number) => seedId('guest.profiles', `${house.hotel.code} ${guest}`)

function* profileRows(house: House): Iterable<CopyRow> {
  const consentedAt = house.clock.at(-90, 12 * 60)
  for (const [i, guest] of house.guests.entries()) {
    yield {
      id: profileIdOf(house, i),
      property_id: house.propertyId,
      first_name: guest.firstName,
      last_name: guest.lastName,
      email: guest.email,
      phone: guest.phone,
      nationality: guest.country,
      language: guest.language,
      vip_level: guest.vipLevel,
      preferences: JSON.stringify(guest.preferences),
      consents: JSON.stringify({ marketing: { granted: guest.marketing, at: consentedAt } }),
      notes: guest.notes,
      created_at: house.clock.at(guest.knownSince, 12 * 60),
    }
  }
}

function* loyaltyRows(house: House): Iterable<CopyRow> {
  const random = house.random('loyalty')
  const { hotel, clock } = house
  for (const [i, guest] of house.guests.entries()) {
    if (guest.vipLevel === 'none') continue
    yield {
      id: seedId('guest.loyalty_memberships', `${hotel.code} ${i}`),
      property_id: house.propertyId,
      profile_id: profileIdOf(house, i),
      program: 'StayOS Circle',
      number: `SC${hotel.code}${String(i).padStart(5, '0')}`,
      tier: guest.vipLevel,
      points: random.between(5, 400) * 100,
      joined_on: clock.date(-random.between(100, 900)),
    }
  }
}

/** Who the guests are. */
export function profileTables(house: House): SeedTable[] {
  return [
    tableOf('guest.profiles', () => profileRows(house)),
    tableOf('guest.loyalty_memberships', () => loyaltyRows(house)),
  ]
}
