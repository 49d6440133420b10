import type { Locator, Page } from 'playwright-core'

export interface Login {
  readonly name: string
  readonly pin: string
}
/** The duty manager of every group (group.ts). */
export const ANA: Login = { name: 'Ana Duty', pin: '258046' }

/** A receptionist at one desk: what she does and sees, by the roles and names on the screen. */
export class DeskUser {
  constructor(readonly page: Page) {}

  /** By name and PIN, on the keyboard; whoever is chosen on a locked desk too. */
  async signIn({ name, pin }: Login = ANA): Promise<void> {
    const { page } = this
    // What was typed before of a name.
    await page.keyboard.press('Escape')
    await page.getByRole('list', { name: 'People', exact: true }).getByRole('button', { name }).click()
    await page.keyboard.type(pin)
    await page.keyboard.press('Enter')
    await page.getByRole('list', { name: 'People', exact: true }).waitFor({ state: 'hidden' })
    await page.getByRole('navigation', { name: 'Sections' }).waitFor()
  }

  /** What the sync badge says, once it matches. */
  async seesBadge(text: RegExp, timeout = 60_000): Promise<void> {
    await this.page.getByRole('button', { name: text }).waitFor({ timeout })
  }

  async go(
    section:
      | 'People'
      | 'Today'
      | 'Room rack'
      | 'Units'
      | 'Housekeeping'
      | 'Resolution Centre'
      | 'Orders'
      | 'Guests'
      | 'Requests',
  ): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Sections' }).getByText(section).click()
  }

  async openTab(name: 'Arrivals' | 'Departures' | 'In house'): Promise<void> {
    await this.go('Today')
    await this.page.getByRole('tab', { name }).click()
  }

  /** The row of a guest in the list that stands open. */
  row(guestName: string): Locator {
    return this.page.locator('[data-reservation-id]').filter({ hasText: guestName }).first()
  }

  /** The record of a reservation, beside a list or on its own page. */
  detail(guestName: string): Locator {
    return this.page.getByRole('article').filter({ has: this.page.getByRole('heading', { name: guestName }) })
  }

  /** By the field in the top bar, straight to the first hit. */
  async find(text: string): Promise<void> {
    await this.page.keyboard.press('/')
    await this.page.keyboard.type(text)
    await this.page.keyboard.press('Enter')
    await this.detail(text).waitFor()
  }

  unit(number: string): Locator {
    return this.page.getByRole('option', { name: new RegExp(`^Unit ${number}\\b`) })
  }

  /** For one night from the business date. Returns the confirmation number that the screen gives. */
  async reserve(guestName: string, unit?: string, state = 'Clean'): Promise<string> {
    const { page } = this
    await page.keyboard.press('F5')
    const dialog = page.getByRole('dialog', { name: 'New reservation' })
    await dialog.getByLabel('Guest', { exact: true }).fill(guestName)
    await page.getByRole('option', { name: `New guest “${guestName}”` }).click()
    await dialog.getByLabel('Nights').fill('1')
    await dialog.getByRole('radio', { name: /^Standard, / }).check()
    await dialog.getByRole('radio', { name: /^Best available/ }).check()
    if (unit !== undefined)
      await dialog.getByLabel('Unit', { exact: true }).selectOption({ label: `${unit} · ${state}` })
    await dialog.getByRole('button', { name: 'Save reservation' }).click()
    const saved = page.getByRole('dialog', { name: 'Reservation saved' })
    const confirmation = await saved.locator('[data-confirmation]').getAttribute('data-confirmation')
    await saved.getByRole('button', { name: 'Done' }).click()
    if (confirmation === null) throw new Error('the desk gave no confirmation number')
    return confirmation
  }

  async checkIn(guestName: string, unit: string): Promise<void> {
    const { page } = this
    await this.openTab('Arrivals')
    await this.row(guestName).click()
    await page.keyboard.press('i')
    const dialog = page.getByRole('dialog', { name: 'Check in' })
    await dialog.getByRole('radio', { name: `Unit ${unit}`, exact: true }).check()
    await dialog.getByRole('button', { name: `Check in to ${unit}` }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  async setClean(unit: string): Promise<void> {
    await this.go('Units')
    await this.unit(unit).click()
    await this.page.keyboard.press('c')
    await this.unitIs(unit, 'clean')
  }

  async unitIs(unit: string, housekeeping: 'clean' | 'inspected'): Promise<void> {
    await this.page.locator(`[data-unit-number="${unit}"][data-housekeeping="${housekeeping}"]`).waitFor()
  }

  /** Places an order for a table, or for the guest of a room: what is on the menu without questions. */
  async order(place: string, items: readonly string[], kind: 'Tables' | 'Rooms' = 'Tables'): Promise<void> {
    const { page } = this
    await this.go('Orders')
    await page.getByRole('tab', { name: kind }).click()
    await page.getByRole('region', { name: 'Places' }).getByRole('button', { name: place }).click()
    for (const item of items) {
      const found = page.getByRole('region', { name: 'Menu' }).getByRole('button', { name: item })
      for (const tab of await page.getByRole('tablist', { name: 'Categories' }).getByRole('tab').all()) {
        if (await found.isVisible()) break
        await tab.click()
      }
      await found.click()
    }
    const check = page.getByRole('complementary', { name: 'Check' })
    await check.getByRole('button', { name: /^Send \d+ to the kitchen$/ }).click()
    await check.getByRole('list', { name: 'Kitchen tickets' }).waitFor()
  }

  /** Charges the check that stands open to a guest in house. */
  async chargeToRoom(unit: string, guestName: string): Promise<void> {
    const { page } = this
    await page.getByRole('complementary', { name: 'Check' }).getByRole('button', { name: 'Charge to room' }).click()
    const dialog = page.getByRole('dialog', { name: 'Charge to a room' })
    await dialog.getByRole('radio', { name: `Room ${unit}, ${guestName}` }).check()
    await dialog.getByRole('button', { name: `Charge to ${unit}` }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  async checkOut(guestName: string): Promise<void> {
    await this.openTab('In house')
    await this.row(guestName).click()
    await this.page.keyboard.press('o')
    const dialog = this.page.getByRole('dialog', { name: 'Check out' })
    await dialog.getByRole('button', { name: /^Check out/ }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  /** The badge's switch. */
  async switchLine(to: 'Work offline' | 'Go online'): Promise<void> {
    await this.page.getByRole('button', { name: /^Sync: / }).click()
    await this.page.getByRole('button', { name: to }).click()
    await this.page.keyboard.press('Escape')
  }

  async queuedCommands(): Promise<string[]> {
    await this.page.getByRole('button', { name: /^Sync: / }).click()
    const list = this.page.getByRole('list', { name: 'Queued commands' })
    await list.waitFor()
    const texts = await list.getByRole('listitem').allInnerTexts()
    await this.page.keyboard.press('Escape')
    return texts
  }
}

/** Work by keyboard alone, counted: a chord counts as the keys that are held, a text as its letters. */
export class Keys {
  pressed = 0

  constructor(private readonly page: Page) {}

  async press(key: string): Promise<void> {
    this.pressed += key.split('+').length
    await this.page.keyboard.press(key)
  }

  async type(text: string): Promise<void> {
    this.pressed += text.length
    await this.page.keyboard.type(text)
  }
}
