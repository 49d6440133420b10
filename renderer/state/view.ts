import { create } from 'zustand'
import type { Route } from './route.ts'
import { formatRoute, parseRoute } from './route.ts'
import type { EnteredAnswer, EnteredChange, EnteredStay, EnteredUnit } from './entered.ts'
import type { Selection } from './selection.ts'

/** Nights of a unit that were pointed at. */
export interface FreeNights {
  readonly unitId: string
  readonly unitTypeId: string
  readonly arrival: string
  readonly departure: string
}

/** A step of a reservation that a person takes with a reason or a guarantee. */
export type StepKind =
  'confirm' | 'guarantee' | 'expire' | 'no-show' | 'reinstate' | 'reverse-check-in' | 'lock-unit' | 'unlock-unit'

/** A dialog that is open, with the record that it is about; it asks for the rows itself. */
export type OpenDialog =
  | {
      readonly kind: 'new-reservation'
      readonly at?: FreeNights
      readonly walkIn?: boolean
      readonly entered?: EnteredStay
    }
  | { readonly kind: 'place'; readonly reservationId: string; readonly unitId: string }
  | { readonly kind: 'assign' | 'move' | 'split-stay'; readonly reservationId: string; readonly entered?: EnteredUnit }
  | { readonly kind: 'check-in'; readonly reservationId: string }
  | { readonly kind: 'check-out'; readonly reservationId: string }
  | { readonly kind: 'post-charge'; readonly reservationId: string }
  | { readonly kind: 'take-payment'; readonly reservationId: string; readonly from?: 'check-in' }
  | { readonly kind: 'card-outcome'; readonly reservationId: string }
  | { readonly kind: 'refund'; readonly reservationId: string; readonly from?: 'check-out' }
  | { readonly kind: 'settle-refund'; readonly reservationId: string }
  | { readonly kind: 'registration-card'; readonly reservationId: string }
  | { readonly kind: 'swap'; readonly reservationId: string }
  | { readonly kind: 'notes'; readonly reservationId: string }
  | { readonly kind: 'group'; readonly reservationId: string }
  | { readonly kind: 'group-booking' }
  | { readonly kind: 'new-quote' }
  | { readonly kind: 'take-quote'; readonly quoteNo: string; readonly quoteId: string }
  | { readonly kind: 'decline-quote'; readonly quoteNo: string }
  | { readonly kind: 'extend-quote' | 'print-quote'; readonly quoteNo: string }
  | { readonly kind: 'new-waiting' }
  | { readonly kind: 'book-waiting'; readonly entryId: string }
  | { readonly kind: 'leave-waitlist'; readonly entryId: string }
  | { readonly kind: 'overbooking' }
  | { readonly kind: 'change-stay'; readonly reservationId: string; readonly entered?: EnteredChange }
  | { readonly kind: StepKind | 'cancel'; readonly reservationId: string; readonly entered?: EnteredAnswer }
  | { readonly kind: 'walk'; readonly reservationId?: string; readonly night?: string }
  | { readonly kind: 'resolve'; readonly resolutionId: string }
  | { readonly kind: 'choices'; readonly menuItemId: string }
  | { readonly kind: 'void-item'; readonly orderId: string; readonly itemId: string }
  | { readonly kind: 'charge-room'; readonly orderId: string }
  | { readonly kind: 'cash'; readonly orderId: string }
  | { readonly kind: 'merge-guests'; readonly profileId: string; readonly otherId: string }
  | { readonly kind: 'feedback'; readonly profileId: string }
  | { readonly kind: 'report-fault'; readonly unitId?: string }
  | { readonly kind: 'request-service'; readonly unitId?: string; readonly reservationId?: string }
  | { readonly kind: 'out-of-order'; readonly unitId?: string; readonly requestId?: string; readonly from?: string }
  | { readonly kind: 'fault-word'; readonly requestId: string; readonly step: 'hold' | 'resolve' | 'reopen' | 'cancel' }
  | { readonly kind: 'cancel-request'; readonly requestId: string }
  | { readonly kind: 'palette' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'change-pin' }
  | { readonly kind: 'reset-pin'; readonly userId: string }

interface View {
  readonly route: Route
  readonly selection: Selection | null
  readonly dialog: OpenDialog | null
  go(route: Route): void
  /** The Back key, or an address typed in. */
  arrive(route: Route): void
  select(selection: Selection | null): void
  open(dialog: OpenDialog): void
  /** Somebody begins here: nothing is open or chosen. Where they are goes into the address in place of where somebody else was. */
  begin(route?: Route): void
  close(): void
}

/** View state only: never rows of the database. */
export const useView = create<View>((set, get) => ({
  route: parseRoute(globalThis.location?.hash ?? ''),
  selection: null,
  dialog: null,
  go: (route) => {
    const sameScreen = route.screen === get().route.screen
    const address = formatRoute(route)
    // Typing in the search must not leave a trail of single letters behind the Back key.
    const typing = sameScreen && (route.screen === 'reservations' || route.screen === 'guests')
    if (typing) history.replaceState(null, '', address)
    else history.pushState(null, '', address)
    set({ route, dialog: null, ...(typing ? {} : { selection: null }) })
  },
  arrive: (route) => set({ route, dialog: null, selection: null }),
  select: (selection) => set({ selection }),
  open: (dialog) => set({ dialog }),
  begin: (route = get().route) => {
    history.replaceState(null, '', formatRoute(route))
    set({ route, dialog: null, selection: null })
  },
  close: () => set({ dialog: null }),
}))
