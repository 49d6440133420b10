import type { QuoteStatus, WaitlistStatus } from '../../schema/reservation.ts'
import { only, type StateTable } from '../transitions.ts'

/** Before there is a reservation: what was offered, and who waits to be offered something. */

const quoteEvents = ['send', 'accept', 'decline', 'expire', 'convert'] as const

export const quoteStates: StateTable<QuoteStatus, (typeof quoteEvents)[number]> = {
  draft: only(quoteEvents, { send: 'sent', expire: 'expired' }),
  sent: only(quoteEvents, { accept: 'accepted', decline: 'declined', expire: 'expired' }),
  accepted: only(quoteEvents, { convert: 'converted', expire: 'expired' }),
  // Taken up in time at a desk that was apart.
  declined: only(quoteEvents, { accept: 'accepted' }),
  expired: only(quoteEvents, { accept: 'accepted' }),
  converted: only(quoteEvents, {}),
}

const waitlistEvents = ['offer', 'decline', 'fulfil', 'expire', 'cancel'] as const
const leave = { fulfil: 'fulfilled', expire: 'expired', cancel: 'cancelled' } as const

/** Who declines an offer waits on. */
export const waitlistStates: StateTable<WaitlistStatus, (typeof waitlistEvents)[number]> = {
  waiting: only(waitlistEvents, { offer: 'offered', ...leave }),
  offered: only(waitlistEvents, { decline: 'waiting', ...leave }),
  fulfilled: only(waitlistEvents, {}),
  expired: only(waitlistEvents, {}),
  cancelled: only(waitlistEvents, {}),
}
