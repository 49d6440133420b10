/** Who a terminal is used by; a scope carries one, and it decides tables and columns. */
export type TerminalRole = 'desk' | 'housekeeping' | 'outlet' | 'head_office'

/**
 * A table that terminals hold. The centre derives rows from the token's properties; a terminal names the table only. All columns travel but
 * generated ones and those in `withheld`.
 */
export interface ShapeDefinition {
  /** 'schema.table' */
  readonly table: string
  /** The column that holds the property; 'all' for reference data that everybody gets. */
  readonly scope: 'property_id' | 'id' | 'all'
  /** Only rows with `hot` set: what is settled long ago is read online. */
  readonly hot: boolean
  /** Columns that a role does not get; they are nullable in sql/terminal/. A role that is absent gets every column. */
  readonly withheld?: Partial<Record<TerminalRole, readonly string[]>>
  /** Roles that do not get the table at all. */
  readonly hiddenFrom?: readonly TerminalRole[]
}

export function isHeldBy(shape: ShapeDefinition, role: TerminalRole): boolean {
  return !shape.hiddenFrom?.includes(role)
}
