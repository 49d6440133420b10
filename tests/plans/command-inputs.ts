import { addDays } from '../../shared/kernel/dates.ts'
import type { Database } from '../../shared/command/database.ts'
import type { Subject } from '../../bench/subjects.ts'

interface Samples {
  type: string
  rate: string
  profile: string
  lastName: string
  dueIn: string
  unassigned: string
  inHouse: string
  future: string
  option: string
  cancelled: string
  dirtyUnit: string
  freeUnit: string
  task: string
  stay: string
  outlet: string
  table: string
  dish: string
  drawer: string
  payment: string
  chargeCode: string
  quote: string
  quoteNo: string
  user: string
  otherProfile: string
  feedback: string
}

const PIN_HASH = `$2b$10$${'a'.repeat(53)}`

/** An input for every command, from the hotel at hand. What is refused has still asked all that its handler asks. */
export async function commandInputs(db: Database, subject: Subject): Promise<ReadonlyMap<string, object>> {
  const { businessDate } = subject
  const sample = await readSamples(db, subject)
  return new Map<string, object>([
    [
      'v1.reservation.create',
      {
        guest: { kind: 'existing', profileId: sample.profile },
        arrival: addDays(businessDate, 20),
        departure: addDays(businessDate, 24),
        adults: 1,
        children: 0,
        unitTypeId: sample.type,
        rateStrategyId: sample.rate,
        guarantee: 'card',
        source: 'phone',
        notes: '',
      },
    ],
    ['v1.reservation.assignUnit', { reservationId: sample.unassigned, unitId: sample.freeUnit }],
    ['v1.reservation.moveUnit', { reservationId: sample.inHouse, unitId: sample.freeUnit, reason: 'Noise' }],
    ['v1.reservation.checkIn', { reservationId: sample.dueIn, override: { reason: 'The guest insists' } }],
    ['v1.reservation.checkOut', { reservationId: sample.inHouse, reason: 'Leaves early' }],
    [
      'v1.reservation.modify',
      { reservationId: sample.future, change: { departure: addDays(businessDate, 40), adults: 2 } },
    ],
    ['v1.reservation.lockUnit', { reservationId: sample.dueIn, locked: true }],
    [
      'v1.reservation.splitStay',
      { reservationId: sample.inHouse, unitId: sample.freeUnit, from: addDays(businessDate, 1) },
    ],
    [
      'v1.reservation.swapUnits',
      { reservationId: sample.dueIn, otherReservationId: sample.inHouse, reason: 'They asked for it' },
    ],
    [
      'v1.reservation.addTrace',
      { reservationId: sample.inHouse, due: businessDate, department: 'front_office', text: 'Call a taxi' },
    ],
    ['v1.reservation.completeTrace', { traceId: sample.task }],
    ['v1.reservation.setNotes', { reservationId: sample.inHouse, from: '', to: 'Quiet room' }],
    ['v1.property.setOverbooking', { unitTypeId: sample.type, limit: 2 }],
    ['v1.reservation.confirm', { reservationId: sample.option, guarantee: 'card' }],
    ['v1.reservation.setGuarantee', { reservationId: sample.future, guarantee: 'company' }],
    ['v1.reservation.expire', { reservationId: sample.option, reason: 'No answer' }],
    ['v1.reservation.noShow', { reservationId: sample.dueIn, reason: 'Did not come' }],
    ['v1.reservation.walk', { reservationId: sample.dueIn, hotel: 'Hotel Lisboa', reason: 'Overbooked' }],
    ['v1.reservation.reinstate', { reservationId: sample.cancelled, reason: 'Comes after all' }],
    ['v1.reservation.reverseCheckIn', { reservationId: sample.inHouse, reason: 'Wrong guest' }],
    ['v1.reservation.cancel', { reservationId: sample.future, reason: 'Plans changed' }],
    [
      'v1.guest.captureIdentity',
      {
        profileId: sample.profile,
        document: { type: 'passport', number: 'CD6021347', country: 'PT', expiresOn: '2031-04-30' },
        dateOfBirth: '1971-02-03',
      },
    ],
    ['v1.guest.setConsent', { profileId: sample.profile, kind: 'marketing', granted: false }],
    ['v1.guest.setPreferences', { profileId: sample.profile, changes: { pillow: { from: null, to: 'firm' } } }],
    ['v1.guest.keepMembership', { profileId: sample.profile, program: 'Estrela', number: '4711', tier: 'gold' }],
    ['v1.guest.endMembership', { profileId: sample.profile, membershipId: sample.profile }],
    ['v1.guest.tellApart', { profileId: sample.profile, otherId: sample.otherProfile }],
    ['v1.guest.merge', { survivorId: sample.profile, mergedId: sample.otherProfile }],
    [
      'v1.feedback.record',
      {
        ...{ stayId: sample.stay, profileId: null, type: 'NPS', npsScore: 9, ratings: { comfort: 5 } },
        ...{ comment: 'Quiet', sentiment: 'positive', source: 'desk' },
      },
    ],
    ['v1.feedback.respond', { feedbackId: sample.feedback, response: 'Thank you' }],
    ['v1.feedback.setSentiment', { feedbackId: sample.feedback, sentiment: 'mixed' }],
    ['v1.guest.revealIdentity', { profileId: sample.profile, reason: 'Police register' }],
    ...offerInputs(sample, businessDate),
    ['v1.guest.edit', { profileId: sample.profile, changes: { lastName: { from: sample.lastName, to: 'Novais' } } }],
    ['v1.unit.setHousekeepingStatus', { unitId: sample.dirtyUnit, status: 'clean' }],
    ['v1.housekeeping.completeTask', { taskId: sample.task }],
    [
      'v1.folio.postCharge',
      { reservationId: sample.inHouse, transactionCodeId: sample.chargeCode, description: 'Parking', amount: '18.00' },
    ],
    ...moneyInputs(sample),
    ...orderInputs(sample),
    ...upkeepInputs(sample, businessDate),
    ['v1.access.changePin', { userId: sample.user, pinHash: PIN_HASH }],
    ['v1.access.resetPin', { userId: sample.user, pinHash: PIN_HASH }],
    ['v1.access.tellLockOut', { userId: sample.user, attempts: 5 }],
    ['v1.access.releaseLockOut', { lockOutId: sample.task }],
    ['v1.resolution.reopen', { resolutionId: sample.task }],
    ['v1.resolution.resolve', { resolutionId: sample.task, note: 'Called the guest' }],
  ])
}

