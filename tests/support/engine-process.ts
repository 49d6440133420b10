import { openStorage } from '../../server/shapes/log/storage.ts'
import { shapes } from '../../shared/domains/registry.ts'
import type { ShapeDefinition } from '../../shared/command/shape.ts'
import { type CrashPoint, watchedStorage } from './crash-points.ts'
import { startEngine } from './engine.ts'

/** A shape engine in a process of its own, to be killed: node --import tsx engine-process.ts '{databaseUrl, dataDir, shapes}' */
const { crash, ...options } = JSON.parse(process.argv[2] ?? '') as {
  databaseUrl: string
  dataDir: string
  port: number
  logBytes?: number
  shapes: ShapeDefinition[]
  /** Kills itself when it arrives at the point for the nth time. */
  crash?: { point: CrashPoint; times: number }
}
let left = crash?.times ?? 0
const { url } = await startEngine({
  ...options,
  shapes: [...shapes, ...options.shapes],
  openStorage: (dataDir, onAlarm) =>
    watchedStorage(openStorage(dataDir, onAlarm), (point) => {
      if (point === crash?.point && --left === 0) process.kill(process.pid, 'SIGKILL')
    }),
})
console.log(JSON.stringify({ url }))
