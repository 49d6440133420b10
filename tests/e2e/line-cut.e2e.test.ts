import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTerminal } from '../../electron/core/open-terminal.ts'
import { type Browser, chromiumPath, startBrowser } from '../support/browser.ts'
import { rowsAtCentre, rowsOnTerminal } from '../support/compare.ts'
import { DeskUser } from './desk.ts'
import { insertSmallOutlet } from '../contract/small-outlet.ts'
import { book, type Desk, give, type Group, openGroup } from './group.ts'

describe.skipIf(chromiumPath === undefined)('two desks and a cut line', () => {
  let group: Group
  let browser: Browser
  let a: Desk
  let b: Desk
  const complaints: string[] = []

  beforeAll(async () => {
    group = await openGroup(async (db, hotel) => {
      await book(db, hotel, hotel.guests.ada)
      await insertSmallOutlet(db, hotel)
      // Bo came yesterday and leaves today: he dines before he goes.
      const bo = await book(db, hotel, hotel.guests.bo, { from: -1, nights: 1, unitId: hotel.units['102'] })
      await give(db, hotel, 'v1.reservation.checkIn', { reservationId: bo }, -1)
      await db.execute(`UPDATE property_mgmt.inventory_units SET housekeeping_status = 'dirty' WHERE id = $1`, [
        hotel.units['104'],
      ])
    })
    browser = await startBrowser(complaints)
    a = await group.addDesk('Desk A')
    b = await group.addDesk('Desk B')
  })
  afterAll(async () => {
    await browser.close()
    await group.close()
  })

  const visit = async (desk: Desk) => {
    const user = new DeskUser(await browser.open(desk.station.url))
    await user.signIn()
    return user
  }
  const row = async (sql: string) => (await group.central.query(sql))[0]

  it('goes on working, survives kill -9, and merges: nothing lost, the unit held once, the re-roomed guest told of', async () => {
    const tonight = `stay @> '${group.hotel.businessDate}'::date`
    let atA = await visit(a)
    const atB = await visit(b)
    await atA.seesBadge(/^Sync: Online$/)
    await atB.seesBadge(/^Sync: Online$/)

    // The line of A is cut. A shift goes on. A page that is not in front draws seldom, and would be slow to work on.
    a.line.cut()
    await atA.page.bringToFront()
    await atA.seesBadge(/^Sync: Offline since/)
    const confirmation = await atA.reserve('Zoe Offline')
    await atA.checkIn('Ada King', '101')
    await atA.setClean('104')
    await atA.order('Table T1', ['Soup of the day', 'House wine'])
    await atA.chargeToRoom('102', 'Bo Lind')
    await atA.order('Table T2', ['Custard tart'])
    await atA.seesBadge(/6 queued$/)

    // B sells the very same unit for the very same night, and the centre agrees.
    await atB.page.bringToFront()
    await atB.reserve('Noor Second', '101')
    // And Bo pays his room at B and leaves: what he signed at A has not arrived.
    await atB.checkOut('Bo Lind')
    await atB.seesBadge(/^Sync: Online$/)
    expect(
      await row(`SELECT count(*)::int AS n FROM reservation.unit_assignments WHERE active AND ${tonight}`),
    ).toEqual({
      n: 1,
    })

    // A's program dies without a word, and starts again with the line still down. Its work is there.
    await a.station.killHard()
    await a.restart()
    await atA.page.close()
    atA = await visit(a)
    await atA.seesBadge(/^Sync: Offline since .* 6 queued$/)
    expect((await atA.queuedCommands()).length).toBe(6)
    await atA.openTab('Arrivals')
    await atA.row('Zoe Offline').waitFor()
    await atA.openTab('In house')
    await atA.row('Ada King').getByText('101').waitFor()
    await atA.go('Orders')
    await atA.page
      .getByRole('region', { name: 'Places' })
      .getByRole('button', { name: 'Table T2' })
      .getByText('7.50')
      .waitFor()

    // The line returns: both desks come to the same story.
    a.line.mend()
    await atA.seesBadge(/^Sync: Online$/)
    await atB.page.bringToFront()
    await atB.openTab('In house')
    await atB.row('Ada King').getByText('101').waitFor()
    for (const desk of [atA, atB]) {
      await desk.page.bringToFront()
      await desk.go('Resolution Centre')
      await desk.page.getByRole('list', { name: 'Open entries' }).getByText('Noor Second').waitFor()
      await desk.page.getByRole('list', { name: 'Open entries' }).getByText('Late charge').waitFor()
      await desk.page.getByRole('article').getByText('What to tell the guest').waitFor()
    }
    await atA.page.screenshot({ path: 'dist/e2e-resolution-centre.png' })

    expect(await row(`SELECT status FROM reservation.reservations WHERE confirmation_no = '${confirmation}'`)).toEqual({
      status: 'confirmed',
    })
    const held = await group.central.query(
      `SELECT g.last_name, u.number FROM reservation.unit_assignments a
       JOIN reservation.reservations r ON r.id = a.reservation_id JOIN guest.profiles g ON g.id = r.profile_id
       JOIN property_mgmt.inventory_units u ON u.id = a.unit_id WHERE a.active AND ${tonight} ORDER BY 1`,
    )
    expect(held).toHaveLength(2)
    expect(held[0]).toEqual({ last_name: 'King', number: '101' })
    expect(held[1]).toMatchObject({ last_name: 'Second', number: expect.stringMatching(/^10[234]$/) as string })
    expect(
      await row(`SELECT housekeeping_status AS s FROM property_mgmt.inventory_units WHERE number = '104'`),
    ).toEqual({ s: 'clean' })
    const entries = await group.central.query(`SELECT reason, status FROM sync.resolutions ORDER BY reason`)
    expect(entries).toEqual([
      { reason: 'late_charge', status: 'open' },
      { reason: 're_roomed', status: 'open' },
    ])
    // The guest who had left owes it on a folio of its own; the kitchen was told of each line once.
    expect(await row(`SELECT type, balance::text AS balance FROM billing.v_folio_balances`)).toEqual({
      type: 'post_departure',
      balance: '14.00',
    })
    expect(await row(`SELECT count(*)::int AS n FROM fb.kitchen_tickets`)).toEqual({ n: 2 })
    expect(await row(`SELECT status FROM fb.fb_orders ORDER BY order_no DESC LIMIT 1`)).toEqual({ status: 'placed' })
    expect(await row(`SELECT count(*)::int AS n FROM sync.command_results`)).toEqual({ n: 8 })
    await expectSameRows()
    // A page whose program was killed says that it cannot reach it; nothing else may be said.
    expect(complaints.filter((text) => !text.includes('ERR_CONNECTION_REFUSED'))).toEqual([])
  })

  /** Row by row, every column: the centre and what each desk has on its disk. */
  async function expectSameRows(): Promise<void> {
    const centre = await rowsAtCentre(group.central, group.hotel.propertyId)
    for (const desk of [a, b]) {
      await desk.station.stop()
      const terminal = await openTerminal({ dataDir: desk.dataDir, serverUrl: desk.line.url })
      try {
        expect(await rowsOnTerminal(terminal)).toEqual(centre)
        expect(
          await terminal.readOnlySql(
            'SELECT (SELECT count(*) FROM sync.outbox) AS queued, (SELECT count(*) FROM sync.undo) AS undo',
            [],
          ),
        ).toEqual([{ queued: 0, undo: 0 }])
      } finally {
        await terminal.close()
      }
    }
  }
})
