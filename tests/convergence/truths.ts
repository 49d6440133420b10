import { sayProblem } from '../../shared/domains/sync/problem-words.ts'
import { isRefusalCode } from '../../shared/domains/refusals.ts'
import { isReason } from '../../shared/domains/resolution/reasons.ts'
import { describeResolution } from '../../shared/domains/resolution/words.ts'
import type { ResolutionRow } from '../../shared/domains/resolution/rows.ts'
import { rowsAtCentre, rowsOnTerminal } from '../support/compare.ts'
import type { House, ShiftDesk } from './house.ts'
import { findUntrueMoney } from './money-truths.ts'
import { worldTruths } from './world-truths.ts'

/** Everything that must hold once all desks have caught up, one line for each break of it. */
export async function findProblems(house: House): Promise<string[]> {
  const groups = [
    await findDivergence(house),
    await findLostWork(house),
    await findUntold(house),
    await findUntrueWorld(house),
    await findUntrueMoney(house),
  ]
  return groups.flat()
}

async function findDivergence(house: House): Promise<string[]> {
  const problems: string[] = []
  const atCentre = await rowsAtCentre(house.central, house.hotel.propertyId)
  for (const desk of house.desks) {
    const here = await rowsOnTerminal(desk.terminal)
    for (const [table, rows] of atCentre) {
      const own = here.get(table) ?? []
      const missing = rows.filter((row) => !own.includes(row))
      const extra = own.filter((row) => !rows.includes(row))
      for (const row of missing) problems.push(`${desk.name} lacks of ${table}: ${row}`)
      for (const row of extra) problems.push(`${desk.name} has beyond the centre in ${table}: ${row}`)
    }
    problems.push(...(await findLeftOver(desk)))
    for (const list of await desk.screens.findStale()) problems.push(`${desk.name} shows another ${list} than it has`)
  }
  return problems
}

async function findLeftOver(desk: ShiftDesk): Promise<string[]> {
  const problems: string[] = []
  for (const table of ['sync.outbox', 'sync.undo']) {
    const [row] = await desk.terminal.readOnlySql(`SELECT count(*)::int AS n FROM ${table}`, [])
    if (row?.n !== 0) problems.push(`${desk.name}: ${String(row?.n)} rows are left in ${table}`)
  }
  const { state, problems: told } = desk.terminal.sync.status()
  if (state !== 'online') problems.push(`${desk.name} is ${state}: ${told.map(sayProblem).join(' ')}`)
  if (desk.terminal.rebuilt) problems.push(`${desk.name} was made anew: ${desk.terminal.rebuilt.reason}`)
  return problems
}

async function findLostWork(house: House): Promise<string[]> {
  const { central, desks } = house
  const results = await central.query<{ id: string; kept: string | null }>(
    `SELECT r.id, c.id AS kept FROM sync.command_results r LEFT JOIN sync.commands c ON c.id = r.id`,
  )
  const judged = new Set(results.map((row) => row.id))
  const promised = new Set(desks.flatMap((desk) => desk.done.map((each) => each.commandId)))
  const problems: string[] = []
  for (const id of promised)
    if (!judged.has(id)) problems.push(`command ${id} was done, and the centre never judged it`)
  for (const id of judged) if (!promised.has(id)) problems.push(`command ${id} was judged, and nobody was told 'done'`)
  for (const row of results) if (row.kept === null) problems.push(`command ${row.id} is not kept`)
  return [...problems, ...(await findGaps(house))]
}

/** A result that was counted anew after a fork has left its first number, under which the command is kept. */
async function findGaps({ central }: House): Promise<string[]> {
  const numbers = await central.query<{ mark: string; seq: string }>(
    `SELECT terminal_id || '/' || incarnation AS mark, seq FROM sync.command_results
     UNION SELECT terminal_id || '/' || incarnation, seq FROM sync.commands ORDER BY mark, seq`,
  )
  const problems: string[] = []
  const lastByMark = new Map<string, number>()
  for (const { mark, seq } of numbers) {
    const last = lastByMark.get(mark) ?? 0
    if (Number(seq) !== last + 1) problems.push(`${mark}: ${seq} follows ${last}`)
    lastByMark.set(mark, Number(seq))
  }
  return problems
}

