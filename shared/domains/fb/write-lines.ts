import type { CommandContext } from '../../command/command.ts'
import type { Database } from '../../command/database.ts'
import { hlcInstant } from '../../kernel/clock.ts'
import { derivedId, type Uuid } from '../../kernel/ids.ts'
import type { OrderedLine } from './order-line.ts'

interface Firing {
  readonly orderId: Uuid
  readonly outletId: Uuid
  readonly currency: string
  readonly lines: readonly OrderedLine[]
  /** Issued before the command: the number on the tickets. */
  readonly ticketNo: string
}

/** Puts lines on a check and tells each station once. A replay writes the same rows: ids and numbers came with the command. */
export async function orderLines(db: Database, context: CommandContext, firing: Firing): Promise<void> {
  const at = hlcInstant(context.occurredAt)
  for (const line of firing.lines) await writeLine(db, context, firing, line, at)
  await fireTickets(db, context, firing, at)
}

async function writeLine(
  db: Database,
  { propertyId }: CommandContext,
  { orderId, currency }: Firing,
  line: OrderedLine,
  at: string,
): Promise<void> {
  const fired = line.prepStation !== 'none'
  await db.execute(
    `INSERT INTO fb.fb_order_items (id, property_id, order_id, menu_item_id, name, unit_price, currency, tax_code, prep_station,
       modifiers, course, note, qty, sent_qty, status, fired_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11, $12, $13, $14, $15, $16::timestamptz)`,
    [
      line.itemId,
      propertyId,
      orderId,
      line.menuItemId,
      line.name,
      line.unitPrice,
      currency,
      line.taxCode,
      line.prepStation,
      JSON.stringify(line.modifiers),
      line.course,
      line.note,
      line.qty,
      fired ? line.qty : 0,
      fired ? 'fired' : 'new',
      fired ? at : null,
    ],
  )
}

async function fireTickets(db: Database, context: CommandContext, firing: Firing, at: string): Promise<void> {
  const { propertyId, commandId } = context
  let part = 0
  for (const [key, lines] of byStation(firing.lines)) {
    const [first] = lines
    if (!first) continue
    part += 1
    await db.execute(
      `INSERT INTO fb.kitchen_tickets (id, property_id, ticket_no, order_id, outlet_id, firing_id, prep_station, course, lines, fired_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10::timestamptz)`,
      [
        derivedId(commandId, 'fb.kitchen_tickets', key),
        propertyId,
        `${firing.ticketNo}/${part}`,
        firing.orderId,
        firing.outletId,
        commandId,
        first.prepStation,
        first.course,
        JSON.stringify(lines.map(ticketLine)),
        at,
      ],
    )
  }
}

/** One ticket for a station and a course, in the order in which the lines were given. What nobody makes is on none. */
function byStation(lines: readonly OrderedLine[]): Map<string, OrderedLine[]> {
  const linesByKey = new Map<string, OrderedLine[]>()
  for (const line of lines) {
    if (line.prepStation === 'none') continue
    const key = `${line.prepStation}:${line.course}`
    linesByKey.set(key, [...(linesByKey.get(key) ?? []), line])
  }
  return linesByKey
}

function ticketLine({ itemId, name, qty, modifiers, note }: OrderedLine): object {
  return { item_id: itemId, name, qty, modifiers: modifiers.map((each) => each.name), note }
}
