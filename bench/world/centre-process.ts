import { startServer } from '../../server/start-server.ts'
import { type WorkloadName, workloads } from './workload.ts'

/** The centre in a process of its own, as in a hotel: node --import tsx centre-process.ts '{databaseUrl, dataDir}'. */
const { workload, ...options } = JSON.parse(process.argv[2] ?? '') as {
  databaseUrl: string
  dataDir: string
  workload: WorkloadName
}
const { domain } = workloads[workload]
const server = await startServer({ ...options, domain, shapes: domain.shapes, migrate: false, logLevel: 'warn' })
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)))
process.send?.({ url: server.url })
