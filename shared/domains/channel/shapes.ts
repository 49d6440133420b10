import type { ShapeDefinition, TerminalRole } from '../../command/shape.ts'

/** Who sells rooms sees what the channels sent. */
const hiddenFrom: readonly TerminalRole[] = ['housekeeping', 'outlet']

const table = (name: string, hot: boolean): ShapeDefinition => ({
  table: `channel.${name}`,
  scope: 'property_id',
  hot,
  hiddenFrom,
})

/** A message may carry a guest's card: it stays at the centre whole, for every role. */
const raw = ['raw'] as const

export const channelShapes: readonly ShapeDefinition[] = [
  table('channel_connections', false),
  table('channel_mappings', false),
  {
    ...table('channel_bookings', true),
    withheld: { desk: raw, housekeeping: raw, outlet: raw, head_office: raw },
  },
  table('sync_log', true),
]
