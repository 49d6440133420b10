import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertSmallAccounts } from '../contract/small-accounts.ts'
import { type Browser, chromiumPath, startBrowser } from '../support/browser.ts'
import { DeskUser, Keys } from './desk.ts'
import { book, give, type Group, openGroup } from './group.ts'

/** A desk without a mouse: everything is reached, opened, done and left by keys. Everything real: Chromium, the desk's program, the centre. */
describe.skipIf(chromiumPath === undefined)('a desk by the keyboard alone', () => {
  let group: Group
  let browser: Browser
  let user: DeskUser
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    group = await openGroup(async (db, hotel) => {
      await insertSmallAccounts(db, hotel)
      const { ada, bo, cy } = hotel.guests
      const inHouse = await book(db, hotel, ada, { from: -1, unitId: hotel.units['101'] })
      await give(db, hotel, 'v1.reservation.checkIn', { reservationId: inHouse }, -1)
      await book(db, hotel, bo, { unitId: hotel.units['103'] })
      await book(db, hotel, cy, { from: 1, nights: 2 })
    })
    browser = await startBrowser(complaints)
    const desk = await group.addDesk('Desk A')
    user = new DeskUser(await browser.open(desk.station.url))
    await user.signIn()
    page = user.page
    page.setDefaultTimeout(10_000)
    await user.seesBadge(/^Sync: Online$/)
  })
  afterAll(async () => {
    await browser.close()
    await group.close()
  })

  const row = async (sql: string) => (await group.central.query(sql))[0]
  const dialog = (name: string | RegExp) => page.getByRole('dialog', { name })

  it('what is typed right after Ctrl+K and F5 is there, the first time too', async () => {
    for (const [key, typed, leave] of [
      ['Control+k', 'room rack', () => page.keyboard.press('Escape')],
      ['F5', 'Maria Fernanda', () => page.getByRole('button', { name: 'Discard' }).click()],
    ] as const) {
      await page.keyboard.press(key)
      // As fast as nobody types: a key every 20 ms.
      await page.keyboard.type(typed, { delay: 20 })
      const field = page.getByRole('dialog').locator('input').first()
      await expect.poll(() => field.inputValue(), { timeout: 5_000 }).toBe(typed)
      await leave()
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
    }
  })

  it('a walk-in with a long name is in house after 45 keys at most', async () => {
    const keys = new Keys(page)
    await keys.press('F5')
    await dialog('New reservation').waitFor()
    await keys.type('Maria Fernanda Gonçalves')
    await keys.press('Enter')
    await expect.poll(() => page.getByLabel('Last name').inputValue()).toBe('Gonçalves')
    await page.getByRole('radio', { name: /^Best available/, checked: true }).waitFor()
    await keys.press('Control+Enter')
    await dialog('Reservation saved').getByRole('button', { name: 'Check in' }).waitFor()
    await keys.press('Shift+Tab')
    await keys.press('Enter')
    await dialog('Check in').getByRole('button', { name: 'Check in to 102' }).waitFor()
    await keys.press('Enter')
    await dialog('Check in').waitFor({ state: 'hidden' })
    expect(keys.pressed).toBeLessThanOrEqual(45)
    console.info(`a walk-in took ${keys.pressed} keys`)
    await user.seesBadge(/^Sync: Online$/)
    expect(
      await row(`SELECT g.full_name AS guest, r.status, u.number AS unit, s.keys_given AS keys
                 FROM guest.stays s JOIN reservation.reservations r ON r.id = s.reservation_id
                 JOIN guest.profiles g ON g.id = s.profile_id JOIN property_mgmt.inventory_units u ON u.id = s.unit_id
                 WHERE g.last_name = 'Gonçalves'`),
    ).toEqual({ guest: 'Maria Fernanda Gonçalves', status: 'checked_in', unit: '102', keys: 1 })
  })

  it('checks in with a document, a deposit and the card: what the centre has not confirmed is printed as tentative', async () => {
    await user.openTab('Arrivals')
    await user.row('Bo Lind').waitFor()
    await page.keyboard.press('j')
    await user.detail('Bo Lind').waitFor()
    await page.keyboard.press('i')
    const checkIn = dialog('Check in')
    await checkIn.getByText('No document on file').waitFor()
    await tabTo('Take down a document')
    await page.keyboard.press('Enter')
    await page.keyboard.type('C01X00T47')
    await tabTo('Print the card')
    await page.emulateMedia({ media: 'print' })
    const card = page.locator('[data-print-sheet] article')
    await card.getByText('Bo Lind').waitFor()
    expect(await card.getByText('Tentative').count()).toBe(0)
    expect(await nothingElseIsPrinted()).toBe(true)
    await page.emulateMedia({ media: null })
    await page.keyboard.press('Control+Enter')
    await checkIn.waitFor({ state: 'hidden' })
    await user.seesBadge(/^Sync: Online$/)
    expect(
      await row(`SELECT document_type AS type, document_tail AS tail FROM guest.profiles WHERE last_name = 'Lind'`),
    ).toEqual({ type: 'passport', tail: 'T47' })

    await user.switchLine('Work offline')
    await user.reserve('Zoe Offline', '104')
    await user.openTab('Arrivals')
    await user.row('Zoe Offline').click()
    await page.keyboard.press('i')
    await checkIn.getByText('To be signed; it is printed as tentative').waitFor()
    await page.emulateMedia({ media: 'print' })
    await card.getByText('Tentative').waitFor()
    await page.emulateMedia({ media: null })
    await page.keyboard.press('Escape')
    await checkIn.waitFor({ state: 'hidden' })
    await user.switchLine('Go online')
    await user.seesBadge(/^Sync: Online$/)
  })

  it('posts a charge by P, and lets nobody leave by O who has not paid', async () => {
    await user.openTab('Departures')
    await user.row('Ada King').waitFor()
    await page.keyboard.press('j')
    await user.detail('Ada King').waitFor()
    await page.keyboard.press('p')
    await dialog('Post a charge').getByLabel('What for').waitFor()
    await page.keyboard.type('Parking')
    await page.keyboard.press('Tab')
    await page.keyboard.type('18')
    await page.keyboard.press('Enter')
    await dialog('Post a charge').waitFor({ state: 'hidden' })

    await page.keyboard.press('o')
    const checkOut = dialog('Check out')
    // The night that no night has posted, and the parking.
    await checkOut.locator('[data-due="118.00"]').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await checkOut.getByText('Enter the number on the slip.').waitFor()
    await page.keyboard.type('4111 1111 1111 1111')
    await page.keyboard.press('Enter')
    await checkOut.getByText('That looks like a card number.').waitFor()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('SL4711')
    await page.keyboard.press('Enter')
    await checkOut.waitFor({ state: 'hidden' })
    await user.seesBadge(/^Sync: Online$/)
    expect(
      await row(`SELECT b.status, b.charges::text, b.captured::text, b.balance::text FROM billing.v_folio_balances b
                 JOIN reservation.reservations r ON r.id = b.reservation_id AND r.status = 'checked_out'`),
    ).toEqual({ status: 'closed', charges: '118.00', captured: '118.00', balance: '0.00' })
  })

  it('every part of every screen that a mouse can use is reached by Tab or by arrows', async () => {
    for (const [key, name] of await sections()) {
      await page.keyboard.press('Escape')
      // In a field a digit is a digit.
      await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
      if (key === undefined) await page.getByRole('navigation', { name: 'Sections' }).getByText(name).click()
      else await page.keyboard.press(key)
      await page.locator(`nav [aria-current="page"]`).filter({ hasText: name }).waitFor()
      // What comes while Tab goes round is met on the next round.
      await expect.poll(unreachable, { message: name, timeout: 30_000 }).toEqual([])
    }
    expect(complaints).toEqual([])
  })

  it('the palette and the list of keys open from anywhere, and say what the keys do', async () => {
    await page.keyboard.press('Control+k')
    await dialog('Command palette').waitFor()
    await page.keyboard.type('room rack')
    await page.keyboard.press('Enter')
    await page.locator('nav [aria-current="page"]').filter({ hasText: 'Room rack' }).waitFor()
    await page.keyboard.press('?')
    for (const what of ['New reservation', 'Post a charge', 'Check in', 'Check out', 'Command palette'])
      await dialog('Keyboard').getByText(what, { exact: true }).first().waitFor()
    await page.keyboard.press('Escape')
    await dialog('Keyboard').waitFor({ state: 'hidden' })
  })

  it('a dialog that is left by Escape gives the focus back to the button that opened it', async () => {
    await page.keyboard.press('1')
    await user.openTab('In house')
    await user.row('Maria Fernanda Gonçalves').click()
    const panel = user.detail('Maria Fernanda Gonçalves')
    for (const [button, title] of [
      ['Check out', 'Check out'],
      ['Post', 'Post a charge'],
      ['Payment', 'Payment'],
      ['Change stay', 'Change stay'],
      ['Registration card', 'Registration card'],
    ] as const) {
      await panel.getByRole('button', { name: new RegExp(`^${button}`) }).focus()
      await page.keyboard.press('Enter')
      await dialog(title).waitFor()
      await page.keyboard.press('Escape')
      await dialog(title).waitFor({ state: 'hidden' })
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toContain(button)
    }
  })

  /** Nowhere on the first page does anything lie over the sheet. */
  function nothingElseIsPrinted(): Promise<boolean> {
    return page.evaluate(() =>
      [0.1, 0.3, 0.5, 0.7, 0.9].every((part) => {
        const [x, y] = [innerWidth * part, innerHeight * part]
        const on = document.elementFromPoint(x, y)
        return on === null || on.closest('[data-print-sheet]') !== null || on.contains(document.body)
      }),
    )
  }

  /** By Tab from where the focus is. */
  async function tabTo(name: string): Promise<void> {
    for (let presses = 0; presses < 40; presses += 1) {
      const focused = await page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
      if (focused === name) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`Tab never comes to ${name}`)
  }

  /** Ten have a key; whatever comes after them is chosen in the palette or by Tab. */
  async function sections(): Promise<readonly (readonly [string | undefined, string])[]> {
    const names = await page.getByRole('navigation', { name: 'Sections' }).getByRole('link').allInnerTexts()
    return names.map(
      (name, index) => [index < 10 ? String((index + 1) % 10) : undefined, name.split('\n')[0]?.trim() ?? ''] as const,
    )
  }

  /** What looks as if it could be clicked, is shown, and gets the focus neither by Tab nor as part of something that arrows walk through. */
  async function unreachable(): Promise<string[]> {
    await page.evaluate(() => {
      for (const marked of document.querySelectorAll('[data-tabbed]')) marked.removeAttribute('data-tabbed')
      // Where Tab begins.
      document.body.tabIndex = -1
      document.body.focus()
      document.body.removeAttribute('tabindex')
    })
    for (let known = 0; known < 8;) {
      await page.keyboard.press('Tab')
      const again = await page.evaluate(() => {
        const focused = document.activeElement
        const marked = focused?.hasAttribute('data-tabbed') !== false || focused === document.body
        focused?.setAttribute('data-tabbed', '')
        document.body.removeAttribute('data-tabbed')
        return marked
      })
      known = again ? known + 1 : 0
    }
    return page.evaluate(() => {
      const walked = '[role="tablist"], [role="grid"], [role="listbox"], [role="radiogroup"], [role="application"]'
      const shown = (element: Element) => element.getClientRects().length > 0 && !element.closest('[inert], :disabled')
      const clickable = [...document.querySelectorAll('body *')].filter(
        (element) => shown(element) && getComputedStyle(element).cursor === 'pointer',
      )
      const missed = clickable.filter((element) => {
        if (element.closest('[data-tabbed]') || element.querySelector('[data-tabbed]')) return false
        return element.closest(walked)?.matches('[data-tabbed], :has([data-tabbed])') !== true
      })
      return missed
        .filter((element) => !missed.some((other) => other !== element && other.contains(element)))
        .map((element) => `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent ?? ''}`)
    })
  }
})
