import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { DebugLogger } from 'builder-util'
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js'
import { expect, it } from 'vitest'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const FILE = 'electron-builder.yml'

it("is a configuration in electron-builder's own eyes", async () => {
  const config = await getConfig(PROJECT, FILE, null)
  await expect(validateConfiguration(config, new DebugLogger(false))).resolves.toBeUndefined()
})

it('is told apart from one with a misspelt key', async () => {
  const config = { ...(await getConfig(PROJECT, FILE, null)), asarr: true }
  await expect(validateConfiguration(config, new DebugLogger(false))).rejects.toThrow(/asarr/)
})

it('closes the ways around the shell', async () => {
  const config = await getConfig(PROJECT, FILE, null)
  expect(config.electronFuses).toMatchObject({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  })
  expect(config.asar).toBe(true)
  expect(config).not.toHaveProperty('asarUnpack')
})

it('runs a supported Electron', () => {
  const { devDependencies } = JSON.parse(readFileSync(`${PROJECT}package.json`, 'utf8')) as {
    devDependencies: Record<string, string>
  }
  expect(devDependencies.electron).toMatch(/^\^45\./)
})
