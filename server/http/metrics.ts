import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { CommandAnswer } from '../../shared/protocol/push.ts'

/** What stands at the moment somebody asks. */
export interface Readings {
  /** Bytes of WAL that PostgreSQL keeps for the stream, and may keep; undefined until looked at, and where there is no limit. */
  readonly slotKeptBytes: number | undefined
  readonly slotLimitBytes: number | undefined
  readonly connected: boolean
  readonly logBytes: number
  /** Requests that are held. */
  readonly held: number
}

export interface Metrics {
  observeRequest(method: string, route: string, status: number, seconds: number): void
  countCommands(answers: readonly CommandAnswer[]): void
  countAlarm(code: string): void
  /** Text of Prometheus. */
  expose(readings: Readings | undefined): Promise<{ text: string; contentType: string }>
}

const SECONDS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const OUTCOMES: readonly CommandAnswer['outcome'][] = ['applied', 'applied_with_changes', 'refused']

/** Labels are routes, codes and outcomes: never an id, a name or a path that somebody typed. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Histogram({
    name: 'stayos_request_seconds',
    help: 'Time to answer, by route; a held request counts for as long as it is held.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers,
  })
  const counter = (name: string, help: string, label: string) =>
    new Counter({ name: `stayos_${name}_total`, help, labelNames: [label], registers })
  const commands = counter('commands', 'Commands answered, duplicates included, by outcome.', 'outcome')
  const alarms = counter('alarms', 'What an administrator should look at, by code.', 'code')
  for (const outcome of OUTCOMES) commands.inc({ outcome }, 0)
  const expose = exposeReadings(registry)
  return {
    observeRequest: (method, route, status, seconds) => requests.observe({ method, route, status }, seconds),
    countCommands: (answers) => {
      for (const { outcome } of answers) commands.inc({ outcome })
    },
    countAlarm: (code) => alarms.inc({ code }),
    expose,
  }
}

/** Where another node streams there are no readings, and no gauges that would show nought. */
function exposeReadings(registry: Registry): Metrics['expose'] {
  let set: ((readings: Readings) => void) | undefined
  return async (readings) => {
    if (readings) (set ??= addGauges(registry))(readings)
    return { text: await registry.metrics(), contentType: registry.contentType }
  }
}

function addGauges(registry: Registry): (readings: Readings) => void {
  const gauge = (name: string, help: string) => new Gauge({ name: `stayos_${name}`, help, registers: [registry] })
  const kept = gauge('slot_kept_bytes', 'WAL that PostgreSQL keeps for this server.')
  const limit = gauge('slot_limit_bytes', 'WAL that PostgreSQL may keep for it; beyond, every terminal loads again.')
  const connected = gauge('slot_connected', '1 while the replication stream runs.')
  const log = gauge('shape_log_bytes', 'Size of the log of changes.')
  const held = gauge('held_requests', 'Requests that are held now.')
  return (readings) => {
    kept.set(readings.slotKeptBytes ?? Number.NaN)
    limit.set(readings.slotLimitBytes ?? Number.NaN)
    connected.set(readings.connected ? 1 : 0)
    log.set(readings.logBytes)
    held.set(readings.held)
  }
}
