import { expect, it } from 'vitest'
import { slotAlarm } from './watch.ts'

const GB = 2 ** 30

it('R18 warns at half of what PostgreSQL keeps, says when it is too late, and is silent otherwise', () => {
  expect(slotAlarm({ keptBytes: 0.4 * GB, limitBytes: GB, lost: false })).toBeUndefined()
  expect(slotAlarm({ keptBytes: 0.6 * GB, limitBytes: GB, lost: false })).toContain('614 MB of WAL, of 1024 MB')
  expect(slotAlarm({ keptBytes: 0, limitBytes: GB, lost: true })).toContain('has dropped WAL')
})

it('R18 without a limit it warns of the disk', () => {
  expect(slotAlarm({ keptBytes: GB, limitBytes: undefined, lost: false })).toBeUndefined()
  expect(slotAlarm({ keptBytes: 5 * GB, limitBytes: undefined, lost: false })).toContain('its disk may fill')
})
