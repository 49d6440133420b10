import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from './testing/eventually.ts'
import { openTerminal, type Terminal } from './open-terminal.ts'
import { startTestCentre, type TestCentre } from './testing/centre.ts'
import { identity, makeEnrolledFolder, makeLoadedFolder } from './testing/enrolled.ts'
import { temporaryFolder } from './testing/folders.ts'
import { testDomain, UNIT, type UnitRow } from './testing/hotel.ts'
import { type Child, startChild } from './testing/processes.ts'

const NOWHERE = 'http://127.0.0.1:1'
let folder: ReturnType<typeof temporaryFolder>
let terminal: Terminal | undefined
let centre: TestCentre | undefined
let child: Child | undefined
beforeEach(() => (folder = temporaryFolder()))
afterEach(async () => {
  await child?.kill()
  await terminal?.close()
  await centre?.stop()
  terminal = centre = child = undefined
  folder.remove()
})

const open = async (options: { serverUrl?: string; code?: string } = {}) => {
  const { serverUrl = NOWHERE, code } = options
  terminal = await openTerminal({
    dataDir: folder.path,
    serverUrl,
    enrolment: code === undefined ? undefined : { code },
    domain: testDomain,
  })
  return terminal
}
const note = (text: string) => terminal?.run('v1.test.noteUnit', { unitId: UNIT, note: text })
const notes = async () => ((await terminal?.query('test.units', {})) as UnitRow[]).map((row) => row.note)

describe('openTerminal', () => {
  it('T1: opens without a line and works: commands, queries, live answers, the desk itself', async () => {
    await makeEnrolledFolder(folder.path)
    const desk = await open()
    expect(desk.desk()).toEqual({
      terminal: identity.terminal,
      terminalName: 'Front desk 1',
      property: identity.properties[0],
      propertyName: 'Test House',
      currency: 'EUR',
      businessDate: '2026-11-23',
      demo: false,
    })
    const revs: number[] = []
    desk.subscribe('test.units', {}, ({ rev }) => revs.push(rev))
    await eventually(() => expect(revs).toEqual([1]))
    expect(await note('offline')).toMatchObject({ kind: 'done' })
    expect(await notes()).toEqual(['offline', null, null])
    await eventually(() => expect(revs).toEqual([1, 2]))
    expect(desk.sync.status()).toMatchObject({ state: 'offline', queued: 1 })
    expect(desk.rebuilt).toBeNull()
    await desk.close()
    await open()
    expect(await notes()).toEqual(['offline', null, null])
    expect(terminal?.sync.status().queued).toBe(1)
  })

  it('T3: reads by SQL and cannot write by it', async () => {
    await makeEnrolledFolder(folder.path)
    const desk = await open()
    expect(await desk.readOnlySql('SELECT number FROM property_mgmt.inventory_units WHERE id = $1', [UNIT])).toEqual([
      { number: '101' },
    ])
    const writes = [
      'DELETE FROM property_mgmt.inventory_units',
      "SELECT nextval('sync.undo_position_seq')",
      'SET TRANSACTION READ WRITE',
      'SELECT 1; DELETE FROM sync.outbox',
    ]
    for (const text of writes) await expect(desk.readOnlySql(text, [])).rejects.toThrow()
    await desk.readOnlySql('COMMIT', []).catch(() => undefined)
    expect(await note('still works')).toMatchObject({ kind: 'done' })
  })

  it('C6, L3: names what is wrong with a question', async () => {
    await makeEnrolledFolder(folder.path)
    const desk = await open()
    await expect(desk.query('test.none', {})).rejects.toThrow('There is no query named test.none')
    await expect(desk.query('test.units', { colour: 1 })).rejects.toThrow('test.units')
    const faults: unknown[] = []
    desk.subscribe(
      'test.failing',
      {},
      () => undefined,
      (error) => faults.push(error),
    )
    await eventually(() => expect(String(faults[0])).toContain('division by zero'))
  })

  it('D2: is told that another process has the folder', async () => {
    child = startChild('holder.ts', [folder.path])
    await child.until((lines) => lines.includes('held'))
    await expect(open()).rejects.toThrow(`in use by process ${child.process.pid}`)
  })

  it('D1, J1: loses no acknowledged command to kill -9', async () => {
    await makeEnrolledFolder(folder.path)
    const told: string[] = []
    for (const round of ['a', 'b', 'c']) {
      child = startChild('writer.ts', [folder.path, round])
      await child.until((lines) => lines.length > 15)
      await child.kill()
      told.push(...child.lines.filter((line) => line !== 'open').map((line) => line.split(' ')[1] ?? ''))
    }
    const desk = await open()
    const rows = await desk.readOnlySql('SELECT id, seq FROM sync.outbox ORDER BY position', [])
    const kept = new Set(rows.map((row) => row.id))
    expect(told.length).toBeGreaterThanOrEqual(45)
    expect(told.filter((id) => !kept.has(id))).toEqual([])
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, i) => i + 1))
    const last = await desk.readOnlySql(
      "SELECT body->'args'->>'note' AS note FROM sync.outbox ORDER BY position DESC LIMIT 1",
      [],
    )
    expect((await notes())[0]).toBe(last[0]?.note)
  }, 180_000)

  it('D3, J3: sets a destroyed database aside and brings pending commands and numbers back', async () => {
    await makeEnrolledFolder(folder.path)
    await open()
    await note('one')
    await terminal?.run('v1.test.addUnit', { number: '900' })
    const before = await terminal?.readOnlySql('SELECT id, seq, body FROM sync.outbox ORDER BY position', [])
    await terminal?.close()
    rmSync(join(folder.path, 'database/pg_wal'), { recursive: true })
    writeFileSync(join(folder.path, 'database/global/pg_control'), 'gone')
    const desk = await open()
    expect(desk.rebuilt).toMatchObject({ restored: 2 })
    expect(await desk.readOnlySql('SELECT id, seq, body FROM sync.outbox ORDER BY position', [])).toEqual(before)
    expect(await desk.readOnlySql('SELECT series, value FROM sync.counters', [])).toEqual([
      { series: 'confirmation', value: 1 },
    ])
    expect(desk.desk()).toBeNull()
    await expect(note('too early')).rejects.toThrow('Wait until the first load is done')
    expect(await desk.query('test.units', {})).toEqual([])
  })
})

