import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FaultRow, ServiceRow } from '../../shared/domains/operations/upkeep-rows.ts'
import type { UnitRow } from '../../shared/domains/property_mgmt/rows.ts'
import { describeResolution } from '../../shared/domains/resolution/words.ts'
import type { ResolutionRow } from '../../shared/domains/resolution/rows.ts'
import type { Uuid } from '../../shared/kernel/ids.ts'
import { Apart } from './apart.ts'
import type { ShiftDesk } from './house.ts'

/** DOMAIN.md section 3, the rows on maintenance and on service requests, at two desks that were apart. */
describe('maintenance and service requests at two desks that were apart', () => {
  let apart: Apart
  let north: ShiftDesk
  let south: ShiftDesk
  beforeAll(async () => {
    apart = await Apart.open(['North', 'South'])
    const [first, second] = apart.house.desks
    if (!first || !second) throw new Error('there are two desks')
    ;[north, south] = [first, second]
  }, 120_000)
  afterAll(() => apart.house.close())
  beforeEach(() => apart.nextNights())
  afterEach(() => apart.emptyTonight(north))

  const tonight = () => ({ from: apart.day(0), until: apart.day(1) })
  /** What a question answers, the same at both desks. */
  const onBoth = async <T>(name: string, args: object = {}) => {
    const [one, other] = await Promise.all([north, south].map((desk) => desk.terminal.query(name, args)))
    expect(other).toEqual(one)
    return (one ?? []) as T[]
  }
  const unitOn = async (number: string) => (await onBoth<UnitRow>('unit.list')).find((unit) => unit.number === number)
  const openEntries = async () =>
    (await onBoth<ResolutionRow>('resolution.list', { status: 'open' })).map(describeResolution)

  test('out of order: sold at the other desk meanwhile; the guest is re-roomed, with the reason', async () => {
    let id: Uuid | undefined
    await apart.during(async () => {
      id = await apart.book(south, 'ada', { unitId: apart.unit('101') })
      await apart.takeOut(north, '101')
    }, south)
    expect(await apart.onAllScreens(id ?? expect.fail())).toMatchObject({
      status: 'confirmed',
      unit: '102',
      open: [
        {
          title: 'Re-roomed to 102',
          happened: 'Unit 101 is out of order.',
          done: expect.stringMatching(/^Ada King .* was moved from unit 101 to 102/),
          tell: 'Your unit is 102; nothing else has changed.',
          nextStep: { action: 'open_reservation' },
        },
      ],
    })
    expect(await unitOn('101')).toMatchObject({ blockKind: 'out_of_order', blockReason: 'Leak' })
    expect(await apart.verdicts()).toContain('v1.unit.takeOutOfOrder applied_with_changes unit_promised')
  })

  test('out of order: the last unit was sold meanwhile; nobody loses the reservation, and one key asks whom to walk', async () => {
    const { STD, DLX, STE } = apart.hotel.types
    for (const [unit, unitTypeId] of [
      ...(['102', '103', '104'] as const).map((unit) => [unit, STD] as const),
      ...(['201', '202', '203'] as const).map((unit) => [unit, DLX] as const),
      ['301', STE] as const,
    ])
      await apart.book(north, 'cy', { unitId: apart.unit(unit), unitTypeId })
    await apart.together()
    let id: Uuid | undefined
    await apart.during(async () => {
      id = await apart.book(south, 'bo', { unitId: apart.unit('101') })
      await apart.takeOut(north, '101')
    }, south)
    expect(await apart.onAllScreens(id ?? expect.fail())).toMatchObject({
      status: 'confirmed',
      unit: null,
      open: [
        {
          title: 'Unit 101 lost, none assigned',
          happened: 'Unit 101 is out of order.',
          done: expect.stringMatching(/keeps the reservation without a unit/),
          todo: expect.stringMatching(/^Find a unit before the guest arrives/),
          nextStep: { action: 'assign_unit' },
        },
      ],
    })
    expect(await openEntries()).toContainEqual({
      title: 'Oversold: Standard',
      happened: expect.stringMatching(
        /^Unit 101 is out of order. 4 Standard are sold for the night of .*, and 3 are left.$/,
      ),
      done: 'Every reservation stands; nobody was moved to another house.',
      todo: 'Find another type or another house for one of the arrivals of that day.',
      nextStep: { action: 'walk', label: 'Choose whom to walk' },
    })
    const [urgent, ...others] = await onBoth<ServiceRow>('service.list')
    expect(urgent).toMatchObject({ priority: 'urgent', description: expect.stringMatching(/^Find a unit for Bo Lind/) })
    expect(others).toEqual([])
    await apart.give(north, 'v1.service.complete', { requestId: urgent?.requestId, note: 'Sleeps at the Hotel Lisboa' })
    const [{ blockId } = { blockId: null }] = [await unitOn('101')]
    await apart.give(south, 'v1.unit.returnToService', { unitId: apart.unit('101'), blockId })
    await apart.together()
    expect((await openEntries()).map(({ title }) => title)).not.toContain('Oversold: Standard')
  })

  test('out of order at two desks: one block, for the days of both, with both reasons', async () => {
    await apart.during(async () => {
      await apart.takeOut(north, '103', { ...tonight(), reason: 'No hot water' })
      await apart.takeOut(south, '103', { ...tonight(), until: apart.day(3), reason: 'The boiler is out' })
    })
    expect(await unitOn('103')).toMatchObject({
      blockStatus: 'out_of_order',
      blockFrom: apart.day(0),
      blockUntil: apart.day(3),
      blockReason: 'No hot water; The boiler is out',
      certainty: 'synced',
    })
    await apart.during(async () => {
      for (const desk of [north, south])
        await apart.give(desk, 'v1.unit.returnToService', { unitId: apart.unit('103') })
    })
    expect(await unitOn('103')).toMatchObject({ blockStatus: 'none', blockId: null, certainty: 'synced' })
  })

  test('out of order: a guest was checked in at the other desk; the guest stays, it is out of service, and somebody looks', async () => {
    const id = await apart.book(north, 'ada', { ...apart.tonight(), unitId: apart.unit('104') })
    await apart.together()
    await apart.during(async () => {
      await apart.reserve(south, 'checkIn', { reservationId: id })
      await apart.takeOut(north, '104', { ...tonight(), reRoom: [id] })
    }, south)
    expect(await apart.onAllScreens(id)).toMatchObject({
      status: 'checked_in',
      unit: '104',
      open: [
        {
          title: 'Guest in unit 104, which was out of order',
          done: 'It is out of service now; the fault is still there.',
          tell: 'Is all well in your unit? We can offer you another one.',
          nextStep: { action: 'inspect_unit' },
        },
      ],
    })
    expect(await unitOn('104')).toMatchObject({ blockStatus: 'out_of_service', blockReason: 'Leak' })
  })

  test('maintenance: the same fault at two desks; one stays, with the words of both, and what is done to either counts', async () => {
    const report = (desk: ShiftDesk, description: string, severity: string) =>
      apart.give(desk, 'v1.maintenance.report', {
        ...{ unitId: apart.unit('102'), place: '', category: 'plumbing' },
        ...{ description, severity },
      })
    await apart.during(async () => {
      await report(north, 'The tap drips', 'minor')
      const { requestId } = await report(south, 'Water on the floor', 'major')
      await apart.give(south, 'v1.maintenance.accept', { requestId })
    })
    expect(await onBoth<FaultRow>('maintenance.list')).toMatchObject([
      {
        description: 'The tap drips',
        alsoReported: ['Water on the floor'],
        severity: 'major',
        status: 'assigned',
        assignedName: 'Ana Duty',
        certainty: 'synced',
      },
    ])
    const kept = await apart.house.central.query(
      `SELECT status, duplicate_of IS NOT NULL AS linked FROM operations.maintenance_requests ORDER BY status`,
    )
    expect(kept).toEqual([
      { status: 'assigned', linked: false },
      { status: 'duplicate', linked: true },
    ])
  })

  test('service request: taken on at two desks; the first answer counts, by its own clock, whoever sends first', async () => {
    const wish = { reservationId: null, unitId: apart.unit('102'), category: 'housekeeping', priority: 'normal' }
    const { requestId } = await apart.give(north, 'v1.service.request', { ...wish, description: 'Towels' })
    await apart.together()
    const readings: string[] = []
    await apart.during(async () => {
      for (const desk of [south, north]) await apart.give(desk, 'v1.service.acknowledge', { requestId })
      await apart.give(south, 'v1.service.request', { ...wish, description: 'A pillow' })
    })
    for (const { at } of await apart.house.central.query<{ at: string }>(
      `SELECT left(body ->> 'occurredAt', 24) AS at FROM sync.commands
       WHERE body ->> 'name' = 'v1.service.acknowledge' ORDER BY body ->> 'occurredAt'`,
    ))
      readings.push(at)
    const rows = await onBoth<ServiceRow>('service.list')
    expect(rows.map(({ description, status, inTime, certainty }) => [description, status, inTime, certainty])).toEqual([
      ['A pillow', 'requested', null, 'synced'],
      ['Towels', 'acknowledged', true, 'synced'],
    ])
    expect(readings).toHaveLength(2)
    expect(rows[1]?.acknowledgedAt && new Date(rows[1].acknowledgedAt).toISOString()).toBe(readings[0])
  })
})
