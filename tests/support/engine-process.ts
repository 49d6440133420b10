import { shapes } from '../../shared/domains/registry.ts'
import type { ShapeDefinition } from '../../shared/command/shape.ts'
import { startEngine } from './engine.ts'

/** A shape engine in a process of its own, to be killed: node --import tsx engine-process.ts '{databaseUrl, dataDir, shapes}' */
const options = JSON.parse(process.argv[2] ?? '') as {
  databaseUrl: string
  dataDir: string
  port: number
  shapes: ShapeDefinition[]
}
const { url } = await startEngine({ ...options, shapes: [...shapes, ...options.shapes] })
console.log(JSON.stringify({ url }))
