import type { NewRowByTable } from '../schema/tables.ts'

/**
 * The conflict keys behind a row: by kind of key, the columns that make it. 'everything': any command may depend on such a row, as on
 * settings, prices and the business day. No kinds: no command reads it.
 */
export type RowKeys = 'everything' | Readonly<Record<string, readonly string[]>>

/** Held to the columns that the catalogue has. */
type HotelKeys = {
  readonly [Table in keyof NewRowByTable]?:
    'everything' | Readonly<Record<string, readonly (keyof NewRowByTable[Table] & string)[]>>
}

const unit = { unit: ['unit_id'] } as const
const reservation = { reservation: ['reservation_id'] } as const
const guest = { guest: ['profile_id'] } as const
const order = { order: ['order_id'] } as const
const nothing = {}

const hotelKeys: HotelKeys = {
  'shared.currencies': 'everything',
  'shared.countries': 'everything',
  'shared.timezones': 'everything',
  'shared.languages': 'everything',
  'shared.user_property_roles': 'everything',
  'shared.sign_in_lock_outs': { 'lock-out': ['id'], person: ['user_id'] },

  'property_mgmt.properties': 'everything',
  'property_mgmt.business_days': 'everything',
  'property_mgmt.unit_types': 'everything',
  'property_mgmt.inventory_units': { unit: ['id'] },
  'property_mgmt.unit_blocks': unit,
  'property_mgmt.amenities': nothing,
  'property_mgmt.unit_amenities': nothing,
  'property_mgmt.rate_strategies': 'everything',
  'property_mgmt.seasonal_adjustments': 'everything',
  'property_mgmt.occupancy_modifiers': 'everything',
  'property_mgmt.photos': nothing,

  'guest.profiles': { guest: ['id'] },
  'guest.loyalty_memberships': guest,
  'guest.stays': { ...unit, ...reservation, ...guest },
  'guest.feedback': guest,
  'guest.identity_reveals': guest,

  'operations.staff': 'everything',
  'operations.staff_shifts': nothing,
  'operations.service_requests': { ...unit, request: ['id'] },
  'operations.incident_reports': nothing,
  'operations.corrective_actions': nothing,
  'operations.training_modules': nothing,
  'operations.training_enrollments': nothing,
  'operations.housekeeping_tasks': { ...unit, task: ['id'] },
  'operations.maintenance_requests': { ...unit, fault: ['id'] },
  'operations.lost_found_items': nothing,

  'reservation.cancellation_policies': 'everything',
  'reservation.reservations': { reservation: ['id'], ...guest },
  'reservation.reservation_line_items': { ...reservation, 'type-night': ['unit_type_id', 'night'] },
  'reservation.unit_assignments': { ...unit, ...reservation },
  'reservation.quotes': { quote: ['quote_no'], ...guest },
  'reservation.reservation_guests': { ...reservation, ...guest },
  'reservation.waitlist_entries': { waiting: ['id'], ...reservation },
  'reservation.cooled_nights': nothing,
  'reservation.traces': { ...reservation, trace: ['id'] },

  'billing.tax_rules': 'everything',
  'billing.transaction_codes': 'everything',
  'billing.cash_drawers': { drawer: ['id'] },
  'billing.cashier_shifts': { drawer: ['drawer_id'] },
  'billing.folios': { folio: ['id'], ...reservation },
  'billing.folio_line_items': { folio: ['folio_id'] },
  'billing.payments': { folio: ['folio_id'], payment: ['id'] },
  'billing.refunds': { payment: ['payment_id'] },
  'billing.chargebacks': nothing,
  'billing.document_series': 'everything',
  'billing.invoices': { folio: ['folio_id'] },

  'compliance.compliance_reports': nothing,
  'compliance.data_retention_policies': nothing,
  'compliance.erasure_requests': nothing,

  'channel.channel_connections': nothing,
  'channel.channel_mappings': nothing,
  'channel.channel_bookings': reservation,
  'channel.sync_log': nothing,

  'fb.outlets': 'everything',
  'fb.dining_tables': { table: ['id'] },
  'fb.menu_items': 'everything',
  'fb.outlet_menu_items': 'everything',
  'fb.modifier_groups': 'everything',
  'fb.modifiers': 'everything',
  'fb.menu_item_modifier_groups': 'everything',
  'fb.inventory_items': nothing,
  'fb.menu_item_ingredients': nothing,
  'fb.fb_orders': { order: ['id'], table: ['dining_table_id'] },
  'fb.fb_order_items': { ...order, line: ['id'] },
  'fb.kitchen_tickets': order,
  'fb.stock_batches': nothing,
  'fb.waste_records': nothing,
  'fb.stock_movements': nothing,

  'procurement.suppliers': nothing,
  'procurement.supplier_certifications': nothing,
  'procurement.purchase_orders': nothing,
  'procurement.po_line_items': nothing,
  'procurement.goods_receipts': nothing,
  'procurement.goods_receipt_line_items': nothing,
}

/**
 * Of every table that a terminal holds. What a command reads and its own keys do not name is judged at the centre all the same: here the
 * keys decide only whether a pending command is predicted anew.
 */
export const rowKeysByTable: Readonly<Record<string, RowKeys>> = {
  ...hotelKeys,
  'sync.command_results': nothing,
  'sync.terminal_progress': nothing,
  'sync.resolutions': { resolution: ['id'] },
}
