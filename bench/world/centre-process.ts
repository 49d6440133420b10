import { startServer } from '../../server/start-server.ts'

/** The centre in a process of its own, as in a hotel: node --import tsx centre-process.ts '{databaseUrl, dataDir}'. */
const options = JSON.parse(process.argv[2] ?? '') as { databaseUrl: string; dataDir: string }
const server = await startServer({ ...options, migrate: false, logLevel: 'warn' })
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)))
process.send?.({ url: server.url })
