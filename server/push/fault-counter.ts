/** How often a command must fail alike before it is taken for poison. */
export const POISON_AFTER = 5

/**
 * Counts the failures of the command at the head of each terminal's queue. In memory only: a restart gives a command, and a repaired
 * program, another chance.
 */
export class FaultCounter {
  private readonly headByTerminal = new Map<string, { command: string; fault: string; count: number }>()

  isPoison(terminal: string, command: string): boolean {
    const head = this.headByTerminal.get(terminal)
    return head?.command === command && head.count >= POISON_AFTER
  }

  note(terminal: string, command: string, error: unknown): void {
    const fault = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    const head = this.headByTerminal.get(terminal)
    const again = head?.command === command && head.fault === fault
    this.headByTerminal.set(terminal, { command, fault, count: again ? head.count + 1 : 1 })
  }

  clear(terminal: string, command: string): void {
    if (this.headByTerminal.get(terminal)?.command === command) this.headByTerminal.delete(terminal)
  }
}
