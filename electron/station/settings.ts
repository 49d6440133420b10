import { parseArgs } from 'node:util'
import { z } from 'zod'

/** How a terminal is started, in Electron and at a station alike. */
export interface DeskSettings {
  readonly dataDir: string
  readonly serverUrl: string
  /** 0 picks a free one; at a station only. */
  readonly port: number
  readonly enrolmentCode: string | undefined
  /** Only what `npm start` starts: see scripts/start.ts. */
  readonly demo: boolean
}

export class SettingsError extends Error {
  override readonly name = 'SettingsError'
}

const port = z.coerce.number().int().min(0).max(65_535)

/**
 * `--data DIR --server URL --port N --enrolment-code CODE`, or STAYOS_DATA, STAYOS_SERVER, STAYOS_ENROLMENT_CODE; `--demo`. What is not ours
 * is left to Electron and Chromium.
 */
export function readDeskSettings(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  defaults: { readonly dataDir?: string } = {},
): DeskSettings {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: { data: text, server: text, port: text, 'enrolment-code': text, demo: { type: 'boolean' } },
  })
  const given = (name: string): string | undefined => {
    const value = values[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const dataDir = given('data') ?? env.STAYOS_DATA ?? defaults.dataDir
  const serverUrl = given('server') ?? env.STAYOS_SERVER
  if (dataDir === undefined)
    throw new SettingsError('Which folder? Give --data DIR: the terminal keeps its database there.')
  if (serverUrl === undefined || !URL.canParse(serverUrl) || !/^https?:$/.test(new URL(serverUrl).protocol)) {
    throw new SettingsError('Which centre? Give --server URL, as in --server https://centre.example.')
  }
  const parsedPort = port.safeParse(given('port') ?? 0)
  if (!parsedPort.success) throw new SettingsError(`--port ${given('port')} is no port: give a number from 0 to 65535.`)
  return {
    dataDir,
    serverUrl,
    port: parsedPort.data,
    enrolmentCode: given('enrolment-code') ?? env.STAYOS_ENROLMENT_CODE,
    demo: values.demo === true,
  }
}
