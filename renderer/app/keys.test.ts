import { describe, expect, it } from 'vitest'
import type { KeyPress } from './keys.ts'
import { intentOf, mustSwallow } from './keys.ts'

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrl: false,
  shift: false,
  alt: false,
  focus: 'page',
  dialogOpen: false,
  selected: null,
  ...more,
})

describe('keys', () => {
  it('F5 makes a reservation wherever the focus is, and never reloads', () => {
    expect(intentOf(press('F5'))).toBe('new-reservation')
    expect(intentOf(press('F5', { focus: 'text' }))).toBe('new-reservation')
    expect(intentOf(press('F5', { dialogOpen: true }))).toBeNull()
    expect(mustSwallow(press('F5', { dialogOpen: true }))).toBe(true)
  })

  it.each([
    ['i', 'check-in'],
    ['I', 'check-in'],
    ['o', 'check-out'],
    ['m', 'move'],
    ['a', 'assign'],
  ])('%s acts on the selected reservation', (key, intent) => {
    expect(intentOf(press(key, { selected: 'reservation' }))).toBe(intent)
    expect(intentOf(press(key))).toBeNull()
    expect(intentOf(press(key, { selected: 'unit' }))).toBeNull()
  })

  it('C cleans a unit and completes a task', () => {
    expect(intentOf(press('c', { selected: 'unit' }))).toBe('mark-clean')
    expect(intentOf(press('c', { selected: 'task' }))).toBe('complete-task')
    expect(intentOf(press('p', { selected: 'unit' }))).toBe('mark-inspected')
  })

  it('letters typed into a field are letters', () => {
    for (const key of ['i', '/', '?', 'j', '1']) {
      expect(intentOf(press(key, { focus: 'text', selected: 'reservation' }))).toBeNull()
    }
  })

  it('a dialog keeps the keys to itself, but the palette opens from everywhere', () => {
    expect(intentOf(press('j', { dialogOpen: true }))).toBeNull()
    expect(intentOf(press('k', { ctrl: true, focus: 'text' }))).toBe('palette')
  })

  it('walks with arrows and letters, and leaves Enter to a button that has the focus', () => {
    expect(intentOf(press('ArrowDown'))).toBe('down')
    expect(intentOf(press('ArrowLeft'))).toBe('left')
    expect(intentOf(press('j'))).toBe('next')
    expect(intentOf(press('k'))).toBe('previous')
    expect(intentOf(press('Enter'))).toBe('open')
    expect(intentOf(press('Enter', { focus: 'control' }))).toBeNull()
    expect(intentOf(press('ArrowDown', { focus: 'popup' }))).toBeNull()
    expect(intentOf(press('ArrowLeft', { focus: 'text' }))).toBeNull()
  })

  it('leaves the browser its own combinations', () => {
    expect(intentOf(press('c', { ctrl: true, selected: 'unit' }))).toBeNull()
    expect(intentOf(press('1', { alt: true }))).toBeNull()
  })
})
