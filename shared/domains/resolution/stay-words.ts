import type { Refusal } from '../../command/command.ts'
import type { Reason } from './reasons.ts'

type Facts = Refusal['facts']
type StayReason = Extract<Reason, 'arrived_after_all' | 'changed_after_end' | 'extended_oversold'>

const guest = (f: Facts) => `${f.guestName} (${f.confirmationNo})`
const state = (value: Facts[string] | undefined) => String(value).replaceAll('_', ' ')

/** What the Resolution Centre says of stays that were changed, ended or took another guest's place. */
export const stayWords: Record<StayReason, (f: Facts) => { title: string; whatHappened: string; tellGuest: string }> = {
  arrived_after_all: (f) => ({
    title: 'No no-show: the guest is in house',
    whatHappened: `${guest(f)} was marked a no-show here, but had been checked in to unit ${f.unit ?? '?'} at another desk. The check-in stands, and no fee is owed.`,
    tellGuest: '',
  }),
  changed_after_end: (f) => ({
    title: `Changed here, ${state(f.status)} elsewhere`,
    whatHappened: `The stay of ${guest(f)} was changed at this desk, but is ${state(f.status)} at the centre. The change was not applied.`,
    tellGuest: 'Ask whether the guest still comes. If so, reinstate the reservation and make the change again.',
  }),
  extended_oversold: (f) => ({
    title: `Oversold: ${f.unitType}`,
    whatHappened: `${guest(f)} stays on. With that, ${f.sold} ${f.unitType} are sold for the night of ${f.night}, and there are ${f.rooms}; every arrival has a unit already.`,
    tellGuest: 'Find another type or another house for one of the arrivals of that day.',
  }),
}
