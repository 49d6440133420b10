import type { Task } from './task.ts'

/** Commands that share a transaction at most: their keys are held for as long as all of them take. */
export const TOGETHER = 25

/** What an earlier scope or a fault marks is judged apart: it sees other rows than its neighbours, or takes them along. */
export function groupsOf(tasks: readonly Task[]): readonly (readonly [Task, ...Task[]])[] {
  const groups: [Task, ...Task[]][] = []
  let open: Task[] | undefined
  for (const task of tasks) {
    const apart = task.isFormer || task.poison
    if (!apart && open && open.length < TOGETHER) {
      open.push(task)
    } else {
      const group: [Task, ...Task[]] = [task]
      groups.push(group)
      open = apart ? undefined : group
    }
  }
  return groups
}
