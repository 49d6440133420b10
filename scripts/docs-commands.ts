import { writeFileSync } from 'node:fs'
import { COMMANDS_FILE, commandsPage } from './commands/page.ts'

writeFileSync(COMMANDS_FILE, await commandsPage())
console.log(`Made ${COMMANDS_FILE} from the registry.`)
