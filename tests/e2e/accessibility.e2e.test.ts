import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../shared/command/database.ts'
import { contextAt, prepareCommand, runCommand, type SmallHotel } from '../contract/fixture.ts'
import { languages } from '../../shared/language/languages.ts'
import { insertSmallAccounts } from '../contract/small-accounts.ts'
import { insertSmallOutlet } from '../contract/small-outlet.ts'
import { type Browser, chromiumPath, startBrowser } from '../support/browser.ts'
import { faultsOf } from './axe.ts'
import { DeskUser } from './desk.ts'
import { book, type Desk, give, type Group, openGroup } from './group.ts'

/** Every screen and every dialog that the palette offers, in both themes: WCAG 2.2 AA. */
describe.skipIf(chromiumPath === undefined)('a desk that everybody can use', () => {
  let group: Group
  let browser: Browser
  let desk: Desk
  let user: DeskUser
  let page: Page
  let faults: string[]
  const complaints: string[] = []

  beforeAll(async () => {
    group = await openGroup(async (db, hotel) => {
      const { ada, bo, cy } = hotel.guests
      await insertSmallOutlet(db, hotel)
      const { drawerId } = await insertSmallAccounts(db, hotel)
      const inHouse = await book(db, hotel, ada, { from: -1, nights: 3, unitId: hotel.units['101'] })
      await give(db, hotel, 'v1.reservation.checkIn', { reservationId: inHouse }, -1)
      await insertMoney(db, hotel, { reservationId: inHouse, drawerId })
      await book(db, hotel, bo, { unitId: hotel.units['103'] })
      const gone = await book(db, hotel, cy)
      await give(db, hotel, 'v1.reservation.cancel', { reservationId: gone, reason: 'Ill' })
      await tellAtCentre(db, hotel, 'v1.reservation.checkIn', { reservationId: gone, unitId: hotel.units['203'] })
      await give(db, hotel, 'v1.reservation.addTrace', {
        ...{ reservationId: inHouse, due: hotel.businessDate, department: 'front_office', text: 'Flowers' },
      })
      await db.execute(
        `UPDATE property_mgmt.inventory_units SET housekeeping_status = 'dirty' WHERE number IN ('102', '104', '201')`,
      )
    })
    browser = await startBrowser(complaints)
    desk = await group.addDesk('Front desk 1')
    page = await browser.open(desk.station.url)
    page.setDefaultTimeout(15_000)
    user = new DeskUser(page)
    await page.getByRole('list', { name: 'People', exact: true }).waitFor()
  })
  afterAll(async () => {
    await browser.close()
    await group.close()
  })
  beforeEach(() => {
    faults = []
  })

  const look = async (where: string) => void faults.push(...(await faultsOf(page, where)))
  const palette = () => page.getByRole('dialog', { name: 'Command palette' })
  const sections = () => page.getByRole('navigation', { name: 'Sections' }).getByRole('link')
  const closeDialog = async () => {
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  }

  /** What the palette offers now, but what goes to a section or acts at once. */
  async function dialogsOffered(): Promise<string[]> {
    await page.keyboard.press('Control+k')
    const options = palette().getByRole('option')
    await options.first().waitFor()
    const labels = await options.evaluateAll((all) => all.map((each) => each.querySelector('span')?.textContent ?? ''))
    await closeDialog()
    const others = new Set([...(await sections().allInnerTexts()).map((text) => text.split('\n')[0]), ...AT_ONCE])
    return labels.filter((label) => !others.has(label))
  }

  const seen = new Set<string>()
  /** Each is opened from the palette, looked at, and closed; one that was looked at before is not opened again. */
  async function lookAtDialogs(of: string): Promise<void> {
    for (const label of (await dialogsOffered()).filter((each) => !seen.has(each))) {
      seen.add(label)
      await page.keyboard.press('Control+k')
      await page.keyboard.type(label)
      await page.keyboard.press('Enter')
      await palette().waitFor({ state: 'hidden' })
      await page.getByRole('dialog').waitFor()
      await look(`${of}: ${label}`)
      await closeDialog()
    }
  }

  it('signs in, and is unlocked', async () => {
    await look('sign in')
    await user.signIn()
    await user.seesBadge(/^Sync: Online$/)
    await page.keyboard.press('Control+l')
    await page.getByRole('dialog', { name: 'Locked' }).waitFor()
    await look('locked')
    await user.signIn()
    expect(faults).toEqual([])
  })

  it('shows every section, list and record', async () => {
    for (const section of await sections().all()) {
      await section.click()
      await page.getByRole('main').locator('[aria-busy="true"]').waitFor({ state: 'detached' })
      await look(await section.innerText())
      for (const tab of await page.getByRole('main').getByRole('tab', { selected: false }).all()) {
        await tab.click()
        await look(`${await section.innerText()}, ${await tab.innerText()}`)
      }
    }
    await user.order('Table T1', ['Soup of the day'])
    await look('a check')
    await user.go('Units')
    await user.unit('102').click()
    await look('a unit')
    await user.go('Resolution Centre')
    await page.getByRole('article').first().waitFor()
    await look('an entry')
    await user.find('King')
    await look('a reservation')
    await page.getByRole('button', { name: 'Edit guest' }).click()
    await page.getByRole('form', { name: 'Guest details' }).waitFor()
    await look('a guest')
    expect(faults).toEqual([])
  })

  it('opens every dialog that there is for a guest in house, one who is due in, and nobody', async () => {
    await user.openTab('In house')
    await user.row('Ada King').click()
    await look('beside a list')
    await lookAtDialogs('in house')
    await user.openTab('Arrivals')
    await user.row('Bo Lind').click()
    await lookAtDialogs('due in')
    await user.go('Room rack')
    await page.getByRole('grid', { name: 'Room rack' }).getByRole('gridcell', { name: /^Bo/ }).click()
    for (const key of ['m', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
    await page.getByRole('dialog').waitFor()
    await look('a bar put elsewhere')
    await closeDialog()
    await page.getByRole('button', { name: /^Sync: / }).click()
    await look('sync')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Ana Duty at Front desk 1' }).click()
    await look('user menu')
    await page.keyboard.press('Escape')
    expect(faults).toEqual([])
  })

  it('leaves no complaint of the page or its policy', () => {
    expect(complaints).toEqual([])
  })
})

const AT_ONCE = [
  ...['Work offline', 'Go online', 'Lock, switch user', 'Sign out'],
  ...Object.values(languages).map(({ name }) => name),
]

/** A fact that reaches the centre after the world has changed: it stands in the Resolution Centre. */
async function tellAtCentre(db: Database, hotel: SmallHotel, name: string, input: object): Promise<void> {
  const context = contextAt(hotel, '09:00')
  const { resolutions } = await runCommand(db, name, await prepareCommand(db, name, input, context), context, {
    reconcile: true,
  })
  if (resolutions.length === 0) throw new Error('the fixture brought about no entry')
}

/** Paid in cash and by card, of which some is asked back, and a card that waits for the line. */
async function insertMoney(
  db: Database,
  hotel: SmallHotel,
  { reservationId, drawerId }: { reservationId: string; drawerId: string },
): Promise<void> {
  await give(db, hotel, 'v1.cashier.openDrawer', { drawerId, float: '100.00' })
  await give(db, hotel, 'v1.folio.takePayment', { method: 'cash', reservationId, amount: '40.00' })
  const card = await give(db, hotel, 'v1.folio.takePayment', {
    ...{ method: 'card_slip', reservationId, amount: '60.00', slip: 'SL1234' },
  })
  const { paymentId } = card as { paymentId: string }
  await give(db, hotel, 'v1.folio.requestRefund', { reservationId, paymentId, amount: '15.00', reason: 'Noise' })
  await give(db, hotel, 'v1.folio.queueCard', { reservationId, amount: '30.00', slip: 'OFF77' })
}
