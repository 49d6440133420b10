import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId, type Uuid } from '../../shared/kernel/ids.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { Desk } from './desk.ts'

describe.each(bothDatabases)('guests and the house on %s', (_name, open) => {
  let subject: Subject
  let desk: Desk
  beforeAll(async () => {
    subject = await open()
  })
  afterAll(() => subject.close())
  beforeEach(async () => {
    desk = await Desk.open(subject)
  })

  describe('edit guest', () => {
    const edit = (changes: object, at: string) =>
      desk.run('v1.guest.edit', { profileId: desk.hotel.guests.ada, changes }, { at })
    const profile = async () => (await desk.ask('guest.profile', { profileId: desk.hotel.guests.ada }))[0]

    test('changes every field that a person may edit', async () => {
      const changes = {
        firstName: { from: 'Ada', to: 'Augusta' },
        lastName: { from: 'King', to: 'Lovelace' },
        email: { from: 'ada@example.com', to: null },
        phone: { from: '+44 20 7946 0018', to: '+44 20 7946 0019' },
        nationality: { from: null, to: 'GB' },
        language: { from: null, to: 'en-GB' },
        vipLevel: { from: 'none', to: 'gold' },
        notes: { from: '', to: 'quiet room' },
        noPost: { from: false, to: true },
      }
      expect(await edit(changes, '10:00')).toMatchObject({ outcome: 'applied', resolutions: [] })
      const wanted = Object.fromEntries(Object.entries(changes).map(([field, { to }]) => [field, to]))
      expect(await profile()).toMatchObject({ ...wanted, fullName: 'Augusta Lovelace', alternatives: [] })
    })

    test('two edits of one field: the newer stands, the other is kept, whichever comes first', async () => {
      await edit({ notes: { from: '', to: 'window' } }, '10:05')
      const older = await edit({ notes: { from: '', to: 'ground floor' } }, '10:00')
      expect(older.resolutions).toMatchObject([
        { reason: 'guest_edit_conflict', facts: { field: 'notes', kept: 'window', other: 'ground floor' } },
      ])
      expect(await profile()).toMatchObject({
        notes: 'window',
        alternatives: [{ field: 'notes', value: 'ground floor' }],
      })
      const newer = await edit({ notes: { from: '', to: 'balcony' } }, '10:10')
      expect(newer.resolutions).toMatchObject([{ facts: { kept: 'balcony', other: 'window' } }])
      expect(await profile()).toMatchObject({ notes: 'balcony' })
    })

    test('edits of different fields, and the same value twice, are no conflict', async () => {
      await edit({ notes: { from: '', to: 'window' } }, '10:00')
      expect((await edit({ phone: { from: '+44 20 7946 0018', to: null } }, '09:00')).resolutions).toEqual([])
      expect((await edit({ notes: { from: '', to: 'window' } }, '10:10')).resolutions).toEqual([])
      expect(await profile()).toMatchObject({ notes: 'window', phone: null, alternatives: [] })
    })

    test('refuses records that are closed', async () => {
      const { ada, bo } = desk.hotel.guests
      const changes = { notes: { from: '', to: 'x' } }
      const refusalOf = async (profileId: Uuid) => (await desk.run('v1.guest.edit', { profileId, changes })).refusal
      expect(await refusalOf(newId())).toMatchObject({ code: 'guest_not_found' })
      await desk.set('guest.profiles', bo, `merged_into_id = '${ada}'`)
      expect(await refusalOf(bo)).toMatchObject({ code: 'guest_merged', facts: { guestName: 'Ada King' } })
      await desk.set('guest.profiles', ada, 'erased_at = now()')
      expect(await refusalOf(ada)).toMatchObject({ code: 'guest_erased' })
    })
  })

  describe('housekeeping status', () => {
    const set = async (status: string, at: string) =>
      (await desk.run('v1.unit.setHousekeepingStatus', { unitId: desk.hotel.units['101'], status }, { at })).refusal
    const now = async () => (await desk.unit('101')).housekeeping

    test('goes its round', async () => {
      const round = ['inspected', 'dirty', 'in_progress', 'clean', 'pickup', 'clean', 'dirty', 'clean']
      for (const [i, status] of round.entries()) {
        expect(await set(status, `10:0${i}`)).toBeNull()
        expect(await now()).toBe(status)
      }
    })

    test('refuses what does not follow', async () => {
      await set('dirty', '10:00')
      expect(await set('inspected', '10:01')).toMatchObject({ code: 'housekeeping_not_clean_first' })
      expect(await set('pickup', '10:02')).toMatchObject({ code: 'housekeeping_not_possible' })
      const nowhere = await desk.run('v1.unit.setHousekeepingStatus', { unitId: newId(), status: 'clean' })
      expect(nowhere.refusal).toMatchObject({ code: 'unit_not_found' })
      expect(await now()).toBe('dirty')
    })

    test('what was seen earlier changes nothing', async () => {
      await set('dirty', '10:05')
      expect(await set('inspected', '10:00')).toBeNull()
      expect(await now()).toBe('dirty')
    })

    test('a later check-out makes dirty, an earlier one that arrives late does not', async () => {
      const early = await desk.settle({ unit: '101' }, { at: '09:00' })
      await desk.run('v1.reservation.checkOut', { reservationId: early }, { at: '10:00' })
      expect(await now()).toBe('dirty')
      const late = await desk.settle({ unit: '102' }, { at: '09:00' })
      await desk.run(
        'v1.unit.setHousekeepingStatus',
        { unitId: desk.hotel.units['102'], status: 'inspected' },
        { at: '11:00' },
      )
      await desk.run('v1.reservation.checkOut', { reservationId: late }, { at: '10:30' })
      expect(await desk.unit('102')).toMatchObject({ occupancy: 'vacant', housekeeping: 'inspected' })
    })
  })

  describe('complete task', () => {
    const addTask = async (status: string, unit: '101' | '102' = '101'): Promise<Uuid> => {
      const id = newId()
      const { propertyId, units, businessDate } = desk.hotel
      await desk.db.execute(
        `INSERT INTO operations.housekeeping_tasks (id, property_id, unit_id, type, status, scheduled_date, completed_at)
         VALUES ($1, $2, $3, 'departure', $4, $5, CASE WHEN $6 THEN now() END)`,
        [id, propertyId, units[unit], status, businessDate, status.startsWith('inspected') || status === 'completed'],
      )
      return id
    }
    const complete = async (taskId: Uuid) =>
      (await desk.run('v1.housekeeping.completeTask', { taskId, result: 'done' })).refusal
    const statusOf = async (id: Uuid) =>
      (await desk.db.query('SELECT status, result FROM operations.housekeeping_tasks WHERE id = $1', [id]))[0]

    test.each(['pending', 'assigned', 'in_progress', 'paused', 'inspected_fail'])(
      'from %s, and the unit is clean',
      async (status) => {
        await desk.setUnit('101', `housekeeping_status = 'dirty'`)
        const id = await addTask(status)
        expect(await complete(id)).toBeNull()
        expect(await statusOf(id)).toEqual({ status: 'completed', result: 'done' })
        expect(await desk.unit('101')).toMatchObject({ housekeeping: 'clean' })
      },
    )

    test('refuses what is done or closed', async () => {
      expect(await complete(await addTask('completed'))).toEqual({ code: 'task_done', facts: { unit: '101' } })
      expect(await complete(await addTask('inspected_pass'))).toMatchObject({ code: 'task_done' })
      expect(await complete(await addTask('cancelled'))).toEqual({
        code: 'task_closed',
        facts: { unit: '101', status: 'cancelled' },
      })
      expect(await complete(newId())).toMatchObject({ code: 'task_not_found' })
    })

    test('an inspected unit stays inspected', async () => {
      await desk.setUnit('102', `housekeeping_status = 'inspected'`)
      expect(await complete(await addTask('pending', '102'))).toBeNull()
      expect(await desk.unit('102')).toMatchObject({ housekeeping: 'inspected' })
    })
  })

  describe('resolve', () => {
    const raise = async (): Promise<Uuid> => {
      const id = newId()
      const { propertyId, terminalId, actor } = desk.hotel
      await desk.db.execute(
        `INSERT INTO sync.resolutions (id, property_id, command_id, terminal_id, actor, command_name, outcome, reason, next_step, raised_at)
         VALUES ($1, $2, $1, $3, $4, 'v1.reservation.create', 'refused', 'refused', 'none', now())`,
        [id, propertyId, terminalId, actor],
      )
      return id
    }

    test('names who did what about it', async () => {
      const resolutionId = await raise()
      const outcome = await desk.run('v1.resolution.resolve', { resolutionId, note: 'called the guest' })
      expect(outcome.refusal).toBeNull()
      expect(await desk.ask('resolution.list', { status: 'open' })).toEqual([])
      expect(await desk.ask('resolution.list', { status: 'resolved' })).toMatchObject([
        { resolutionId, resolvedByName: 'Ana Duty', resolutionNote: 'called the guest' },
      ])
    })

    test('refuses twice, and what is not here', async () => {
      const resolutionId = await raise()
      await desk.run('v1.resolution.resolve', { resolutionId, note: 'first' })
      const again = await desk.run('v1.resolution.resolve', { resolutionId, note: 'second' })
      expect(again.refusal).toMatchObject({ code: 'already_resolved' })
      const nothing = await desk.run('v1.resolution.resolve', { resolutionId: newId(), note: 'x' })
      expect(nothing.refusal).toMatchObject({ code: 'resolution_not_found' })
    })
  })
})
