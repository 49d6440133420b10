import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { commandAccess } from '../../shared/domains/access/command-access.ts'
import { commands } from '../../shared/domains/registry.ts'

/**
 * What terminals of each released version may still hold: one command of each name, with arguments as that version queued them. A file is
 * added with a release and never changed. What breaks here breaks the queue of a desk that was off: keep the old command beside the new one.
 */
const folder = new URL('queues/', import.meta.url)
const queue = z.array(z.strictObject({ name: z.string(), args: z.unknown() })).min(1)

it.each(readdirSync(folder))('T9: takes every command that desks of %s may have queued', (file) => {
  const queued = queue.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')))
  for (const { name, args } of queued) {
    const definition = commands.get(name) ?? expect.fail(`${name} is registered no more`)
    expect(commandAccess[name], `nobody may give ${name} any more`).toBeDefined()
    const parsed = definition.args.safeParse(args)
    expect(parsed.error?.issues ?? [], name).toEqual([])
    expect(definition.keys(parsed.data).length, name).toBeGreaterThan(0)
  }
})
