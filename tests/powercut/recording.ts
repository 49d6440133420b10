import { basename } from 'node:path'
import { type DiskChange, watchFolder } from '../support/disk/file-layer.ts'
import { type Chance, VolatileDisk } from '../support/disk/volatile-disk.ts'

/** What the world outside the folder knew, between two changes of the disk. */
export type Fact =
  | { readonly kind: 'phase'; readonly name: string }
  /** A person was told "done". */
  | { readonly kind: 'done'; readonly command: string }
  /** The centre has answered for these commands: they are safe there. */
  | { readonly kind: 'judged'; readonly commands: readonly string[] }

type Step = { readonly change: DiskChange } | { readonly fact: Fact }

/** Everything that one run did to a folder, in order, from an empty one on. Many cuts come from one run. */
export class Recording {
  readonly #root: string
  readonly #steps: Step[] = []
  readonly #stop: () => void

  constructor(root: string) {
    this.#root = root
    this.#stop = watchFolder(root, (change) => void this.#steps.push({ change }))
  }

  note(fact: Fact): void {
    this.#steps.push({ fact })
  }

  stop(): void {
    this.#stop()
  }

  /** Whether a file of this name was written. */
  hasWritten(name: string): boolean {
    return this.#steps.some(
      (step) => 'change' in step && step.change.kind === 'write' && basename(step.change.path) === name,
    )
  }

  get length(): number {
    return this.#steps.length
  }

  /** Where a phase begins and ends, in steps. */
  phases(): { readonly name: string; readonly from: number; readonly to: number }[] {
    const starts = this.#steps.flatMap((step, i) =>
      'fact' in step && step.fact.kind === 'phase' ? [{ name: step.fact.name, from: i }] : [],
    )
    return starts.map((start, i) => ({ ...start, to: starts[i + 1]?.from ?? this.#steps.length }))
  }

  /** Goes through the run once and stops at each cut, the earliest first. Without `hasFlush` the disk only said that it had flushed. */
  *replay(cuts: readonly number[], hasFlush = true): Generator<Moment> {
    const disk = new VolatileDisk(this.#root)
    const done = new Set<string>()
    const judged = new Set<string>()
    let at = 0
    for (const cut of [...cuts].sort((a, b) => a - b)) {
      for (; at < cut; at++) {
        const step = this.#steps[at]
        if (step && 'change' in step) {
          if (hasFlush || step.change.kind !== 'flush') disk.apply(step.change)
        } else if (step?.fact.kind === 'done') done.add(step.fact.command)
        else if (step?.fact.kind === 'judged') for (const command of step.fact.commands) judged.add(command)
      }
      yield { cut, done: [...done], judged: new Set(judged), leave: (folder, chance) => disk.cutInto(folder, chance) }
    }
  }
}

/** The world when the power went. */
export interface Moment {
  readonly cut: number
  readonly done: readonly string[]
  readonly judged: ReadonlySet<string>
  leave(folder: string, chance: Chance): void
}
