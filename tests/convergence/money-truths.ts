import type { Row } from '../../shared/command/database.ts'
import { balanceOf, type FolioEntries } from '../../shared/domains/billing/balance.ts'
import type { House } from './house.ts'

type Ask = (sql: string) => Promise<readonly Row[]>

const CLOSED_ON_PURPOSE = `('open', 'reopened', 'void', 'closed_with_balance', 'transferred_to_city_ledger')`
const charged = `i.kind = 'charge' AND NOT EXISTS (SELECT FROM billing.folio_line_items v WHERE v.reverses_id = i.id)`
const told = (reasons: string) =>
  `EXISTS (SELECT FROM sync.resolutions e WHERE e.reservation_id = r.id AND e.reason IN (${reasons}))`

/** Of money, wherever it is asked: each a sentence and a question that finds what breaks it. */
const facts: readonly (readonly [string, string])[] = [
  [
    'a folio that is closed does not balance',
    `SELECT folio_no, status, balance FROM billing.v_folio_balances WHERE status NOT IN ${CLOSED_ON_PURPOSE} AND balance <> queued`,
  ],
  [
    'a folio without any use is not void, or a void one has been used',
    `SELECT folio_no, status, lines, payments FROM billing.v_folio_balances WHERE status = 'void' AND (lines > 0 OR payments > 0)`,
  ],
  [
    'a line is not what its parts come to',
    `SELECT id, net, tax, gross, qty, unit_price FROM billing.folio_line_items i
     WHERE net + tax <> gross OR origin = 'desk' AND kind = 'charge' AND source_id IS NULL AND gross <> qty * unit_price`,
  ],
  [
    'what was taken back is not what was charged',
    `SELECT i.id, o.gross, i.gross AS back FROM billing.folio_line_items i JOIN billing.folio_line_items o ON o.id = i.reverses_id
     WHERE i.gross <> -o.gross OR i.folio_id <> o.folio_id`,
  ],
  [
    'a night is charged twice',
    `SELECT i.source_id, count(*) FROM billing.folio_line_items i WHERE i.origin = 'night' AND ${charged}
     GROUP BY i.source_id HAVING count(*) > 1`,
  ],
  [
    'a guest has left, and a night of theirs is on no folio',
    `SELECT r.confirmation_no, l.night FROM reservation.reservations r
     JOIN reservation.reservation_line_items l ON l.reservation_id = r.id AND l.kind = 'room' AND l.deleted_at IS NULL AND l.rate <> 0
     WHERE r.status = 'checked_out' AND l.night < r.departure
       AND NOT EXISTS (SELECT FROM billing.folio_line_items i WHERE i.source_id = l.id AND ${charged})`,
  ],
  [
    'a guest has left owing on an open folio, and nobody is told',
    `SELECT r.confirmation_no, f.folio_no, f.balance FROM reservation.reservations r
     JOIN billing.v_folio_balances f ON f.reservation_id = r.id AND f.status IN ('open', 'reopened') AND f.balance > 0
     WHERE r.status = 'checked_out'
       AND NOT ${told(`'departed_owing', 'charge_stands', 'late_charge', 'charged_against_limit', 'fee_not_taken_back'`)}
       AND NOT ${told(`'card_declined', 'card_declined_after_departure', 'refunded_twice'`)}
       AND NOT EXISTS (SELECT FROM billing.payments p JOIN billing.refunds b ON b.payment_id = p.id AND b.status = 'completed'
         WHERE p.folio_id = f.folio_id)`,
  ],
  [
    'what a check comes to is not what was charged for it',
    `SELECT o.order_no, t.total, sum(i.gross) AS charged FROM fb.fb_orders o JOIN fb.v_order_totals t ON t.order_id = o.id
     JOIN billing.folio_line_items i ON i.source_id = o.id GROUP BY o.id, t.total HAVING sum(i.gross) <> t.total`,
  ],
  [
    'more is given back or asked for than was captured, and is not marked as that',
    `SELECT p.id, p.amount, sum(b.amount) AS back FROM billing.payments p JOIN billing.refunds b ON b.payment_id = p.id
     WHERE b.status NOT IN ('failed', 'rejected') AND NOT b.beyond_captured GROUP BY p.id HAVING sum(b.amount) > p.amount`,
  ],
  [
    'more was given back than was captured, and nobody is told',
    `SELECT p.id, p.amount, sum(b.amount) AS back FROM billing.payments p JOIN billing.refunds b ON b.payment_id = p.id AND b.status = 'completed'
     JOIN billing.folios f ON f.id = p.folio_id JOIN reservation.reservations r ON r.id = f.reservation_id
     WHERE NOT ${told(`'refunded_twice'`)} GROUP BY p.id HAVING sum(b.amount) > p.amount`,
  ],
  [
    'a payment is not what went back of it',
    `SELECT p.id, p.status, p.amount, sum(b.amount) AS back FROM billing.payments p
     LEFT JOIN billing.refunds b ON b.payment_id = p.id AND b.status = 'completed'
     WHERE p.status IN ('captured', 'partially_refunded', 'refunded') GROUP BY p.id
     HAVING p.status <> (CASE WHEN count(b.id) = 0 THEN 'captured' WHEN sum(b.amount) < p.amount THEN 'partially_refunded'
       ELSE 'refunded' END)::billing.payment_status`,
  ],
  [
    'cash is in no drawer of this house, or in another currency than it',
    `SELECT p.id, p.amount FROM billing.payments p LEFT JOIN billing.cashier_shifts s ON s.id = p.cashier_shift_id
     WHERE p.method = 'cash' AND (s.property_id IS DISTINCT FROM p.property_id OR s.currency <> p.currency)`,
  ],
  [
    'a drawer was closed on other cash than moved in it',
    `SELECT s.id, s.expected FROM billing.cashier_shifts s WHERE s.status <> 'open' AND s.expected <> s.opening_float
       + coalesce((SELECT sum(p.amount) FROM billing.payments p WHERE p.cashier_shift_id = s.id AND p.received_at <= s.closed_at), 0)
       - coalesce((SELECT sum(b.amount) FROM billing.refunds b WHERE b.cashier_shift_id = s.id AND b.completed_at <= s.closed_at), 0)`,
  ],
  [
    'money lies in suspense, and nobody is told',
    `SELECT f.folio_no, f.balance FROM billing.v_folio_balances f WHERE f.type = 'suspense' AND f.balance <> 0
       AND NOT EXISTS (SELECT FROM sync.resolutions e WHERE e.facts ->> 'folioNo' = f.folio_no)`,
  ],
  [
    'a reservation costs other than its nights',
    `SELECT r.confirmation_no, r.status, r.total, sum(l.rate) AS nights FROM reservation.reservations r
     JOIN reservation.reservation_line_items l ON l.reservation_id = r.id AND l.kind = 'room' AND l.deleted_at IS NULL
     WHERE r.status IN ('tentative', 'confirmed', 'checked_in') GROUP BY r.id HAVING sum(l.rate) <> r.total`,
  ],
]

