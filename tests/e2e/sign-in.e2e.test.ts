import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { insertSmallOutlet } from '../contract/small-outlet.ts'
import { type Browser, chromiumPath, startBrowser } from '../support/browser.ts'
import { ANA, DeskUser } from './desk.ts'
import { book, type Desk, type Group, openGroup } from './group.ts'

const MARIA = { name: 'Maria Alves', pin: '4071' }
const RUI = { name: 'Rui Novo', pin: '9042' }

describe.skipIf(chromiumPath === undefined)('signing in', () => {
  let group: Group
  let browser: Browser
  let desk: Desk
  let page: Page
  let user: DeskUser
  const complaints: string[] = []
  beforeAll(async () => {
    group = await openGroup(async (db, hotel) => {
      await book(db, hotel, hotel.guests.ada)
      await insertSmallOutlet(db, hotel)
    })
    await group.hire(MARIA, 'front_desk')
    await group.hire(RUI, 'waiter')
    browser = await startBrowser(complaints)
    desk = await group.addDesk('Front desk 1')
  })
  afterAll(async () => {
    await browser.close()
    await group.close()
  })
  beforeEach(async () => {
    page = await browser.open(desk.station.url)
    user = new DeskUser(page)
    await page.getByRole('list', { name: 'People', exact: true }).waitFor()
  })

  const sections = () => page.getByRole('navigation', { name: 'Sections' }).getByRole('listitem').allInnerTexts()
  const locked = () => page.getByRole('dialog', { name: 'Locked' })
  const type = async (text: string) => {
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
  }
  const actorOf = async (command: string) =>
    group.central.query<{ name: string }>(
      `SELECT u.display_name AS name FROM sync.commands c JOIN shared.users u ON u.id = (c.body ->> 'actor')::uuid
       WHERE c.body ->> 'name' = $1`,
      [command],
    )

  it('K1: by keyboard alone, and nothing of the hotel is shown before; what is done carries who did it', async () => {
    expect(await page.getByText('Ada King').count()).toBe(0)
    await type('mar4071')
    await user.row('Ada King').waitFor()
    expect(await sections()).not.toContain('People')
    await user.checkIn('Ada King', '101')
    await expect.poll(() => actorOf('v1.reservation.checkIn'), { timeout: 30_000 }).toEqual([{ name: MARIA.name }])
  })

  it('K2: what a role may not do is not there: a waiter has orders, and no key does more', async () => {
    await user.signIn(RUI)
    await page.getByRole('heading', { name: 'Orders' }).waitFor({ state: 'attached' })
    expect(await sections()).toEqual(['Orders'])
    expect(await page.getByRole('button', { name: 'New reservation' }).count()).toBe(0)
    await page.keyboard.press('F5')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.evaluate(() => (window.location.hash = '#/today/arrivals'))
    await expect.poll(() => page.evaluate(() => window.location.hash)).toBe('#/orders')
  })

  it('K3: a lock keeps what is half entered, for its own person alone', async () => {
    await user.signIn(MARIA)
    await page.keyboard.press('F5')
    const form = page.getByRole('dialog', { name: 'New reservation' })
    await form.getByLabel('Guest', { exact: true }).fill('Zoe Half')
    await page.keyboard.press('Control+l')
    await locked().waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    // It reads the digits, not the form behind it.
    await type('4071')
    await locked().waitFor({ state: 'hidden' })
    expect(await form.getByLabel('Guest', { exact: true }).inputValue()).toBe('Zoe Half')
    await page.keyboard.press('Control+l')
    await locked().waitFor()
    await user.signIn(RUI)
    expect(await form.count()).toBe(0)
  })

  it('speaks German on this computer once somebody chooses it, with its dates and money, and English again', async () => {
    const languageOfPage = () => page.evaluate(() => document.documentElement.lang)
    const heading = page.getByRole('heading', { name: 'Anmelden' })
    await page.getByRole('button', { name: 'Deutsch' }).click()
    await heading.waitFor()
    await page.reload()
    await heading.waitFor()
    expect(await languageOfPage()).toBe('de-DE')
    await type(`ana${ANA.pin}`)
    await page.getByRole('tab', { name: /^Anreisen/ }).waitFor()
    const today = page.getByRole('banner').locator('time')
    expect(await today.innerText()).toMatch(/^(Mo|Di|Mi|Do|Fr|Sa|So)\.? \d{1,2}\. /)
    await page.keyboard.press('F5')
    const form = page.getByRole('dialog', { name: 'Neue Reservierung' })
    await form
      .getByText(/\d,\d{2}\s€/)
      .first()
      .waitFor()
    await page.keyboard.press('Escape')
    await form.waitFor({ state: 'hidden' })
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').waitFor()
    await page.keyboard.type('English')
    await page.keyboard.press('Enter')
    await page.getByRole('tab', { name: /^Arrivals/ }).waitFor()
    expect(await languageOfPage()).toBe('en-GB')
  })

  it('K5: five wrong PINs lock a name out; a duty manager is told, and lets go', async () => {
    for (let i = 0; i < 5; i++) {
      await type('mar1470')
      await page
        .getByRole('alert')
        .getByText(i < 4 ? 'The PIN is not right.' : 'Too many wrong PINs')
        .waitFor()
    }
    await page.getByRole('list', { name: 'People', exact: true }).getByText('locked out').waitFor()
    await user.signIn(ANA)
    await user.go('Resolution Centre')
    await page.getByText('Maria Alves is locked out at Front desk 1').first().waitFor()
    await user.go('People')
    await page.getByRole('button', { name: 'Unlock Maria Alves' }).click()
    await page.getByText('Maria Alves can sign in again').waitFor()
    await page.getByRole('button', { name: 'New PIN for Maria Alves' }).click()
    const dialog = page.getByRole('dialog', { name: 'New PIN for Maria Alves' })
    await dialog.getByLabel('New PIN', { exact: true }).fill('1234')
    await dialog.getByLabel('New PIN again').fill('1234')
    await page.keyboard.press('Enter')
    await dialog.getByText('This PIN is among the first that somebody would try.').waitFor()
    await dialog.getByLabel('New PIN', { exact: true }).fill('6407')
    await dialog.getByLabel('New PIN again').fill('6407')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Ana Duty at Front desk 1' }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await user.signIn({ ...MARIA, pin: '6407' })
  })

  it('leaves no complaint of the page or its policy', () => {
    expect(complaints).toEqual([])
  })
})