function upkeepInputs({ freeUnit, inHouse, task }: Samples, businessDate: Subject['businessDate']): [string, object][] {
  const steps = ['accept', 'start', 'close'].map((step): [string, object] => [
    `v1.maintenance.${step}`,
    { requestId: task },
  ])
  const told = ['hold', 'resolve', 'reopen', 'cancel'].map((step): [string, object] => [
    `v1.maintenance.${step}`,
    { requestId: task, note: 'Waits for a part' },
  ])
  return [
    [
      'v1.unit.takeOutOfOrder',
      { unitId: freeUnit, kind: 'out_of_order', until: addDays(businessDate, 3), reason: 'Leak' },
    ],
    ['v1.unit.returnToService', { unitId: freeUnit }],
    [
      'v1.maintenance.report',
      { unitId: freeUnit, place: '', category: 'plumbing', severity: 'major', description: 'The tap drips' },
    ],
    ...steps,
    ...told,
    [
      'v1.service.request',
      { reservationId: inHouse, unitId: null, category: 'housekeeping', priority: 'normal', description: 'Towels' },
    ],
    ['v1.service.acknowledge', { requestId: task }],
    ['v1.service.complete', { requestId: task }],
    ['v1.service.cancel', { requestId: task, reason: 'Found some' }],
  ]
}

/** The refund that is answered is not there: a test that wants all of the handler asks for it first. */
function moneyInputs({ inHouse, payment, task }: Samples): [string, object][] {
  const refund = { reservationId: inHouse, paymentId: payment, amount: '1.00', reason: 'Not theirs' }
  return [
    ['v1.folio.takePayment', { method: 'card_slip', reservationId: inHouse, amount: '50.00', slip: 'SL123456' }],
    ['v1.folio.queueCard', { reservationId: inHouse, amount: '50.00', slip: 'OFF77' }],
    ['v1.folio.tellCard', { reservationId: inHouse, paymentId: payment, outcome: 'captured', slip: 'SL123457' }],
    ['v1.folio.refund', refund],
    ['v1.folio.requestRefund', refund],
    ['v1.folio.settleRefund', { reservationId: inHouse, refundId: task, outcome: 'given', slip: 'R1' }],
  ]
}

function offerInputs(
  { type, rate, profile, quote, quoteNo, task }: Samples,
  businessDate: Subject['businessDate'],
): [string, object][] {
  const [guest, stay] = [
    { kind: 'existing', profileId: profile },
    { arrival: addDays(businessDate, 20), departure: addDays(businessDate, 24), notes: '' },
  ]
  const terms = { guarantee: 'card', source: 'phone' }
  return [
    [
      'v1.quote.give',
      {
        ...stay,
        guest,
        adults: 1,
        children: 0,
        offers: [{ unitTypeId: type, rateStrategyId: rate }],
        validUntil: addDays(businessDate, 3),
      },
    ],
    ['v1.quote.convert', { ...terms, quoteId: quote }],
    ['v1.quote.extend', { quoteNo, validUntil: '2099-01-01' }],
    ['v1.quote.decline', { quoteNo, reason: 'Too dear' }],
    ['v1.quote.lapse', { quoteNo }],
    ['v1.waitlist.add', { ...stay, guest, unitTypeId: type, guests: 1, priority: 0 }],
    ['v1.waitlist.setPriority', { entryId: task, priority: 9 }],
    ['v1.waitlist.offer', { entryId: task }],
    ['v1.waitlist.decline', { entryId: task }],
    ['v1.waitlist.leave', { entryId: task, reason: 'Found another hotel' }],
    ['v1.waitlist.lapse', { entryId: task }],
    ['v1.waitlist.book', { ...terms, entryId: task, rateStrategyId: rate }],
  ]
}

