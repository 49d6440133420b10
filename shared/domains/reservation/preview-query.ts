import { defineQuery } from '../../command/query.ts'
import { sumAmounts } from '../../kernel/money.ts'
import { decideModify, type ModifyDecision } from './decide-modify.ts'
import { prepareModify, readStayNow } from './modify-args.ts'
import { previewArgs, type PreviewNight, type PreviewRow } from './preview-rows.ts'
import { readReservation, type ReservationRecord } from './records.ts'
import { quoteTables } from './sell-queries.ts'
import type { StayNow } from './stay-plan.ts'
import { totalOf } from './write-stay.ts'

/** What `v1.reservation.modify` would do: decided by its own code. Nothing where the reservation is not here. */
export const previewQuery = defineQuery({
  name: 'reservation.preview',
  args: previewArgs,
  tables: [...quoteTables, 'reservation.unit_assignments', 'guest.profiles'],
  key: (row: PreviewRow) => row.reservationId,
  async run(db, input, { propertyId, businessDate }) {
    const reservation = await readReservation(db, propertyId, input.reservationId)
    if (!reservation) return []
    const args = await prepareModify(input, { db, propertyId, businessDate })
    const decision = await decideModify(db, args, { propertyId, businessDate }, reservation)
    return 'refused' in decision
      ? [
          rowOf(reservation, nightsAsTheyAre(await readStayNow(db, propertyId, reservation)), {
            refusal: decision.refused,
          }),
        ]
      : [rowOf(reservation, nightsOfDecision(decision), { unitsLost: unitsLost(decision) })]
  },
})

function rowOf(
  { id, currency, minorUnits }: ReservationRecord,
  nights: PreviewNight[],
  rest: Partial<Pick<PreviewRow, 'refusal' | 'unitsLost'>>,
): PreviewRow {
  const sumOf = (side: 'before' | 'after') =>
    totalOf(
      nights.flatMap(({ [side]: rate }) => (rate === null ? [] : [{ rate }])),
      minorUnits,
    )
  const [before, after] = [sumOf('before'), sumOf('after')]
  const difference = sumAmounts([after, before.startsWith('-') ? before.slice(1) : `-${before}`], minorUnits)
  return { reservationId: id, currency, nights, before, after, difference, refusal: null, unitsLost: [], ...rest }
}

const nightsAsTheyAre = (now: StayNow): PreviewNight[] =>
  now.nights.map(({ night, rate }) => ({ night, before: rate, after: rate }))

function nightsOfDecision({ plan }: ModifyDecision): PreviewNight[] {
  const gone = plan.removed.map(({ night, rate }) => ({ night, before: rate, after: null }))
  const stay = plan.nights.map(({ night, rate, was }) => ({ night, before: was?.rate ?? null, after: rate }))
  return [...gone, ...stay].sort((a, b) => a.night.localeCompare(b.night))
}

const unitsLost = ({ held, units }: ModifyDecision): string[] =>
  held
    .filter(({ assignmentId }) => !units.some((unit) => unit.assignmentId === assignmentId))
    .map(({ number }) => number)