describe('enrolment', () => {
  it('T1, T2: a centre that is down at first start is a status; it enrols when the centre is there, through a lost answer', async () => {
    await makeLoadedFolder(folder.path)
    centre = await startTestCentre(identity)
    const { url } = centre
    await centre.stop()
    const desk = await open({ serverUrl: url, code: 'CODE-0001' })
    await eventually(() =>
      expect(desk.sync.status()).toMatchObject({
        state: 'offline',
        problems: [{ code: 'no_line', address: url }],
      }),
    )
    await expect(note('x')).rejects.toThrow('not enrolled yet')
    centre = await startTestCentre(identity, Number(new URL(url).port))
    centre.mishaps['POST /v1/enrol'] = ['lose']
    await eventually(() => expect(centre?.requests).toContain('GET /v1/commands/progress'))
    expect(JSON.parse(readFileSync(join(folder.path, 'identity.json'), 'utf8'))).toEqual(identity)
    if (process.platform !== 'win32') expect(statSync(join(folder.path, 'device.key')).mode & 0o777).toBe(0o600)
  })

  it.each([
    ['a used code', 'CODE-9999', { code: 'told', message: expect.stringContaining('has been used or has expired') }],
    ['no code', undefined, { code: 'not_enrolled' }],
  ])('O6: %s needs a person', async (_, code, problem) => {
    await makeLoadedFolder(folder.path)
    centre = await startTestCentre(identity)
    const desk = await open({ serverUrl: centre.url, ...(code === undefined ? {} : { code }) })
    await eventually(() => expect(desk.sync.status()).toMatchObject({ state: 'stopped', problems: [problem] }))
    await expect(desk.sync.caughtUp()).rejects.toThrow(/was used already|has been used|is not enrolled/)
  })
})
