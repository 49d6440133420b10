import type { ResolvedShape } from '../../server/shapes/resolved-shape.ts'

/** The table whose shapes end, or the status of a refusal. */
export type Deletion = { readonly table: string } | { readonly status: 400 | 404 }

/** What was handed out and not deleted since. Electric's DELETE names a shape by its definition, by its handle, or by both where they agree. */
export class GivenShapes {
  private readonly shapeByHandle = new Map<string, ResolvedShape>()

  note(handle: string, shape: ResolvedShape): void {
    this.shapeByHandle.set(handle, shape)
  }

  delete(definition: ResolvedShape | undefined, handle: string | null): Deletion {
    const ofHandle = this.shapeByHandle.get(handle ?? '')
    const isGiven = [...this.shapeByHandle.values()].some(({ identity }) => identity === definition?.identity)
    // A shape has many handles here, and one in Electric: a handle that is not known was deleted with the others.
    if (handle !== null && !ofHandle) return { status: 404 }
    if (definition ? !isGiven : !ofHandle) return { status: 404 }
    if (definition && ofHandle && ofHandle.identity !== definition.identity) return { status: 400 }
    const table = (definition ?? ofHandle)?.table ?? ''
    for (const [given, shape] of this.shapeByHandle) if (shape.table === table) this.shapeByHandle.delete(given)
    return { table }
  }
}