/** The order that is added to, voided and settled is not there: a test that wants all of a handler places it first. */
function orderInputs({ outlet, table, dish, stay, drawer, task }: Samples): [string, object][] {
  const lines = [{ menuItemId: dish, qty: 2, modifierIds: [], note: '' }]
  return [
    ['v1.order.place', { outletId: outlet, place: { kind: 'table', tableId: table }, covers: 2, lines }],
    ['v1.order.addItems', { orderId: task, lines }],
    ['v1.order.voidItem', { itemId: task, qty: 1, reason: 'Sent back' }],
    ['v1.order.settleToRoom', { orderId: task, stayId: stay }],
    ['v1.order.settleCash', { orderId: task, total: '1.00' }],
    ['v1.cashier.openDrawer', { drawerId: drawer, float: '100.00' }],
  ]
}

async function readSamples(db: Database, { propertyId, businessDate }: Subject): Promise<Samples> {
  const reservation = (where: string) =>
    `(SELECT r.id FROM reservation.reservations r WHERE r.property_id = $1 AND ${where} ORDER BY r.id LIMIT 1)`
  const assigned = 'EXISTS (SELECT FROM reservation.unit_assignments a WHERE a.reservation_id = r.id)'
  const unit = (where: string) =>
    `(SELECT u.id FROM property_mgmt.inventory_units u WHERE u.property_id = $1 AND u.block_status = 'none' AND ${where} ORDER BY u.number LIMIT 1)`
  const [samples] = await db.query<Samples>(
    `SELECT r.unit_type_id AS type, r.rate_strategy_id AS rate, r.profile_id AS profile, g.last_name AS "lastName",
       ${reservation(`r.status = 'confirmed' AND r.arrival = $2::date AND ${assigned}`)} AS "dueIn",
       ${reservation(`r.status = 'confirmed' AND r.arrival = $2::date AND NOT ${assigned}`)} AS unassigned,
       ${reservation(`r.status = 'checked_in' AND r.departure > $2::date`)} AS "inHouse",
       ${reservation(`r.status = 'confirmed' AND r.arrival > $2::date + 5`)} AS future,
       coalesce(${reservation(`r.status = 'tentative' AND r.arrival > $2::date`)}, ${reservation(`r.status = 'confirmed' AND r.arrival > $2::date + 5`)}) AS option,
       ${reservation(`r.status = 'cancelled' AND r.arrival > $2::date`)} AS cancelled,
       ${unit(`u.housekeeping_status = 'dirty'`)} AS "dirtyUnit",
       ${unit(`u.occupancy_status = 'vacant' AND u.housekeeping_status IN ('clean', 'inspected')`)} AS "freeUnit",
       (SELECT id FROM operations.housekeeping_tasks WHERE property_id = $1 AND status = 'assigned' ORDER BY id LIMIT 1) AS task,
       (SELECT id FROM guest.stays WHERE property_id = $1 AND status = 'in_house' ORDER BY id LIMIT 1) AS stay,
       (SELECT id FROM fb.outlets WHERE property_id = $1 AND code = 'REST') AS outlet,
       (SELECT d.id FROM fb.dining_tables d JOIN fb.outlets o ON o.id = d.outlet_id
        WHERE d.property_id = $1 AND o.code = 'REST' ORDER BY d.id LIMIT 1) AS "table",
       (SELECT m.id FROM fb.menu_items m WHERE m.property_id = $1
          AND NOT EXISTS (SELECT FROM fb.menu_item_modifier_groups g WHERE g.menu_item_id = m.id) ORDER BY m.sku LIMIT 1) AS dish,
       (SELECT id FROM billing.cash_drawers WHERE property_id = $1 ORDER BY code LIMIT 1) AS drawer,
       (SELECT p.id FROM billing.payments p WHERE p.property_id = $1 AND p.method = 'cash' AND p.status = 'captured' ORDER BY p.id LIMIT 1) AS payment,
       (SELECT id FROM billing.transaction_codes WHERE property_id = $1 AND code = 'MISC') AS "chargeCode",
       (SELECT id FROM reservation.quotes WHERE property_id = $1 AND status = 'sent' ORDER BY quote_no LIMIT 1) AS quote,
       (SELECT quote_no FROM reservation.quotes WHERE property_id = $1 AND status = 'sent' ORDER BY quote_no LIMIT 1) AS "quoteNo",
       (SELECT user_id FROM shared.user_property_roles WHERE property_id = $1 AND ended_at IS NULL ORDER BY id LIMIT 1) AS "user",
       (SELECT id FROM guest.profiles WHERE property_id = $1 AND id <> r.profile_id ORDER BY id LIMIT 1) AS "otherProfile",
       (SELECT id FROM guest.feedback WHERE property_id = $1 AND response IS NULL ORDER BY id LIMIT 1) AS feedback
     FROM reservation.reservations r JOIN guest.profiles g ON g.id = r.profile_id
     WHERE r.property_id = $1 AND r.status = 'confirmed' AND r.arrival > $2::date ORDER BY r.id LIMIT 1`,
    [propertyId, businessDate],
  )
  if (!samples) throw new Error('nothing lies ahead in this hotel')
  return samples
}