/** At the centre and at every desk, and of what people were told. */
export async function findUntrueMoney(house: House): Promise<string[]> {
  const problems = await findIn('centre', (sql) => house.central.query(sql))
  for (const { name, terminal } of house.desks)
    problems.push(...(await findIn(name, (sql) => terminal.readOnlySql(sql, []))))
  return [...problems, ...(await findUnbooked(house)), ...(await findUnmeantCredits(house))]
}

async function findIn(where: string, ask: Ask): Promise<string[]> {
  const problems: string[] = []
  for (const [claim, sql] of facts)
    for (const row of await ask(sql)) problems.push(`${where}: ${claim}: ${JSON.stringify(row)}`)
  for (const { folio, balance, shown } of await readFolios(ask))
    if (Number(balance) !== Number(shown))
      problems.push(`${where}: folio ${folio} comes to ${balance}, and ${shown} is shown`)
  return problems
}

const list = (of: string) => `coalesce(json_agg(${of}), '[]')`
const FOLIOS = `SELECT f.folio_no AS folio, f.balance::text AS shown,
  (SELECT ${list('i.gross::text')} FROM billing.folio_line_items i WHERE i.folio_id = f.folio_id) AS charges,
  (SELECT ${list(`json_build_object('amount', p.amount::text, 'status', p.status)`)} FROM billing.payments p WHERE p.folio_id = f.folio_id) AS payments,
  (SELECT ${list(`json_build_object('amount', b.amount::text, 'status', b.status)`)} FROM billing.refunds b
   JOIN billing.payments p ON p.id = b.payment_id WHERE p.folio_id = f.folio_id) AS refunds
FROM billing.v_folio_balances f`

