import { dirname } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { terminalExtensions } from '../../database/extensions.ts'
import { startShapeSync } from '../shape-sync.ts'
import { labReplay, labRowKeys, labShapes } from './lab.ts'

/** A desk in a process of its own, to be killed: node --import tsx desk-process.ts FOLDER SERVER_URL. Prints its state and LSN. */
const [, , folder = '', serverUrl = ''] = process.argv
const pg = await PGlite.create(folder, { extensions: terminalExtensions })
startShapeSync({
  pg,
  serverUrl,
  token: () => Promise.resolve('token'),
  shapes: labShapes,
  replay: labReplay,
  folder: dirname(folder),
  rowKeys: labRowKeys,
  lineBackOff: { firstMs: 10, maxMs: 50 },
  onStatus: ({ state, g }) => process.stdout.write(`${state} ${g ?? '-'}\n`),
})
