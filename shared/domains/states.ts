import { userStates } from './access/user-states.ts'
import { chargebackStates, invoiceStates, refundStates } from './billing/claim-status.ts'
import { cashierShiftStates } from './billing/shift-status.ts'
import { folioStates, paymentStates } from './billing/status.ts'
import { channelBookingStates } from './channel/booking-status.ts'
import { connectionStates } from './channel/connection-status.ts'
import { erasureStates, reportStates } from './compliance/states.ts'
import { batchStates } from './fb/batch-status.ts'
import { orderItemStates, orderStates } from './fb/order-status.ts'
import { stayStates } from './guest/stay-states.ts'
import { maintenanceStates } from './operations/maintenance-states.ts'
import { actionStates, incidentStates, lostFoundStates, requestStates } from './operations/request-states.ts'
import { enrollmentStates, staffStates } from './operations/staff-states.ts'
import { taskStates } from './operations/task-status.ts'
import { purchaseOrderStates } from './procurement/order-status.ts'
import { supplierStates } from './procurement/supplier-status.ts'
import { housekeepingStates } from './property_mgmt/housekeeping.ts'
import { blockStates, businessDayStates, occupancyStates, unitBlockStates } from './property_mgmt/unit-states.ts'
import { quoteStates, waitlistStates } from './reservation/offer-states.ts'
import { reservationStates } from './reservation/status.ts'
import { entryStates } from './resolution/entry-states.ts'
import type { StateTable } from './transitions.ts'

/**
 * The states of every status column, by 'schema.table.column'. tests/schema/status-guards.integration.test.ts proves that no column is
 * missing here and that its guard in the database lets exactly these steps through.
 */
export const statesByColumn: Readonly<Record<string, StateTable<string, string>>> = {
  'shared.users.status': userStates,
  'property_mgmt.business_days.status': businessDayStates,
  'property_mgmt.inventory_units.occupancy_status': occupancyStates,
  'property_mgmt.inventory_units.housekeeping_status': housekeepingStates,
  'property_mgmt.inventory_units.block_status': blockStates,
  'property_mgmt.unit_blocks.status': unitBlockStates,
  'guest.stays.status': stayStates,
  'operations.staff.status': staffStates,
  'operations.service_requests.status': requestStates,
  'operations.incident_reports.status': incidentStates,
  'operations.corrective_actions.status': actionStates,
  'operations.training_enrollments.status': enrollmentStates,
  'operations.housekeeping_tasks.status': taskStates,
  'operations.maintenance_requests.status': maintenanceStates,
  'operations.lost_found_items.status': lostFoundStates,
  'reservation.reservations.status': reservationStates,
  'reservation.quotes.status': quoteStates,
  'reservation.waitlist_entries.status': waitlistStates,
  'billing.folios.status': folioStates,
  'billing.payments.status': paymentStates,
  'billing.refunds.status': refundStates,
  'billing.chargebacks.status': chargebackStates,
  'billing.invoices.status': invoiceStates,
  'billing.cashier_shifts.status': cashierShiftStates,
  'compliance.compliance_reports.status': reportStates,
  'compliance.erasure_requests.status': erasureStates,
  'channel.channel_connections.status': connectionStates,
  'channel.channel_bookings.status': channelBookingStates,
  'fb.fb_orders.status': orderStates,
  'fb.fb_order_items.status': orderItemStates,
  'fb.stock_batches.status': batchStates,
  'procurement.suppliers.status': supplierStates,
  'procurement.purchase_orders.status': purchaseOrderStates,
  'sync.resolutions.status': entryStates,
}
