import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { buildPage } from '../../scripts/start/build-page.ts'
import { startBrowser } from '../support/browser.ts'
import { DeskUser } from '../e2e/desk.ts'
import { openScreenHotel } from './hotel.ts'
import { tour } from './tour.ts'

/**
 * npm run screens -- FILE.csv.gz [FOLDER]: every screen and main dialog of the desk on the imported city hotel, as docs/screens shows them.
 * What a screen complains of is printed, and the run fails.
 */
const [file = resolve('../shared/data/hotel_bookings.csv.gz'), folder = resolve('docs/screens')] = process.argv.slice(2)

await buildPage(process.cwd())
const complaints: string[] = []
console.log(`Importing ${file} ...`)
const hotel = await openScreenHotel(file)
const browser = await startBrowser(complaints)
try {
  const page = await browser.open(hotel.url)
  page.setDefaultTimeout(60_000)
  await page.setViewportSize({ width: 1280, height: 800 })
  mkdirSync(folder, { recursive: true })
  await tour(new DeskUser(page), hotel.login, async (name) => {
    // Nothing is on its way any more: no list that loads, no colour that changes.
    await page.evaluate('Promise.allSettled(document.getAnimations().map((each) => each.finished))')
    await page.mouse.move(0, 0)
    await page.screenshot({ path: join(folder, `${name}.png`) })
    console.log(name)
  })
} finally {
  await browser.close()
  await hotel.close()
}
if (complaints.length > 0) {
  console.error(complaints.join('\n'))
  process.exitCode = 1
}
