export interface DrawerRow {
  drawerId: string
  name: string
  currency: string
  /** Who has it open; null: nobody. */
  openedBy: string | null
  openedAt: string | null
}
