import { formatAmount, formatDayYear, formatMoney } from '../../language/format.ts'
import type { Facts } from '../../language/t.ts'
import { t } from '../../language/t.ts'
import { roleWords } from '../access/words.ts'

const words: Readonly<Record<string, () => string>> = {
  inquiry: () => t('inquiry'),
  tentative: () => t('tentative'),
  confirmed: () => t('confirmed'),
  waitlisted: () => t('waitlisted'),
  checked_in: () => t('checked in'),
  checked_out: () => t('checked out'),
  cancelled: () => t('cancelled'),
  no_show: () => t('no show'),
  expired: () => t('expired'),
  walked: () => t('walked'),
  dirty: () => t('dirty'),
  in_progress: () => t('in progress'),
  clean: () => t('clean'),
  inspected: () => t('inspected'),
  pickup: () => t('pickup'),
  pending: () => t('pending'),
  assigned: () => t('assigned'),
  paused: () => t('paused'),
  completed: () => t('completed'),
  inspected_pass: () => t('inspected pass'),
  inspected_fail: () => t('inspected fail'),
  dnd_skipped: () => t('dnd skipped'),
  service_declined: () => t('service declined'),
  reported: () => t('reported'),
  triaged: () => t('looked at'),
  on_hold: () => t('on hold'),
  resolved: () => t('repaired'),
  verified: () => t('checked'),
  closed: () => t('closed'),
  reopened: () => t('to be repaired again'),
  requested: () => t('not taken on'),
  acknowledged: () => t('taken on'),
  pending_follow_up: () => t('to be followed up'),
  queued_offline: () => t('queued'),
  captured: () => t('captured'),
  declined: () => t('declined'),
  partially_refunded: () => t('given back in part'),
  refunded: () => t('given back'),
  charged_back: () => t('charged back'),
  approved: () => t('approved'),
  processing: () => t('under way'),
  failed: () => t('failed'),
  rejected: () => t('turned down'),
}

/** A state of a reservation, a unit, a task, a fault or a request as it stands in the middle of a sentence. */
export const stateWord = (state: unknown): string =>
  words[String(state)]?.() ?? String(state ?? t('unknown')).replaceAll('_', ' ')

const STATES: readonly string[] = ['status', 'outcome', 'was', 'housekeeping', 'wanted']
const DAY = /^\d{4}-\d{2}-\d{2}$/
const AMOUNT = /^-?\d+\.\d{2}$/

/** Facts as a sentence of the screen's language has them: days, amounts (with the currency where the facts name it), states and roles. */
export function written(facts: Facts): Facts {
  const currency = typeof facts.currency === 'string' ? facts.currency : null
  const write = (name: string, value: Facts[string]): Facts[string] => {
    if (STATES.includes(name)) return stateWord(value)
    if (name === 'role') return roleWords(value)
    if (typeof value !== 'string') return value
    if (DAY.test(value)) return formatDayYear(value)
    if (AMOUNT.test(value)) return currency === null ? formatAmount(value) : formatMoney(value, currency)
    return value
  }
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, write(name, value ?? null)]))
}