/** Re-plans that leave nobody anything to know: two did the same, mostly. */
const silent = new Set([
  'v1.reservation.cancel already_cancelled',
  'v1.reservation.checkOut already_departed',
  // Nothing was owed that a company could have been billed.
  'v1.reservation.checkOut no_company',
  'v1.reservation.moveUnit same_unit',
  'v1.reservation.modify already_of_type',
  'v1.reservation.confirm already_confirmed',
  'v1.reservation.confirm already_in_house',
  'v1.reservation.expire already_expired',
  'v1.reservation.expire already_cancelled',
  'v1.reservation.noShow already_no_show',
  'v1.reservation.noShow already_cancelled',
  'v1.reservation.walk already_walked',
  'v1.reservation.reinstate already_confirmed',
  'v1.reservation.reinstate already_in_house',
  'v1.reservation.reverseCheckIn not_in_house_yet',
  'v1.reservation.swapUnits already_swapped',
  'v1.reservation.completeTrace trace_done',
  // What a person chose takes the place of what the centre had chosen.
  'v1.reservation.assignUnit unit_changed',
  'v1.reservation.moveUnit unit_changed',
  // Another desk gave a room back between the refusal and the re-plan: it was placed as it was asked for.
  'v1.reservation.create type_sold_out',
  'v1.reservation.checkIn already_in_house',
  'v1.quote.extend quote_converted',
  // The same word of the card was told at two desks.
  'v1.folio.tellCard card_told',
  'v1.resolution.resolve already_resolved',
  'v1.resolution.reopen entry_open',
  'v1.resolution.reopen entry_settled',
  'v1.unit.setHousekeepingStatus housekeeping_not_possible',
  'v1.housekeeping.completeTask task_done',
  'v1.housekeeping.completeTask task_closed',
  // Two desks took a unit out of order for days that overlap: one block of both (decision 0030).
  'v1.unit.takeOutOfOrder unit_blocked',
  // Another desk had brought the request, or the fault, as far or farther.
  ...['acknowledge', 'start', 'complete', 'cancel'].map((name) => `v1.service.${name} request_is`),
  ...['accept', 'start', 'hold', 'resolve', 'close', 'reopen', 'cancel'].map(
    (name) => `v1.maintenance.${name} fault_is`,
  ),
  // Two records of one guest became one: what was told of the one stands on the other.
  ...['edit', 'setConsent', 'setPreferences', 'keepMembership', 'captureIdentity', 'merge'].map(
    (name) => `v1.guest.${name} guest_merged`,
  ),
  'v1.reservation.create guest_merged',
  ...['quote.give', 'quote.convert', 'waitlist.add', 'waitlist.book'].map((name) => `v1.${name} guest_merged`),
  'v1.quote.decline quote_declined',
  'v1.quote.decline quote_lapsed',
  'v1.quote.lapse quote_declined',
  'v1.quote.lapse quote_lapsed',
  ...['setPriority', 'offer', 'decline', 'leave', 'lapse'].flatMap((name) => [
    `v1.waitlist.${name} waiting_offered`,
    `v1.waitlist.${name} waiting_ended`,
  ]),
  'v1.access.changePin pin_set_since',
  'v1.access.resetPin pin_set_since',
  'v1.access.releaseLockOut lock_out_released',
])

async function findUntold({ central }: House): Promise<string[]> {
  const problems: string[] = []
  const untold = await central.query<{ id: string; outcome: string; what: string }>(
    `SELECT r.id, r.outcome, concat_ws(' ', r.name, r.refusal ->> 'code') AS what FROM sync.command_results r
     WHERE r.outcome <> 'applied' AND NOT EXISTS (SELECT FROM sync.resolutions e WHERE e.command_id = r.id)`,
  )
  for (const { id, outcome, what } of untold) {
    if (outcome === 'applied_with_changes' && silent.has(what)) continue
    problems.push(`${what} was ${outcome}, and no entry tells of it (${id})`)
  }
  const entries = await central.query<ResolutionRow & { id: string }>(
    `SELECT id, reason, facts, next_step AS "nextStep", command_name AS "commandName" FROM sync.resolutions`,
  )
  for (const entry of entries) {
    const words = JSON.stringify(describeResolution(entry))
    const known = entry.reason === 'refused' ? isRefusalCode(String(entry.facts.code)) : isReason(entry.reason)
    if (known && !/undefined|null|NaN|\(\)|Not done: v1|unknown/.test(words)) continue
    problems.push(`entry ${entry.id} has no words for ${entry.reason} ${JSON.stringify(entry.facts)}: ${words}`)
  }
  return problems
}

async function findUntrueWorld({ central, businessDate }: House): Promise<string[]> {
  const problems: string[] = []
  for (const [claim, sql] of worldTruths) {
    const rows = await central.query(sql, sql.includes('$1') ? [businessDate] : [])
    for (const row of rows) problems.push(`${claim}: ${JSON.stringify(row)}`)
  }
  return problems
}
