import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Row } from '../../shared/command/database.ts'
import { bothDatabases, type Subject } from '../support/both-databases.ts'
import { Desk } from './desk.ts'

describe.each(bothDatabases)('fees on a folio, on %s', (_name, open) => {
  let subject: Subject
  let desk: Desk
  beforeAll(async () => {
    subject = await open()
  })
  afterAll(() => subject.close())
  beforeEach(async () => {
    desk = await Desk.open(subject, { atCentre: true })
  })
  const give = (name: string, reservationId: string, more: object = { reason: 'as told' }) =>
    desk.prepare(`v1.reservation.${name}`, { reservationId, ...more })
  const run = async (name: string, reservationId: string, more?: object) =>
    desk.arrive(await give(name, reservationId, more))
  /** 'code kind gross = net + tax' of every line of the reservation's folios. */
  const lines = async (reservationId: string): Promise<string[]> => {
    const rows = await desk.db.query<Row>(
      `SELECT c.code || ' ' || l.kind || ' ' || l.gross || ' = ' || l.net || ' + ' || l.tax AS line
       FROM billing.folios f JOIN billing.folio_line_items l ON l.folio_id = f.id
       JOIN billing.transaction_codes c ON c.id = l.transaction_code_id
       WHERE f.reservation_id = $1 ORDER BY l.posted_at, l.kind, l.id`,
      [reservationId],
    )
    return rows.map((row) => String(row['line']))
  }

  test('each is charged once, taxed by its own code', async () => {
    const [gone, late] = [await desk.book({ nights: 2 }), await desk.book({ guest: 'bo' })]
    expect(await run('cancel', gone)).toMatchObject({ outcome: 'applied', resolutions: [] })
    expect(await lines(gone)).toEqual(['CXLFEE charge 100.00 = 100.00 + 0.00'])
    expect(await run('noShow', late)).toMatchObject({ outcome: 'applied', resolutions: [] })
    expect(await lines(late)).toEqual(['NOSHOW charge 100.00 = 94.34 + 5.66'])
    const [detail] = await desk.ask('reservation.detail', { reservationId: gone })
    expect(detail).toMatchObject({ cancelFee: '100.00', feeFolioNo: expect.stringMatching(/^A1-/) as string })
  })

  test('of two desks that cancel, one charges', async () => {
    const id = await desk.book()
    const [here, there] = [await give('cancel', id), await give('cancel', id)]
    expect(await desk.arrive(here)).toMatchObject({ outcome: 'applied' })
    expect(await desk.arrive(there)).toMatchObject({ outcome: 'applied_with_changes', resolutions: [] })
    const [cancelled, missed] = [await give('cancel', id), await give('noShow', id)]
    await desk.arrive(cancelled)
    await desk.arrive(missed)
    expect(await lines(id)).toHaveLength(1)
  })

  test('none is charged where none is owed or it is let go', async () => {
    const [free, waived] = [await desk.book({ from: 9 }), await desk.book()]
    await run('cancel', free)
    await run('cancel', waived, { reason: 'ill', waiveFee: true })
    expect([...(await lines(free)), ...(await lines(waived))]).toEqual([])
  })

  test('reinstated: taken back; cancelled again: charged again, to the same folio', async () => {
    const id = await desk.book()
    await run('cancel', id)
    expect(await run('reinstate', id)).toMatchObject({ resolutions: [] })
    expect(await lines(id)).toEqual(['CXLFEE charge 50.00 = 50.00 + 0.00', 'CXLFEE reversal -50.00 = -50.00 + 0.00'])
    await run('cancel', id)
    expect(await lines(id)).toHaveLength(3)
    const folios = await desk.db.query(`SELECT FROM billing.folios WHERE reservation_id = $1`, [id])
    expect(folios).toHaveLength(1)
  })

  test('a no-show who comes after all owes nothing, and the check-in can still be reversed', async () => {
    const id = await desk.book({ unit: '101' })
    await run('noShow', id)
    const unitId = desk.hotel.units['101']
    expect(await run('checkIn', id, { unitId, reinstate: true })).toMatchObject({ outcome: 'applied', resolutions: [] })
    expect(await lines(id)).toHaveLength(2)
    expect(await run('reverseCheckIn', id)).toMatchObject({ outcome: 'applied' })
  })

  test('the check-in of a guest who was cancelled elsewhere takes the fee back too', async () => {
    const id = await desk.book({ unit: '101' })
    const checkIn = await give('checkIn', id, {})
    await run('cancel', id)
    expect((await desk.arrive(checkIn)).resolutions.map(({ reason }) => reason)).toEqual(['reinstated'])
    expect(await lines(id)).toHaveLength(2)
  })

  test('a fee on a folio that is closed is left to a person', async () => {
    const id = await desk.book()
    await run('cancel', id)
    await desk.db.execute(
      `UPDATE billing.folios SET status = 'closed_with_balance', close_reason = 'Sent to collection', closed_at = now() WHERE reservation_id = $1`,
      [id],
    )
    expect((await run('reinstate', id)).resolutions).toMatchObject([
      { reason: 'fee_not_taken_back', facts: { amount: '50.00', currency: 'EUR' }, reservationId: id },
    ])
    await run('cancel', id)
    expect(await lines(id)).toHaveLength(2)
  })

  test('without a code for it the fee stands on the reservation, and a person is told', async () => {
    const id = await desk.book()
    await desk.db.execute(`UPDATE billing.transaction_codes SET active = false WHERE property_id = $1`, [
      desk.hotel.propertyId,
    ])
    expect((await run('cancel', id)).resolutions).toMatchObject([{ reason: 'fee_not_charged' }])
    expect(await desk.reservation(id)).toMatchObject({ status: 'cancelled', fee: '50.00' })
    expect(await lines(id)).toEqual([])
  })

  test('what a desk queued before fees were charged is charged too', async () => {
    const id = await desk.book()
    const given = await give('cancel', id)
    const old = { ...(given.args as object), folio: undefined }
    expect(await desk.arrive({ ...given, args: JSON.parse(JSON.stringify(old)) as unknown })).toMatchObject({
      outcome: 'applied',
      resolutions: [],
    })
    expect(await lines(id)).toHaveLength(1)
  })
})
