import { buildPage } from '../../scripts/start/build-page.ts'
import { issueEnrolmentCode } from '../../server/auth/enrolment.ts'
import { setPin } from '../../server/auth/people.ts'
import { loadPinPepper } from '../../server/auth/pin-pepper.ts'
import { connect } from '../../server/jobs/database.ts'
import { databaseOf } from '../../server/postgres/handle.ts'
import { inventedHouses } from '../../server/seed/invented.ts'
import { propertyIdOf } from '../../server/seed/property_mgmt/ids.ts'
import { seedHouses } from '../../server/seed/seed-houses.ts'
import { asIsoDate } from '../../shared/kernel/dates.ts'
import { type Browser, chromiumPath, startBrowser } from '../../tests/support/browser.ts'
import { startStationProcess } from '../../tests/support/station.ts'
import { type Series, seriesOf } from '../measure/series.ts'
import { findManager, type World } from '../world/world.ts'
import type { CoreCase } from './case.ts'

const DAYS = 60
/** Of the house's manager, who alone has one. */
const PIN = '258046'

/** The rack of a large house in Chromium, scrolled without a stop; the floor is a frame of a page with nothing on it. */
export const rackCase: CoreCase = {
  name: 'rack',
  hotelOnly: true,
  async run(world, { rackUnits, frames }) {
    if (chromiumPath === undefined) {
      console.warn('NO CHROMIUM ON THIS MACHINE: the frames of the rack are not measured.')
      return []
    }
    await buildPage(process.cwd())
    const station = await openHouse(world, rackUnits)
    const browser = await startBrowser()
    try {
      const floor = { name: 'frame of an empty page', measured: await framesOfNothing(browser, frames) }
      const { down, across } = await framesOfRack(browser, station.url, frames)
      const name = `rack of ${rackUnits} units x ${DAYS} days: frame while scrolling`
      const aims = [
        { of: 'p50', ratio: 1.1 },
        { of: 'p95', ratio: 2 },
      ] as const
      return [
        { name: `${name} down`, measured: down, floor, aims },
        { name: `${name} across`, measured: across, floor, aims },
      ]
    } finally {
      await browser.close()
      await station.stop()
    }
  },
}

/** A second hotel of the group, of its own size, and its desk as it runs at a hotel. */
async function openHouse(world: World, units: number) {
  const [, house] = inventedHouses({
    ...{ properties: 2, units, days: 30, seed: 7 },
    ...{ businessDate: asIsoDate('2026-11-23'), now: new Date('2026-11-23T12:00:00Z') },
  })
  if (!house) throw new Error('no hotel was invented')
  const client = await connect(world.databaseUrl, 'bench')
  await seedHouses(client, [house])
  const propertyId = propertyIdOf(house.hotel)
  const userId = await findManager(world.central, propertyId)
  await setPin(databaseOf(client), await loadPinPepper(world.folder('centre')), {
    propertyId,
    userId,
    pin: PIN,
    mustChange: false,
  })
  await client.end()
  const enrolmentCode = await issueEnrolmentCode(world.central, {
    ...{ name: 'rack', role: 'desk', propertyIds: [propertyId] },
    actor: userId,
  })
  return startStationProcess({ dataDir: world.folder('rack'), serverUrl: world.serverUrl, enrolmentCode })
}

async function framesOfNothing(browser: Browser, count: number): Promise<Series> {
  const page = await browser.open('about:blank')
  const took = await page.evaluate<number[]>(scrollScript('', count, 0, 0))
  await page.close()
  return seriesOf(took)
}

async function framesOfRack(browser: Browser, url: string, count: number) {
  const page = await browser.open(url)
  await page.getByRole('list', { name: 'People' }).waitFor({ timeout: 300_000 })
  await page.keyboard.type(PIN)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation', { name: 'Sections' }).getByText('Room rack').click()
  await page.getByRole('button', { name: `${DAYS} days`, exact: true }).click()
  await page.locator('[role="grid"] [data-bar-id]').first().waitFor()
  const down = await page.evaluate<number[]>(scrollScript('[role="grid"]', count, 0, 30))
  const across = await page.evaluate<number[]>(scrollScript('[role="grid"]', count, 12, 0))
  await page.close()
  return { down: seriesOf(down), across: seriesOf(across) }
}

/**
 * Milliseconds from frame to frame while the element is moved by so many pixels in each, to its end and back. Text, not a function: what
 * loads this file names its functions by a helper that no page has.
 */
const scrollScript = (selector: string, count: number, x: number, y: number): string => `new Promise((done) => {
  const element = ${selector === '' ? 'null' : `document.querySelector('${selector}')`}
  const took = []
  let before = performance.now()
  let way = 1
  requestAnimationFrame(function frame(now) {
    if (took.push(now - before) > ${count}) return done(took.slice(1))
    before = now
    if (element) {
      const [left, top] = [element.scrollLeft, element.scrollTop]
      element.scrollBy(${x} * way, ${y} * way)
      if (element.scrollLeft === left && element.scrollTop === top) way = -way
    }
    requestAnimationFrame(frame)
  })
})`
