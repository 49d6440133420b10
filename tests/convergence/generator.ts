import { accessWishes } from './access-wishes.ts'
import { accountWishes } from './account-wishes.ts'
import { bistroWishes } from './bistro.ts'
import { deskWishes } from './desk-wishes.ts'
import { guestWishes } from './guest-wishes.ts'
import { offerWishes } from './offer-wishes.ts'
import { stayWishes } from './stay-wishes.ts'
import type { Choice, Wish, Wishes } from './wish.ts'

/** Every command that somebody at these desks may wish for. */
export const wishes: Wishes = {
  ...deskWishes,
  ...stayWishes,
  ...bistroWishes,
  ...accountWishes,
  ...offerWishes,
  ...guestWishes,
  ...accessWishes,
}

const provenApart = 'what desks that were apart make of it is proven case by case (upkeep.integration.test.ts)'

/** Commands that no desk here gives, and why. */
export const neverWished: Readonly<Record<string, string>> = {
  'v1.unit.takeOutOfOrder': provenApart,
  'v1.unit.returnToService': provenApart,
  'v1.maintenance.report': provenApart,
  'v1.maintenance.accept': provenApart,
  'v1.maintenance.start': provenApart,
  'v1.maintenance.hold': provenApart,
  'v1.maintenance.resolve': provenApart,
  'v1.maintenance.close': provenApart,
  'v1.maintenance.reopen': provenApart,
  'v1.maintenance.cancel': provenApart,
  'v1.service.request': provenApart,
  'v1.service.acknowledge': provenApart,
  'v1.service.complete': provenApart,
  'v1.service.cancel': provenApart,
  'v1.quote.extend': provenApart,
  'v1.guest.tellApart': provenApart,
  'v1.property.setOverbooking': 'head office alone may give it, and nobody of theirs is at these desks',
}

const names = Object.entries(wishes).map(([name, [weight]]) => [name, weight] as const)

export async function nextWish(choice: Choice): Promise<Wish> {
  const name = choice.random.weighted(names)
  const make = wishes[name]?.[1]
  if (!make) throw new Error(`nothing makes ${name}`)
  return { name, input: await make(choice) }
}
