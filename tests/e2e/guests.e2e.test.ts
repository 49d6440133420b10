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

  it('who are in it twice become one record', async () => {
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
