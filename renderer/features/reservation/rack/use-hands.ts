import { useMemo } from 'react'
import type { RackBlockRow, RackStayRow, RackUnitRow } from '../../../../shared/domains/reservation/rack-rows.ts'
import { t } from '../../../../shared/language/t.ts'
import { useView } from '../../../state/view.ts'
import { tell } from '../../../ui/toasts.ts'
import { isMovable } from './bars.ts'
import type { Ghost } from './chart.ts'
import { isFree, obstaclesTo, spanToMove } from './move.ts'
import { useRack } from './rack-state.ts'

/** What whoever works here may do with what is drawn: for all else there is neither a grip nor a key. */
export interface RackMay {
  /** Take a bar to another unit, or set it aside. */
  readonly move: boolean
  /** Draw up nights for a new reservation. */
  readonly make: boolean
  /** Take a unit out of order. */
  readonly block: boolean
}

export interface RackData {
  readonly units: readonly RackUnitRow[]
  readonly stays: readonly RackStayRow[]
  readonly blocks: readonly RackBlockRow[]
  readonly businessDate: string
  readonly may: RackMay
}

/** What can be done with bars, by pointer and by keys alike. */
export interface Hands {
  readonly take: (bar: RackStayRow, over: string | null) => void
  readonly carry: (row: string) => void
  readonly drop: () => void
  readonly letGo: () => void
  readonly park: (bar: RackStayRow) => void
  readonly barOf: (barId: string) => RackStayRow | undefined
}

export function useHands(data: RackData): Hands {
  return useMemo(() => {
    const { set, park, unpark } = useRack.getState()
    const barOf = (barId: string) => data.stays.find((bar) => bar.barId === barId)
    const letGo = () => set({ held: null })
    const setAside = (bar: RackStayRow): void => {
      if (!data.may.move) return
      const { parked } = useRack.getState()
      letGo()
      if (parked.has(bar.reservationId)) return unpark(bar.reservationId)
      if (!isMovable(bar, data.businessDate)) return sayFixed(bar)
      park(bar.reservationId)
      tell(
        t('{guestName} stands in the parking lane', { guestName: bar.guestName }),
        t('Nothing is written: the unit is kept until another one is chosen.'),
      )
    }
    return {
      barOf,
      letGo,
      park: setAside,
      take(bar, over) {
        if (!data.may.move) return
        if (!isMovable(bar, data.businessDate)) return sayFixed(bar)
        const { barId, reservationId } = bar
        set({ held: { barId, reservationId, over: over ?? bar.unitId ?? bestUnitFor(bar, data) ?? '' } })
      },
      carry(row) {
        const { held } = useRack.getState()
        if (held && held.over !== row) set({ held: { ...held, over: row } })
      },
      drop() {
        const { held } = useRack.getState()
        const bar = held && barOf(held.barId)
        letGo()
        if (!held || !bar) return
        if (held.over === 'parked') return useRack.getState().parked.has(bar.reservationId) ? undefined : setAside(bar)
        const known = data.units.some((unit) => unit.unitId === held.over)
        if (!known || (held.over === bar.unitId && bar.placement === 'promised')) return
        useView.getState().open({ kind: 'place', reservationId: bar.reservationId, unitId: held.over })
      },
    }
  }, [data])
}

function whyFixed({ status, guestName }: RackStayRow): string {
  if (status === 'checked_out') return t('{guestName} has left', { guestName })
  if (status === 'checked_in') return t('{guestName} leaves today', { guestName })
  return t('{guestName} is past', { guestName })
}

function sayFixed(bar: RackStayRow): void {
  tell(whyFixed(bar), t('There is no night left to move.'))
}

/** Where an arrival without a unit is looked at first: a free unit of its type. */
function bestUnitFor(bar: RackStayRow, { units, stays, blocks, businessDate }: RackData): string | undefined {
  const span = spanToMove(bar, businessDate)
  const own = units.filter((unit) => unit.unitTypeId === bar.unitTypeId)
  return (own.find((unit) => isFree(obstaclesTo(bar, unit.unitId, span, stays, blocks))) ?? own[0] ?? units[0])?.unitId
}

/** The taken bar as it would lie on the line that it is over. */
export function ghostOf(bar: RackStayRow, unitId: string, data: RackData): Ghost {
  const { guestName } = bar
  const span = spanToMove(bar, data.businessDate)
  const number = data.units.find((unit) => unit.unitId === unitId)?.number ?? ''
  if (unitId === bar.unitId && bar.placement === 'promised') {
    return { bar, ...span, verdict: 'same', words: t('{guestName} stays in {number}', { guestName, number }) }
  }
  const { takenBy, block } = obstaclesTo(bar, unitId, span, data.stays, data.blocks)
  if (takenBy.length > 0) {
    return {
      bar,
      ...span,
      verdict: 'taken',
      words: t('{number} is taken: {guests}', { number, guests: takenBy.map((other) => other.guestName).join(', ') }),
    }
  }
  if (block) return { bar, ...span, verdict: 'taken', words: t('{number} is blocked', { number }) }
  return { bar, ...span, verdict: 'free', words: t('{guestName} to {number}', { guestName, number }) }
}
