import { openDatabase } from '../electron/core/database/open.ts'
import { connect } from '../server/jobs/database.ts'
import { startEmbeddedPostgres } from '../server/postgres/embedded.ts'
import { migrateCentral } from '../server/postgres/migrate.ts'
import { propertyIdOf } from '../server/seed/property_mgmt/ids.ts'
import { seedHouses } from '../server/seed/seed-houses.ts'
import { temporaryHome } from '../tests/support/home.ts'
import { fillTerminal } from './fill-terminal.ts'
import { openCentral, type Subject, terminalSubject } from './subjects.ts'
import { YEAR_HOTEL, yearHouses, type YearSize } from './year.ts'

/** A centre with the seeded year, in a folder that goes away with it. */
export async function openYearCentre(size: YearSize): Promise<Subject> {
  const folder = temporaryHome('bench')
  const postgres = await startEmbeddedPostgres({ dataDir: folder.path })
  await migrateCentral(postgres.url)
  const client = await connect(postgres.url, 'bench:queries')
  await seedHouses(client, yearHouses(size))
  await client.end()
  const subject = await openCentral(postgres.url, YEAR_HOTEL)
  return {
    ...subject,
    close: async () => {
      await subject.close()
      await postgres.stop()
      folder.remove()
    },
  }
}

/** A terminal of the same hotel on disk, as a desk keeps it. */
export async function openYearTerminal(size: YearSize): Promise<Subject> {
  const [house] = yearHouses(size)
  if (!house) throw new Error('there is no year to fill a terminal with')
  const folder = temporaryHome('bench')
  const { pg: pglite } = await openDatabase({ dataDir: folder.path })
  await fillTerminal(pglite, house)
  const subject = await terminalSubject(pglite, propertyIdOf(house.hotel))
  return {
    ...subject,
    close: async () => {
      await subject.close()
      folder.remove()
    },
  }
}
