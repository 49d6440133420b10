import { accessWishes } from './access-wishes.ts'
import { accountWishes } from './account-wishes.ts'
import { bistroWishes } from './bistro.ts'
import { deskWishes } from './desk-wishes.ts'
import { guestWishes } from './guest-wishes.ts'
import { offerWishes } from './offer-wishes.ts'
import { stayWishes } from './stay-wishes.ts'
import { upkeepWishes } from './upkeep-wishes.ts'
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
  ...upkeepWishes,
}

const judgedAlone = 'nobody wishes for it here yet: it is judged by itself (tests/contract)'

/** Commands that no desk here gives, and why. */
export const neverWished: Readonly<Record<string, string>> = {
  'v1.quote.extend': judgedAlone,
  'v1.guest.tellApart': judgedAlone,
  'v1.property.setOverbooking': 'head office alone may give it, and nobody of theirs is at these desks',
}

const names = Object.entries(wishes).map(([name, [weight]]) => [name, weight] as const)

export async function nextWish(choice: Choice): Promise<Wish> {
  const name = choice.random.weighted(names)
  const make = wishes[name]?.[1]
  if (!make) throw new Error(`nothing makes ${name}`)
  return { name, input: await make(choice) }
}
