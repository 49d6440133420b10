/** Holds the lock of a folder until it is killed. */
import { lockFolder } from '../../../shared/node/lock-folder.ts'

await lockFolder(process.argv[2] ?? '')
process.stdout.write('held\n')
setInterval(() => undefined, 1000)
