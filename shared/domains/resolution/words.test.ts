import { describe, expect, test } from 'vitest'
import { refusalFacts } from '../refusals.ts'
import type { Reason } from './reasons.ts'
import { nextSteps, reasons } from './reasons.ts'
import { describeCommand, describeRefusal, describeResolution } from './words.ts'

const filled = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, `<${name}>`]))

/** Where a fact is missing nothing is written, and it shows around the gap. */
const HOLE = /\s{2}|\s[.,;:)]|[(“]\s*[)”]|^[\s,.]|\s$/

describe('words', () => {
  test.each(Object.entries(refusalFacts))('refusal %s uses the facts it declares and no other', (code, facts) => {
    const { what, todo } = describeRefusal({ code, facts: filled(facts) })
    expect(what + todo).not.toMatch(/unknown|\(\w+_\w+\)/)
    for (const sentence of [what, todo]) expect(sentence).not.toMatch(HOLE)
    expect(what).toMatch(/\.$/)
    expect(todo).toMatch(/\.$/)
  })

  test.each(Object.keys(reasons) as Reason[])('reason %s tells what happened and what was done, apart', (reason) => {
    const definition = reasons[reason]
    const facts = { ...filled(definition.facts), ...(reason === 'refused' && { code: 'already_resolved' }) }
    const words = describeResolution({ reason, facts, nextStep: definition.nextStep, commandName: 'v1.guest.edit' })
    const parts = [words.happened, words.done, words.tell ?? [], words.todo ?? []].flat()
    for (const sentence of [words.title, ...parts]) expect(sentence).not.toMatch(HOLE)
    for (const sentence of parts) expect(sentence).toMatch(/[.?]$/)
    // Each part says something of its own.
    expect(new Set(parts).size).toBe(parts.length)
    expect(words.title + parts.join(' ')).not.toMatch(/unknown/)
    expect(nextSteps).toContain(words.nextStep.action)
    expect(words.nextStep.label).not.toBe('')
  })

  test('the cause of a lost unit follows from the facts', () => {
    const facts = { guestName: 'A', confirmationNo: 'R-1', oldUnit: '104', newUnit: '105', takenBy: 'Ada King' }
    const told = (how: string) =>
      describeResolution({ reason: 're_roomed', facts: { ...facts, how }, nextStep: 'none', commandName: '' }).happened
    expect(told('in_house')).toBe('Ada King is in unit 104.')
    expect(told('promised')).toBe('Unit 104 was promised to Ada King first.')
    expect(told('out_of_order')).toBe('Unit 104 is out of order.')
  })

  test('what a newer version wrote is shown with what is known', () => {
    expect(describeRefusal({ code: 'moon_full', facts: {} }).what).toContain('moon_full')
    const row = { reason: 'moon_full', facts: {}, nextStep: 'howl', commandName: 'v9.moon.rise' }
    expect(describeResolution(row)).toMatchObject({
      title: 'To look at: v9.moon.rise',
      happened: expect.stringContaining('moon_full'),
      nextStep: { action: 'none' },
    })
  })

  test('a queued command has a short text', () => {
    expect(describeCommand('v1.reservation.checkIn', { confirmationNo: 'A7-0001K' })).toBe('Check in A7-0001K')
    const set = { unitNumber: '104', status: 'in_progress' }
    expect(describeCommand('v1.unit.setHousekeepingStatus', set)).toBe('Set unit 104 in progress')
    expect(describeCommand('v1.reservation.checkIn', null)).toBe('Check in')
    expect(describeCommand('v9.moon.rise', {})).toBe('v9.moon.rise')
  })
})
