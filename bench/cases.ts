import { queries } from '../shared/domains/registry.ts'
import type { Database } from '../shared/command/database.ts'
import { addDays } from '../shared/kernel/dates.ts'
import type { Subject } from './subjects.ts'

/** One thing to ask again and again. */
export interface Case {
  readonly name: string
  /** The registered query that is asked; a floor asks none. */
  readonly query?: string
  /** Every row of a large table is an answer, or nearly so: reading it from end to end is right. */
  readonly wantsAll?: boolean
  run(db: Database): Promise<object[]>
}

interface Samples {
  reservationId: string
  profileId: string
  unitTypeId: string
  unitId: string
  taskId: string | null
  confirmationNo: string
  phone: string | null
  firstName: string
  lastName: string
  /** Null where the house has none. */
  outletId: string | null
  orderId: string | null
}

/** Every query of the product with arguments from the data at hand; the two floors first. */
export async function casesOf(subject: Subject): Promise<Case[]> {
  const { propertyId, businessDate } = subject
  const samples = await subject.within((db) => readSamples(db, subject))
  const context = { propertyId, businessDate, terminalId: propertyId }
  const ask = (name: string, args: object, label = ''): Case => {
    const query = queries.get(name)
    if (!query) throw new Error(`There is no query ${name}.`)
    return {
      name: label === '' ? name : `${name} ${label}`,
      query: name,
      run: (db) => query.run(db, query.args.parse(args), context),
    }
  }
  /** As a live query asks when one row of the query's own table has changed. */
  const inParts = [...queries.values()].flatMap(({ name, parts, args, run }): Case[] =>
    parts
      ? [
          {
            name: `${name} (one row)`,
            query: name,
            run: (db) => run(db, args.parse({}), context, [ownRow(samples, parts.own)]),
          },
        ]
      : [],
  )
  const search = (what: string, text: string) => ask('reservation.search', { text }, `(${what})`)
  const nights = (count: number) => ({ arrival: businessDate, departure: addDays(businessDate, count) })
  /** As the rack asks: the days that are shown with what lies beside them. */
  const around = (days: number) => ({
    from: addDays(businessDate, -days / 4),
    to: addDays(businessDate, (days * 3) / 4),
  })
  const rack = ['rack.stays', 'rack.blocks', 'rack.nights']
  const { reservationId, profileId, unitTypeId } = samples
  const outletId = samples.outletId ?? propertyId
  return [
    { name: 'floor: select 1', run: (db) => db.query('SELECT 1') },
    {
      name: 'floor: one row by its key',
      run: (db) => db.query('SELECT * FROM reservation.reservations WHERE id = $1', [reservationId]),
    },
    ...[
      'desk.summary',
      'desk.arrivals',
      'desk.departures',
      'desk.inHouse',
      'desk.waiting',
      'quote.list',
      'waitlist.list',
    ].map((name) => ask(name, {})),
    ...inParts,
    ask('desk.traces', {}),
    ask('desk.walkCandidates', {}),
    ask('reservation.group', { groupCode: 'CONGRESS' }),
    ask('unit.list', {}),
    ask('housekeeping.tasks', {}),
    ask('maintenance.list', {}),
    ask('service.list', {}),
    ask('unit.promised', { unitId: samples.unitId, from: businessDate, until: addDays(businessDate, 14) }),
    ask('reservation.detail', { reservationId }),
    ask('guest.profile', { profileId }),
    ask('guest.identity', { profileId }),
    ask('guest.duplicates', { profileId }, '(of one guest)'),
    ask('guest.duplicates', { profileId: null }, '(of who is here)'),
    ask('guest.feedback', { profileId, unanswered: false }, '(of one guest)'),
    ask('guest.feedback', { profileId: null, unanswered: true }, '(unanswered)'),
    { ...ask('guest.nps', {}), wantsAll: true },
    ask('guest.ratings', {}),
    ask('guest.list', { text: '' }, '(nothing typed)'),
    ask('guest.list', { text: samples.firstName }, '(most common first name)'),
    ask('guest.list', { text: 'Jonhson Silvva' }, '(misspelt)'),
    ask('reservation.availability', nights(3), '(3 nights)'),
    ask('reservation.availability', nights(28), '(28 nights)'),
    ask('reservation.quote', { unitTypeId, ...nights(3) }, '(3 nights)'),
    ask('reservation.quote', { unitTypeId, ...nights(28) }, '(28 nights)'),
    ask('reservation.preview', { reservationId, change: { departure: addDays(businessDate, 3) } }),
    ask('reservation.freeUnits', nights(3), '(3 nights)'),
    ask('rack.units', {}),
    ...[28, 84].flatMap((days) => rack.map((name) => ask(name, around(days), `(${days} days)`))),
    search('most common first name', samples.firstName),
    search('most common family name', samples.lastName),
    search('two words', `${samples.firstName} ${samples.lastName}`),
    { ...search('three letters in most names', 'ari'), wantsAll: true },
    search('two letters', 'ma'),
    search('nobody', 'zzyzx'),
    search('confirmation number', samples.confirmationNo),
    { ...search('start of every confirmation number', samples.confirmationNo.slice(0, 4)), wantsAll: true },
    search('e-mail', `${samples.firstName}.${samples.lastName}@`),
    search('phone', samples.phone ?? '+351 912'),
    search('unit', '101'),
    ask('fb.outlets', {}),
    ask('fb.tables', { outletId }),
    ask('fb.roomGuests', {}),
    ask('fb.menu', { outletId }),
    ask('fb.openChecks', { outletId }),
    ask('fb.check', { orderId: samples.orderId ?? propertyId }),
    ask('folio.account', { reservationId }),
    ask('folio.waiting', {}),
    ask('folio.chargeCodes', {}),
    ask('cashier.drawers', {}),
    // A month is the sum of all its nights.
    { ...ask('property.figures', {}), wantsAll: true },
    ask('resolution.list', { status: 'open' }),
    ask('sync.pending', {}),
    ask('access.people', {}),
  ]
}

