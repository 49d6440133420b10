interface Part {
  /** Null: nobody wants to hear of it. */
  readonly name: string | null
  stop(): Promise<void>
}

/** What runs, stopped in the reverse of the order in which it was started; one that fails does not keep the others running. */
export class Stopper {
  readonly #parts: Part[] = []

  add(name: string | null, stop: () => Promise<void>): void {
    this.#parts.push({ name, stop })
  }

  get isEmpty(): boolean {
    return this.#parts.every((part) => part.name === null)
  }

  /** `told` hears each part's name once it has stopped, or why it did not. */
  async stopAll(told: (name: string, problem: unknown) => void): Promise<void> {
    for (let part = this.#parts.pop(); part; part = this.#parts.pop()) {
      try {
        await part.stop()
        if (part.name !== null) told(part.name, undefined)
      } catch (error) {
        told(part.name ?? 'something', error)
      }
    }
  }
}