/** What the entries of a folio come to, and what the view shows of it. */
async function readFolios(ask: Ask): Promise<{ folio: string; balance: string; shown: string }[]> {
  const rows = (await ask(FOLIOS)) as readonly (Row & FolioEntries & { folio: string; shown: string })[]
  return rows.map(({ folio, shown, ...entries }) => ({ folio, shown, balance: balanceOf(entries, 4).balance }))
}

interface Taken {
  readonly paymentId: string
  readonly amount?: string
  readonly total?: string
}

/** Money that a person was told is booked stands once, in full; none comes from nowhere; what had no home has an entry. */
async function findUnbooked({ central, desks }: House): Promise<string[]> {
  const takings = ['v1.folio.takePayment', 'v1.folio.queueCard', 'v1.order.settleCash']
  const given = new Map(desks.flatMap(({ done }) => done).filter(({ name }) => takings.includes(name)).map((each) => [each.commandId, each])) // prettier-ignore
  const refused = new Set((await central.query<{ id: string }>(`SELECT id FROM sync.command_results WHERE outcome = 'refused'`)).map(({ id }) => id)) // prettier-ignore
  const payments = await central.query<{ id: string; amount: string }>('SELECT id, amount::text AS amount FROM billing.payments') // prettier-ignore
  const bookedById = new Map(payments.map(({ id, amount }) => [id, amount]))
  // Told at two desks, a card may have been charged beside the queued payment.
  for (const { args } of desks.flatMap(({ done }) => done).filter(({ name }) => name === 'v1.folio.tellCard'))
    bookedById.delete((args as Taken).paymentId)
  const problems: string[] = []
  for (const { commandId, name, args } of given.values()) {
    const { paymentId, amount, total } = args as Taken
    const booked = bookedById.get(paymentId)
    bookedById.delete(paymentId)
    if (booked === undefined && refused.has(commandId)) continue
    if (Number(booked) !== Number(amount ?? total)) problems.push(`${name} ${commandId} took ${amount ?? total}, and ${booked} is booked`) // prettier-ignore
  }
  for (const [id, amount] of bookedById) problems.push(`payment ${id} of ${amount} was taken by nobody`)
  return problems
}

const CREDITS = `SELECT r.id, r.confirmation_no AS no, sum(f.balance)::text AS balance FROM reservation.reservations r
  JOIN billing.v_folio_balances f ON f.reservation_id = r.id
  WHERE NOT ${told(`'paid_twice'`)} AND NOT EXISTS (
    SELECT FROM billing.folio_line_items i JOIN billing.folios o ON o.id = i.folio_id WHERE o.reservation_id = r.id AND i.kind = 'reversal')
  GROUP BY r.id HAVING sum(f.balance) < 0`

/** Whoever took no more than was owed where they stood did not mean to leave a credit. */
async function findUnmeantCredits({ central, desks }: House): Promise<string[]> {
  const payments = desks
    .flatMap(({ done }) => done)
    .filter(({ name }) => /^v1\.folio\.(takePayment|queueCard)$/.test(name))
  const meant = new Set(payments.map(({ args }) => args as { reservationId: string; owed: string; amount: string })
    .filter(({ owed, amount }) => Number(amount) > Number(owed)).map(({ reservationId }) => reservationId)) // prettier-ignore
  const rows = await central.query<{ id: string; no: string; balance: string }>(CREDITS)
  return rows.filter(({ id }) => !meant.has(id)).map(({ no, balance }) => `${no} has a credit of ${balance} that nobody meant, and nobody is told`) // prettier-ignore
}
