import type { Refusal } from '../../command/command.ts'
import type { Reader } from '../../command/database.ts'
import type { IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import { no } from '../refusals.ts'
import { type OrderedLine, readItemOnMenu } from './order-line.ts'
import { findMisfit, isOnSale } from './order-rules.ts'

/** The first line that cannot be ordered now. */
export async function refuseLines(
  db: Reader,
  propertyId: Uuid,
  businessDate: IsoDate,
  lines: readonly OrderedLine[],
): Promise<Refusal | undefined> {
  for (const line of lines) {
    const item = await readItemOnMenu(db, propertyId, line.menuItemId)
    if (!item || line.name === '') return no('item_not_found').refused
    if (!isOnSale(item, businessDate)) return no('item_withdrawn', { item: line.name }).refused
    const misfit = findMisfit(
      item.groups,
      line.modifiers.map((modifier) => modifier.id),
    )
    if (misfit) return no('choice_missing', { item: line.name }).refused
  }
  return undefined
}
