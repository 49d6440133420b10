import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, chromiumPath, startBrowser } from '../support/browser.ts'
import { DeskUser } from './desk.ts'
import { book, give, type Group, openGroup } from './group.ts'

/** What is broken and what guests wait for, at one desk, mostly without a pointer. */
describe.skipIf(chromiumPath === undefined)('maintenance and guest requests', () => {
  let group: Group
  let browser: Browser
  let user: DeskUser
  let page: Page
  const complaints: string[] = []
  beforeAll(async () => {
    group = await openGroup(async (db, hotel) => {
      const { ada, bo } = hotel.guests
      const inHouse = await book(db, hotel, ada, { nights: 3, unitId: hotel.units['103'] })
      await give(db, hotel, 'v1.reservation.checkIn', { reservationId: inHouse })
      await book(db, hotel, bo, { from: 1, nights: 2, unitId: hotel.units['101'] })
    })
    browser = await startBrowser(complaints)
    const desk = await group.addDesk('Desk A')
    user = new DeskUser(await browser.open(desk.station.url))
    await user.signIn()
    page = user.page
    page.setDefaultTimeout(15_000)
    await user.seesBadge(/^Sync: Online$/)
  })
  afterAll(async () => {
    await browser.close()
    await group.close()
  })
  const dialog = (name: string | RegExp) => page.getByRole('dialog', { name })

  it('a fault is reported, the unit taken out of order over a promise, repaired and returned', async () => {
    await user.go('Units')
    await user.unit('101').click()
    await page.keyboard.press('r')
    await dialog('Report a fault').getByLabel('What is broken').fill('Water comes through the ceiling of the bathroom')
    await dialog('Report a fault').getByLabel('How bad').selectOption('major')
    await dialog('Report a fault').getByRole('button', { name: 'Report', exact: true }).click()
    await page.getByText('The fault is reported').waitFor()
    // The one fault of a unit is the reason that is suggested.
    await page.getByRole('button', { name: 'Water comes through' }).waitFor()
    await page.keyboard.press('b')
    const block = dialog('Take unit 101 out of order')
    await block.waitFor()
    expect(await block.getByLabel('Reason').inputValue()).toMatch(/^Water comes through/)
    await block.getByLabel('Reason').fill('Water damage')
    const days = group.hotel.businessDate
    await block.getByLabel('Usable again on').fill(days.replace(/-\d\d$/, '-28'))
    await block.getByText('gets unit 102').waitFor()
    await block.getByRole('button', { name: 'Take out of order' }).click()
    await page.getByText(/Unit 101: Out of order, usable again/).waitFor()
    await user.go('Requests')
    await page.getByRole('tab', { name: /^Faults/ }).click()
    await page.getByText('Water comes through').first().click()
    await page.keyboard.press('t')
    await page.getByText('Taken on by Ana Duty').waitFor()
    await page.keyboard.press('d')
    await dialog('Repaired').getByLabel('What was done').fill('New seal under the shower of 201')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Checked: good' }).waitFor()
    await user.go('Room rack')
    await page.getByRole('grid').first().waitFor()
    await page.getByText('Water damage').first().waitFor()
    await page.getByRole('rowheader', { name: /^Unit 101/ }).click()
    await page.getByRole('button', { name: 'Return to service' }).waitFor()
    await page.getByRole('button', { name: 'Return to service' }).click()
    await page.getByText('Unit 101 is back in service').waitFor()
    await user.go('Resolution Centre')
    await page
      .getByText(/Re-roomed to 102/)
      .first()
      .waitFor()
  })

  it('a guest asks for towels; somebody takes it on, and it is done', async () => {
    await user.find('Ada King')
    await user.detail('Ada King').getByRole('button', { name: 'Guest request' }).click()
    await dialog('Guest request').getByLabel('What the guest asks for').fill('Two more towels')
    await page.keyboard.press('Enter')
    await page.getByText('The request is noted').waitFor()
    await user.go('Requests')
    await page.getByRole('tab', { name: /^Guest requests/ }).click()
    const row = page.locator('[data-request-id]').filter({ hasText: 'Two more towels' })
    await row.click()
    await page.keyboard.press('t')
    await row.getByText('in time').waitFor()
    await page.keyboard.press('d')
    await row.waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  })
})
