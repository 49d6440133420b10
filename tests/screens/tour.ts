import type { Locator } from 'playwright-core'
import type { DeskUser, Login } from '../e2e/desk.ts'

/** Takes a picture of what stands on the screen. */
export type Shoot = (name: string) => Promise<void>

/** From signing in to a day half worked with the line down; nothing that it does is needed by what comes after, but for the last part. */
export async function tour(user: DeskUser, login: Login, shoot: Shoot): Promise<void> {
  // The first load comes before.
  await user.page.getByRole('list', { name: 'People', exact: true }).waitFor({ timeout: 600_000 })
  await shoot('sign-in')
  await user.signIn(login)
  await user.seesBadge(/^Sync: Online$/, 300_000)
  await lists(user, shoot)
  await dialogsOfGuests(user, shoot)
  await dialogsOfTheHouse(user, shoot)
  await sections(user, shoot)
  await offline(user, shoot)
  await atNight(user, shoot)
}

const firstRow = (user: DeskUser): Locator => user.page.locator('[data-reservation-id]').first()

async function lists(user: DeskUser, shoot: Shoot): Promise<void> {
  for (const tab of ['Arrivals', 'Departures', 'In house'] as const) {
    await user.openTab(tab)
    await firstRow(user).waitFor()
    await shoot(`today-${tab.toLowerCase().replace(' ', '-')}`)
  }
  await firstRow(user).click()
  await user.page.getByRole('article').waitFor()
  await shoot('today-beside-a-guest')
}

/** A dialog by the key that opens it, and away again. */
async function dialogByKey(user: DeskUser, key: string, name: string, shoot: Shoot): Promise<void> {
  await user.page.keyboard.press(key)
  await shootDialog(user, name, shoot)
}

async function shootDialog(user: DeskUser, name: string, shoot: Shoot): Promise<void> {
  await user.page.getByRole('dialog').waitFor()
  await user.page.waitForLoadState('networkidle')
  await settle(user)
  await shoot(name)
  await user.page.keyboard.press('Escape')
  await user.page.getByRole('dialog').waitFor({ state: 'hidden' })
}

/** Until what a dialog asks is answered. */
async function settle({ page }: DeskUser): Promise<void> {
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
  await page.waitForTimeout(800)
}

async function dialogsOfGuests(user: DeskUser, shoot: Shoot): Promise<void> {
  await user.openTab('Arrivals')
  await firstRow(user).click()
  await dialogByKey(user, 'i', 'check-in', shoot)
  await dialogByKey(user, 'e', 'change-stay', shoot)
  await user.openTab('In house')
  await firstRow(user).click()
  await dialogByKey(user, 'm', 'move', shoot)
  await dialogByKey(user, 'o', 'check-out', shoot)
  await dialogByKey(user, 'p', 'post-charge', shoot)
  for (const [button, name] of [
    ['Payment', 'payment'],
    ['Registration card', 'registration-card'],
  ] as const) {
    await user.page.getByRole('article').getByRole('button', { name: button, exact: true }).click()
    await shootDialog(user, name, shoot)
  }
}

async function dialogsOfTheHouse(user: DeskUser, shoot: Shoot): Promise<void> {
  const { page } = user
  await dialogByKey(user, 'F5', 'new-reservation', shoot)
  await dialogByKey(user, 'Control+k', 'palette', shoot)
  await dialogByKey(user, '?', 'keys', shoot)
  await page.keyboard.press('/')
  await page.keyboard.type('silva')
  await page.getByRole('option').first().waitFor()
  await shoot('search-as-one-types')
  await page.keyboard.press('Escape')
}

async function sections(user: DeskUser, shoot: Shoot): Promise<void> {
  const { page } = user
  await user.find('Fernández')
  await settle(user)
  await shoot('reservation')
  await page.getByRole('button', { name: 'Edit guest' }).click()
  await settle(user)
  await shoot('guest')
  await user.go('Guests')
  await page.getByLabel('Search guests').fill('fernandes')
  await settle(user)
  await shoot('guests')
  await user.go('Room rack')
  await page.getByRole('grid', { name: 'Room rack' }).getByRole('gridcell', { name: /, / }).first().waitFor()
  await settle(user)
  await shoot('rack')
  await user.go('Units')
  await page.locator('[data-unit-number]').first().click()
  await settle(user)
  await shoot('units')
  await faults(user, shoot)
  await user.go('Housekeeping')
  await page.locator('[data-task-id]').first().waitFor()
  await shoot('housekeeping')
  await user.go('People')
  await page.locator('[data-user-id]').first().waitFor()
  await shoot('people')
  await page.keyboard.press('0')
  await page.getByRole('region', { name: 'Figures by month' }).waitFor()
  await settle(user)
  await shoot('figures')
  await page.getByRole('tab', { name: 'RevPAR' }).click()
  await settle(user)
  await shoot('figures-revpar')
}

/** Of the unit that is chosen: reported, and what becomes of whoever is promised it where it is taken out of order. */
async function faults(user: DeskUser, shoot: Shoot): Promise<void> {
  const { page } = user
  await page.keyboard.press('r')
  const report = page.getByRole('dialog', { name: 'Report a fault' })
  await report.getByLabel('What is broken').fill('The shower leaks into the room below')
  await shoot('report-fault')
  await report.getByRole('button', { name: 'Report', exact: true }).click()
  await report.waitFor({ state: 'hidden' })
  await dialogByKey(user, 'b', 'out-of-order', shoot)
  await user.go('Requests')
  await page.getByRole('tab', { name: /^Faults/ }).click()
  await page.getByText('The shower leaks').first().click()
  await settle(user)
  await shoot('faults')
}

/** Two units cleaned and a guest checked in with the line down: what is queued is shown. */
async function offline(user: DeskUser, shoot: Shoot): Promise<void> {
  const { page } = user
  await user.switchLine('Work offline')
  await user.go('Housekeeping')
  await page.locator('[data-task-id]').first().waitFor()
  for (const task of (await page.locator('[data-task-id]').all()).slice(0, 2)) {
    await task.click()
    await page.keyboard.press('c')
    await page
      .getByText(/^Unit \d+ is clean$/)
      .last()
      .waitFor()
  }
  await shoot('working-offline')
  await page.getByRole('button', { name: /^Sync: / }).click()
  await page.getByRole('list', { name: 'Queued commands' }).waitFor()
  await shoot('queued')
  await page.keyboard.press('Escape')
  await user.switchLine('Go online')
  await user.seesBadge(/^Sync: Online$/)
  await user.go('Resolution Centre')
  await settle(user)
  await shoot('resolutions')
}

/** The dark theme, as the computer asks for it. */
async function atNight(user: DeskUser, shoot: Shoot): Promise<void> {
  await user.page.emulateMedia({ colorScheme: 'dark' })
  await user.openTab('Arrivals')
  await firstRow(user).waitFor()
  await shoot('dark-arrivals')
  await user.go('Room rack')
  await settle(user)
  await shoot('dark-rack')
}
