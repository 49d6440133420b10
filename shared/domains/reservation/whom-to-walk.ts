import type { Decimal } from '../../kernel/money.ts'

/** What speaks against walking a guest. */
export const spareReasons = ['vip', 'group', 'family', 'nights', 'loyalty', 'promised'] as const
export type SpareReason = (typeof spareReasons)[number]

/** An arrival that has not come yet, as the choice sees it. */
export interface WalkCandidate {
  readonly vip: boolean
  readonly inGroup: boolean
  readonly children: number
  readonly nights: number
  readonly loyalty: boolean
  /** Promised a unit that is locked: the guest was told the number. */
  readonly promised: boolean
  /** 'HH:MM'; null where nobody knows, which counts as the latest. */
  readonly eta: string | null
  readonly total: Decimal
  readonly confirmationNo: string
}

/** Never VIP, group, family, several nights or loyalty (DOMAIN.md section 3), nor who was promised this very unit. */
export function sparedFor(guest: Omit<WalkCandidate, 'eta' | 'total' | 'confirmationNo'>): SpareReason[] {
  const holds: Record<SpareReason, boolean> = {
    vip: guest.vip,
    group: guest.inGroup,
    family: guest.children > 0,
    nights: guest.nights > 1,
    loyalty: guest.loyalty,
    promised: guest.promised,
  }
  return spareReasons.filter((reason) => holds[reason])
}

/** Whom to walk first: nobody who is spared, then the latest arrival, then the lowest rate of a night. */
export function orderForWalking<T extends WalkCandidate>(guests: readonly T[]): T[] {
  const rank = (guest: T) => sparedFor(guest).length
  return [...guests].sort(
    (one, other) =>
      rank(one) - rank(other) ||
      compareText(etaOf(other), etaOf(one)) ||
      one.nights - other.nights ||
      rateOf(one) - rateOf(other) ||
      compareText(one.confirmationNo, other.confirmationNo),
  )
}

const etaOf = ({ eta }: WalkCandidate) => eta ?? '24:00'
/** For the order alone, never for a sum. */
const rateOf = ({ total, nights }: WalkCandidate) => Number(total) / Math.max(nights, 1)
const compareText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