function ownRow({ reservationId, unitId, taskId }: Samples, table: string): string {
  const rows: Readonly<Record<string, string | null>> = {
    'reservation.reservations': reservationId,
    'property_mgmt.inventory_units': unitId,
    'operations.housekeeping_tasks': taskId,
  }
  const id = rows[table]
  if (!id) throw new Error(`There is no row of ${table} to ask about.`)
  return id
}

async function readSamples(db: Database, { propertyId, businessDate }: Subject): Promise<Samples> {
  const [row] = await db.query<Samples>(
    `SELECT r.id AS "reservationId", r.profile_id AS "profileId", r.unit_type_id AS "unitTypeId",
       (SELECT unit_id FROM guest.stays WHERE reservation_id = r.id AND status = 'in_house' LIMIT 1) AS "unitId",
       (SELECT id FROM operations.housekeeping_tasks WHERE property_id = $1 ORDER BY scheduled_date DESC, id LIMIT 1) AS "taskId",
       r.confirmation_no AS "confirmationNo",
       (SELECT phone FROM guest.profiles WHERE property_id = $1 AND phone IS NOT NULL LIMIT 1) AS phone,
       (SELECT id FROM fb.outlets WHERE property_id = $1 AND deleted_at IS NULL ORDER BY code DESC LIMIT 1) AS "outletId",
       (SELECT id FROM fb.fb_orders WHERE property_id = $1 ORDER BY id DESC LIMIT 1) AS "orderId",
       (SELECT first_name FROM guest.profiles WHERE property_id = $1 GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1) AS "firstName",
       (SELECT last_name FROM guest.profiles WHERE property_id = $1 GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1) AS "lastName"
     FROM reservation.reservations r
     WHERE r.property_id = $1 AND r.status = 'checked_in' AND r.arrival < $2::date ORDER BY r.nights DESC, r.id LIMIT 1`,
    [propertyId, businessDate],
  )
  if (!row) throw new Error('Nobody is in house: there is nothing to ask about.')
  return row
}
