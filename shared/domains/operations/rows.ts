import type { Certainty } from '../fields.ts'
import { noArgs } from '../fields.ts'

export const tasksArgs = noArgs

export interface TaskRow {
  taskId: string
  unitId: string
  unitNumber: string
  floor: string
  type: string
  status: string
  priority: string
  assignedName: string | null
  scheduledDate: string
  certainty: Certainty
}
