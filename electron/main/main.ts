import { join } from 'node:path'
import * as electron from 'electron'
import { readDeskSettings } from '../station/settings.ts'
import { readPage } from '../station/page.ts'
import { start } from './app.ts'

/** Beside dist/main/main.js. */
const built = (path: string) => join(import.meta.dirname, '..', path)

const settings = readDeskSettings(process.argv.slice(electron.app.isPackaged ? 1 : 2), process.env, {
  dataDir: join(electron.app.getPath('userData'), 'desk'),
})

await start(electron, {
  page: { files: await readPage(built('page')), connect: [] },
  preload: built('preload/preload.cjs'),
  core: built('core/process/main.js'),
  dataDir: settings.dataDir,
  serverUrl: settings.serverUrl,
  demo: settings.demo,
  enrolmentCode: settings.enrolmentCode,
})
