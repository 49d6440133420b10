/** A desk in a process of its own, to be killed: gives commands without end, and prints each one that was answered "done". */
import { openTerminal } from '../open-terminal.ts'
import { testDomain, UNIT } from './hotel.ts'

const [dataDir = '', label = ''] = process.argv.slice(2)
const terminal = await openTerminal({ dataDir, serverUrl: 'http://127.0.0.1:1', domain: testDomain })
process.stdout.write('open\n')
for (let n = 1; ; n++) {
  const note = `${label}-${n}`
  const outcome = await terminal.run('v1.test.noteUnit', { unitId: UNIT, note })
  if (outcome.kind === 'done') process.stdout.write(`${note} ${outcome.commandId}\n`)
}
