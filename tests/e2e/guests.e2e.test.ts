import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, chromiumPath, startBrowser } from '../support/browser.ts'
import { DeskUser } from './desk.ts'
import { book, type Group, openGroup } from './group.ts'

const MARIA = { name: 'Maria Alves', pin: '4071' }

describe.skipIf(chromiumPath === undefined)('guests', () => {
  let group: Group
  let browser: Browser
  let page: Page
  const complaints: string[] = []
  beforeAll(async () => {
    group = await openGroup(async (db, hotel) => {
      await book(db, hotel, hotel.guests.ada)
      await db.execute(`UPDATE guest.profiles SET email = 'ada@example.com', notes = 'Window' WHERE id = $1`, [
        hotel.guests.bo,
      ])
      await db.execute(`UPDATE guest.profiles SET last_name = 'Könïg' WHERE id = $1`, [hotel.guests.cy])
    })
    await group.hire(MARIA, 'front_desk')
    browser = await startBrowser(complaints)
    const desk = await group.addDesk('Front desk 1')
    page = await browser.open(desk.station.url)
    await new DeskUser(page).signIn(MARIA)
  })
  afterAll(async () => {
    await browser.close()
    await group.close()
  })
  const guest = (name: string) => page.locator('[data-profile-id]').filter({ hasText: name })
  const search = () => page.getByRole('searchbox', { name: 'Search guests' })
  const count = async (sql: string) =>
    (await group.central.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`))[0]?.n

  it('are found by keyboard, with accents or without; a page keeps wishes, consents and cards', async () => {
    await page.keyboard.press('8')
    await guest('Ada King').waitFor()
    await search().fill('konig')
    await guest('Könïg').waitFor()
    await search().fill('')
    await guest('Ada King').waitFor()
    await search().press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Ada King' }).waitFor()
    const wishes = page.getByRole('form', { name: 'Preferences' })
    await wishes.getByLabel('Pillow').fill('firm')
    await page.keyboard.press('Enter')
    await page.getByLabel('Offers and news by e-mail').click()
    await page.getByRole('button', { name: 'Add a membership' }).click()
    const card = page.getByRole('form', { name: 'New membership' })
    await card.getByLabel('Programme').fill('Estrela')
    await card.getByLabel('Number').fill('4711')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'End Estrela 4711' }).waitFor()
    const kept = `guest.profiles WHERE preferences ->> 'pillow' = 'firm' AND (consents -> 'marketing' ->> 'granted')::boolean`
    await expect.poll(() => count(kept), { timeout: 30_000 }).toBe(1)
  })

  it('are taken down from their document, which is masked, and uncovered for a reason that is kept', async () => {
    await page.getByRole('button', { name: 'Take down a document' }).click()
    const form = page.getByRole('form', { name: 'Identity document' })
    await form.getByLabel('Document number').fill('CD6021347')
    await form.getByLabel('Valid until').fill('2020-01-31')
    await page.keyboard.press('Enter')
    const identity = page.getByRole('region', { name: 'Identity' })
    await identity.getByText('•••••347').waitFor()
    await identity.getByText('This document has expired.').waitFor()
    expect(await page.getByText('CD6021347').count()).toBe(0)
    await identity.getByRole('button', { name: 'Uncover' }).click()
    await identity.getByRole('button', { name: 'Uncover' }).click()
    await identity.getByText('wants a reason').waitFor()
    await identity.getByLabel('Why do you need to see it?').fill('Police register')
    await page.keyboard.press('Enter')
    await identity.getByText('CD6021347').waitFor()
    await expect
      .poll(() => count(`guest.identity_reveals WHERE reason = 'Police register'`), { timeout: 30_000 })
      .toBe(1)
    await identity.getByRole('button', { name: 'Cover again' }).click()
    expect(await page.getByText('CD6021347').count()).toBe(0)
  })

  it('say what they think, and are answered', async () => {
    await page.getByRole('button', { name: 'Record feedback' }).click()
    const dialog = page.getByRole('dialog', { name: 'Feedback' })
    await dialog.getByLabel('3', { exact: true }).check()
    await dialog.getByLabel('What the guest said').fill('Noise all night')
    await dialog.getByRole('button', { name: 'Keep feedback' }).click()
    await page.getByText('Noise all night').waitFor()
    await page.getByRole('button', { name: 'Answer', exact: true }).click()
    await page.getByLabel('Answer of the house').fill('We are sorry')
    await page.getByRole('button', { name: 'Keep the answer' }).click()
    await page.getByText('We are sorry').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('8')
    await page.getByRole('tab', { name: 'Feedback' }).click()
    await page.getByText('-100.00').waitFor()
    await expect
      .poll(() => count(`guest.feedback WHERE sentiment = 'negative' AND response = 'We are sorry'`), {
        timeout: 30_000,
      })
      .toBe(1)
  })

  /** Who is known, from the field of a dialog. */
  const choose = async (dialogName: string, guestName: string) => {
    const dialog = page.getByRole('dialog', { name: dialogName })
    await dialog.getByLabel('Guest', { exact: true }).fill(guestName)
    await page.getByRole('option', { name: guestName }).first().click()
    return dialog
  }

  it('are given a quote, which stands longer, is printed, and becomes a reservation at its price', async () => {
    await page.keyboard.press('1')
    await page.getByRole('tab', { name: 'Quotes' }).click()
    await page.getByRole('button', { name: 'New quote' }).click()
    const dialog = await choose('New quote', 'Ada King')
    await dialog.getByRole('radio', { name: /^Standard, / }).check()
    await dialog.getByRole('button', { name: 'Give quote' }).click()
    await page.getByRole('dialog', { name: 'Quote saved' }).getByRole('button', { name: 'All quotes' }).click()
    await page.getByRole('row', { name: /Ada King/ }).click()
    const panel = page.getByRole('complementary', { name: 'Selected quote' })
    await panel.getByRole('button', { name: 'Let it stand longer' }).click()
    const longer = page.getByRole('dialog', { name: 'Let the quote stand longer' })
    await longer.getByLabel('Prices stand until').fill('2099-12-31')
    await page.keyboard.press('Enter')
    await panel.getByText('Stands until 31 Dec').waitFor()
    await panel.getByRole('button', { name: 'Print' }).click()
    await page.getByRole('dialog', { name: 'Quote', exact: true }).waitFor()
    const sheet = page.locator('[data-print-sheet]')
    expect(await sheet.isVisible()).toBe(false)
    await page.emulateMedia({ media: 'print' })
    for (const text of ['Dear Ada King,', 'Standard', 'These prices stand until']) await sheet.getByText(text).waitFor()
    await page.emulateMedia({ media: 'screen' })
    await page.keyboard.press('Escape')
    await panel.getByRole('button', { name: /^Take up Standard/ }).click()
    await page
      .getByRole('dialog', { name: 'Take up the quote' })
      .getByRole('button', { name: 'Make the reservation' })
      .click()
    await page.getByRole('heading', { name: 'Ada King' }).waitFor()
    await expect
      .poll(() => count(`reservation.quotes WHERE status = 'converted' AND valid_until = '2099-12-31'`), {
        timeout: 30_000,
      })
      .toBe(1)
  })

  it('wait for a room, are offered one, and book it', async () => {
    await page.keyboard.press('1')
    await page.getByRole('tab', { name: 'Waitlist' }).click()
    await page.getByRole('button', { name: 'Add to the waitlist' }).click()
    const dialog = await choose('Add to the waitlist', 'Könïg')
    await dialog.getByRole('radio', { name: /^Deluxe, / }).check()
    await dialog.getByRole('button', { name: 'Add to the waitlist' }).click()
    await page.getByRole('row', { name: /Könïg/ }).click()
    await page.getByRole('button', { name: 'Offer now' }).click()
    await page.getByText(/^Offered on /).waitFor()
    await page.getByRole('button', { name: 'The guest takes it' }).click()
    await page
      .getByRole('dialog', { name: 'Book from the waitlist' })
      .getByRole('button', { name: 'Make the reservation' })
      .click()
    await page.getByRole('heading', { name: /Könïg/ }).waitFor()
    await expect
      .poll(() => count(`reservation.waitlist_entries WHERE status = 'fulfilled'`), { timeout: 30_000 })
      .toBe(1)
  })

  it('who are in it twice become one record', async () => {
    await page.keyboard.press('8')
    await page.getByRole('tab', { name: 'Duplicates' }).click()
    await page.getByRole('button', { name: 'Compare Ada King and Bo Lind' }).click()
    const dialog = page.getByRole('dialog', { name: 'Merge two records' })
    await dialog.getByRole('radio', { name: 'Last name: Lind' }).check()
    await dialog.getByRole('button', { name: 'Merge into Ada King' }).click()
    await page.getByRole('heading', { name: 'Ada Lind' }).waitFor()
    await expect.poll(() => count('guest.profiles WHERE merged_into_id IS NOT NULL'), { timeout: 30_000 }).toBe(1)
    expect(complaints).toEqual([])
  })
})
