import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../shared/command/database.ts'
import { addDays } from '../../shared/kernel/dates.ts'
import type { SmallHotel } from '../contract/fixture.ts'
import { type Browser, chromiumPath, startBrowser } from '../support/browser.ts'
import { DeskUser } from './desk.ts'
import { atCentre, book, type Desk, give, type Group, openGroup } from './group.ts'

const UNITS = 300
const DAYS = 60

/** The room rack of a large house, in Chromium. Bo holds 101 and Ada 103 from tomorrow on; Cy is in 104 since yesterday. */
describe.skipIf(chromiumPath === undefined)('the room rack', () => {
  let group: Group
  let browser: Browser
  let desk: Desk
  let user: DeskUser
  let page: Page
  let rack: Locator
  const complaints: string[] = []

  beforeAll(async () => {
    group = await openGroup(async (db, hotel) => {
      const { ada, bo, cy } = hotel.guests
      await book(db, hotel, bo, { from: 1, nights: 2, unitId: hotel.units['101'] })
      await book(db, hotel, ada, { from: 1, nights: 2, unitId: hotel.units['103'] })
      const inHouse = await book(db, hotel, cy, { from: -1, nights: 2, unitId: hotel.units['104'] })
      await give(db, hotel, 'v1.reservation.checkIn', { reservationId: inHouse }, -1)
      await priceByType(db, hotel)
      await fillHouse(db, hotel)
    })
    browser = await startBrowser(complaints)
    desk = await group.addDesk('Desk A')
    user = new DeskUser(await browser.open(desk.station.url))
    await user.signIn()
    page = user.page
    page.setDefaultTimeout(10_000)
    await user.seesBadge(/^Sync: Online$/, 120_000)
    await user.go('Room rack')
    rack = page.getByRole('grid', { name: 'Room rack' })
  })
  afterAll(async () => {
    await browser.close()
    await group.close()
  })

  const line = (unit: string) => rack.locator(`[data-unit-number="${unit}"]`)
  const barIn = (unit: string, guest: string) => line(unit).getByRole('gridcell', { name: new RegExp(`^${guest}`) })
  const heldUnits = async (lastName: string) => {
    const rows = await group.central.query(
      `SELECT u.number FROM reservation.unit_assignments a JOIN reservation.reservations r ON r.id = a.reservation_id
       JOIN guest.profiles g ON g.id = r.profile_id JOIN property_mgmt.inventory_units u ON u.id = a.unit_id
       WHERE a.active AND g.last_name = '${lastName}' ORDER BY 1`,
    )
    return rows.map(({ number }) => number)
  }
  const written = async () => (await group.central.query('SELECT count(*)::int AS n FROM sync.commands'))[0]?.n

  async function drag(from: Locator, to: Locator, meanwhile?: () => Promise<void>): Promise<void> {
    const [grip, goal] = [await from.boundingBox(), await to.boundingBox()]
    if (!grip || !goal) throw new Error('nothing to take, or nowhere to put it')
    // At its end: where it begins may lie under the column of the units.
    await page.mouse.move(grip.x + grip.width - 12, grip.y + grip.height / 2)
    await page.mouse.down()
    await page.mouse.move(grip.x + grip.width, goal.y + goal.height / 2, { steps: 6 })
    await meanwhile?.()
    await page.mouse.up()
  }

  it('moves a bar by keys alone, and shows what it would do before anything is written', async () => {
    await barIn('101', 'Bo Lind').waitFor()
    const before = await written()
    // Over the two lanes and the line of the type to 101, and on it to the bar.
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Control+ArrowRight', 'm', 'ArrowDown'])
      await page.keyboard.press(key)
    await page.getByRole('status').filter({ hasText: 'Bo Lind to 102' }).waitFor()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Change unit to 102' })
    await dialog.getByText('101 · Standard').waitFor()
    await dialog.getByText('€200.00').waitFor()
    expect(await written()).toBe(before)
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    await barIn('102', 'Bo Lind').waitFor()
    await user.seesBadge(/^Sync: Online$/)
    await expect.poll(() => heldUnits('Lind')).toEqual(['102'])
  })

  it('never moves a third guest to make room: it says who is there, and parks only what it is told to', async () => {
    const before = await written()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('m')
    await page.getByRole('status').filter({ hasText: 'Bo Lind stays in 102' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('status').filter({ hasText: '103 is taken: Ada King' }).waitFor()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Change unit to 103' })
    await dialog.getByText('Unit 103 is promised to Ada King.').waitFor()
    expect(await dialog.getByRole('button', { name: 'Move to 103' }).isDisabled()).toBe(true)
    await dialog.getByRole('button', { name: 'Park Ada King' }).click()
    await dialog.waitFor({ state: 'hidden' })
    const parked = rack.locator('[data-row="parked"]').getByRole('gridcell', { name: /^Ada King/ })
    await parked.waitFor()
    expect([await heldUnits('King'), await heldUnits('Lind'), await written()]).toEqual([['103'], ['102'], before])

    await drag(parked, line('104'))
    await page.getByRole('dialog', { name: 'Change unit to 104' }).getByRole('button', { name: 'Move to 104' }).click()
    await barIn('104', 'Ada King').waitFor()
    await parked.waitFor({ state: 'hidden' })
    await drag(barIn('102', 'Bo Lind'), line('103'))
    await page.getByRole('dialog', { name: 'Change unit to 103' }).getByRole('button', { name: 'Move to 103' }).click()
    await barIn('103', 'Bo Lind').waitFor()
    // Or the two change units with each other, in one step.
    await drag(barIn('103', 'Bo Lind'), line('104'))
    await page
      .getByRole('dialog', { name: 'Change unit to 104' })
      .getByRole('button', { name: 'Swap units with Ada King' })
      .click()
    await barIn('104', 'Bo Lind').waitFor()
    await barIn('103', 'Ada King').waitFor()
    await user.seesBadge(/^Sync: Online$/)
    await expect.poll(() => heldUnits('King')).toEqual(['103'])
    await expect.poll(() => heldUnits('Lind')).toEqual(['104'])
  })

  it('moves a guest in house from tonight on, and asks why', async () => {
    await drag(barIn('104', 'Cy Okoye'), line('101'))
    const dialog = page.getByRole('dialog', { name: 'Move guest to 101' })
    await dialog.getByText('from tonight on; the nights before stay where they were').waitFor()
    await page.keyboard.press('Enter')
    await dialog.getByText('Say why the guest moves').waitFor()
    await dialog.getByLabel('Reason').fill('Noise')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    // The night that was slept stays in 104, the rest is in 101.
    await barIn('101', 'Cy Okoye').waitFor()
    await barIn('104', 'Cy Okoye').waitFor()
    await user.seesBadge(/^Sync: Online$/)
  })

  it('charges a better type only where it is told to, and keeps a bar in the hand whatever changes elsewhere', async () => {
    const before = await written()
    await drag(barIn('104', 'Bo Lind'), line('201'), async () => {
      await atCentre(group.central, (db) =>
        db.execute("UPDATE property_mgmt.inventory_units SET housekeeping_status = 'dirty' WHERE number = '202'"),
      )
      await line('202').getByText('Dirty').waitFor()
    })
    const dialog = page.getByRole('dialog', { name: 'Change unit to 201' })
    await dialog.getByText('+€60.00').first().waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await barIn('104', 'Bo Lind').waitFor()
    expect(await written()).toBe(before)

    await drag(barIn('104', 'Bo Lind'), line('201'))
    await dialog.getByRole('radio', { name: 'Charge +€60.00: €260.00' }).check()
    await dialog.getByRole('button', { name: 'Move to 201' }).click()
    await barIn('201', 'Bo Lind').waitFor()
    await user.seesBadge(/^Sync: Online$/)
    const total = () =>
      group.central.query(
        `SELECT sum(l.rate)::text AS total FROM reservation.reservation_line_items l JOIN reservation.reservations r ON r.id = l.reservation_id
         JOIN guest.profiles g ON g.id = r.profile_id WHERE g.last_name = 'Lind' AND l.deleted_at IS NULL`,
      )
    await expect.poll(total).toEqual([{ total: '260.00' }])
  })

  it('begins a reservation where the cursor stands', async () => {
    const header = await line('203').getByRole('rowheader').boundingBox()
    if (!header) throw new Error('203 is not in sight')
    await page.mouse.click(header.x + 700, header.y + header.height / 2)
    await page.keyboard.press('n')
    const dialog = page.getByRole('dialog', { name: 'New reservation' })
    await expect
      .poll(() => dialog.getByLabel('Unit', { exact: true }).locator('option:checked').innerText())
      .toMatch(/^203/)
    expect(await dialog.getByRole('radio', { name: /^Deluxe, / }).isChecked()).toBe(true)
    expect((await dialog.getByLabel('Arrival').inputValue()) > group.hotel.businessDate).toBe(true)
    await dialog.getByRole('button', { name: 'Discard' }).click()
  })

  it(`draws of ${UNITS} units by ${DAYS} days what is in sight, wherever one scrolls to`, async () => {
    await page.getByRole('button', { name: `${DAYS} days`, exact: true }).click()
    await line('101').waitFor()
    const cells = () => rack.locator('[role="gridcell"], [role="rowheader"], [role="columnheader"]').count()
    const counts = [await cells()]
    for (const [x, y] of [
      [0, 1_000_000],
      [1_000_000, 1_000_000],
      [1500, 3000],
    ] as const) {
      await rack.evaluate((element, [left, top]) => element.scrollTo(left, top), [x, y] as const)
      await page.waitForTimeout(500)
      counts.push(await cells())
    }
    await rack.evaluate((element) => element.scrollTo(500, 1_000_000))
    await line('8292').waitFor()
    await line('8292').locator('[data-bar-id]').first().waitFor()
    expect(await line('101').count()).toBe(0)
    // Bars last four nights of six: 60 days hold ten in each of 292 units, 2,920 in all, on 18,000 nights.
    expect(Math.max(...counts)).toBeLessThan(1_500)
    expect(Math.min(...counts)).toBeGreaterThan(50)
    expect(complaints).toEqual([])
  })
})

/** The same rate for each type, the better one dearer: its id tells them apart, its meals and terms say that they are one. */
async function priceByType(db: Database, { propertyId, types, rates }: SmallHotel): Promise<void> {
  await db.execute('UPDATE property_mgmt.rate_strategies SET unit_type_id = $2 WHERE id = $1', [rates.BAR, types.STD])
  await db.execute(
    `INSERT INTO property_mgmt.rate_strategies (property_id, code, name, base_rate, currency, pricing_mode, cancellation_policy_id, max_rate,
       unit_type_id)
     SELECT property_id, 'BAR-DLX', name, 130, currency, pricing_mode, cancellation_policy_id, max_rate, $2
     FROM property_mgmt.rate_strategies WHERE id = $1 AND property_id = $3`,
    [rates.BAR, types.DLX, propertyId],
  )
}

/** Suites enough for 300 units, each taken four nights of six for sixty days. */
async function fillHouse(db: Database, hotel: SmallHotel): Promise<void> {
  const { propertyId, types, rates, guests, businessDate } = hotel
  const extra = UNITS - Object.keys(hotel.units).length
  await db.execute(
    `INSERT INTO property_mgmt.inventory_units (property_id, unit_type_id, number, floor)
     SELECT $1, $2, (8000 + n)::text, '8' FROM generate_series(1, $3::int) n`,
    [propertyId, types.STE, extra],
  )
  await db.execute(
    `WITH made AS (
       INSERT INTO reservation.reservations (property_id, confirmation_no, profile_id, status, arrival, departure, unit_type_id,
         rate_strategy_id, currency, total)
       SELECT $1, 'FULL-' || u.number || '-' || n, $2, 'confirmed', $3::date + 6 * n, $3::date + 6 * n + 4, u.unit_type_id, $4, 'EUR', 400
       FROM property_mgmt.inventory_units u, generate_series(0, 9) n WHERE u.property_id = $1 AND u.floor = '8'
       RETURNING id, confirmation_no, arrival, departure)
     INSERT INTO reservation.unit_assignments (property_id, reservation_id, unit_id, stay)
     SELECT $1, made.id, u.id, daterange(made.arrival, made.departure)
     FROM made JOIN property_mgmt.inventory_units u ON u.property_id = $1 AND u.number = split_part(made.confirmation_no, '-', 2)`,
    [propertyId, guests.cy, addDays(businessDate, 1), rates.BAR],
  )
}
