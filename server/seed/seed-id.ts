import { createHash } from 'node:crypto'
import { asUuid, type Uuid } from '../../shared/kernel/ids.ts'

/** Begins every id that is seeded: a version 7 id whose instant is none of the hotel's. */
const SEED_TIME = '01990000-0000'

/** The same row has the same id in every run, so that a later run knows its own houses again. */
export function seedId(table: string, key: string): Uuid {
  const hex = createHash('sha256').update(`${table}\n${key}`).digest('hex')
  return asUuid(`${SEED_TIME}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}`)
}
