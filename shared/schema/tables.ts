// Made from the catalogue of a migrated database by `npm run db:docs`: change the migration, not this file.
import type * as billing from './billing.ts'
import type * as channel from './channel.ts'
import type * as compliance from './compliance.ts'
import type * as fb from './fb.ts'
import type * as guest from './guest.ts'
import type * as operations from './operations.ts'
import type * as procurement from './procurement.ts'
import type * as property_mgmt from './property_mgmt.ts'
import type * as reservation from './reservation.ts'
import type * as shared from './shared.ts'

/** What may be put into each table. */
export interface NewRowByTable {
  'billing.cash_drawers': billing.NewCashDrawersRow
  'billing.cashier_shifts': billing.NewCashierShiftsRow
  'billing.chargebacks': billing.NewChargebacksRow
  'billing.document_series': billing.NewDocumentSeriesRow
  'billing.folio_line_items': billing.NewFolioLineItemsRow
  'billing.folios': billing.NewFoliosRow
  'billing.invoices': billing.NewInvoicesRow
  'billing.payments': billing.NewPaymentsRow
  'billing.refunds': billing.NewRefundsRow
  'billing.tax_rules': billing.NewTaxRulesRow
  'billing.transaction_codes': billing.NewTransactionCodesRow
  'channel.channel_bookings': channel.NewChannelBookingsRow
  'channel.channel_connections': channel.NewChannelConnectionsRow
  'channel.channel_mappings': channel.NewChannelMappingsRow
  'channel.connection_credentials': channel.NewConnectionCredentialsRow
  'channel.sync_log': channel.NewSyncLogRow
  'compliance.audit_log': compliance.NewAuditLogRow
  'compliance.compliance_reports': compliance.NewComplianceReportsRow
  'compliance.data_retention_policies': compliance.NewDataRetentionPoliciesRow
  'compliance.domain_events': compliance.NewDomainEventsRow
  'compliance.erasure_requests': compliance.NewErasureRequestsRow
  'fb.dining_tables': fb.NewDiningTablesRow
  'fb.fb_order_items': fb.NewFbOrderItemsRow
  'fb.fb_orders': fb.NewFbOrdersRow
  'fb.inventory_items': fb.NewInventoryItemsRow
  'fb.kitchen_tickets': fb.NewKitchenTicketsRow
  'fb.menu_item_ingredients': fb.NewMenuItemIngredientsRow
  'fb.menu_item_modifier_groups': fb.NewMenuItemModifierGroupsRow
  'fb.menu_items': fb.NewMenuItemsRow
  'fb.modifier_groups': fb.NewModifierGroupsRow
  'fb.modifiers': fb.NewModifiersRow
  'fb.outlet_menu_items': fb.NewOutletMenuItemsRow
  'fb.outlets': fb.NewOutletsRow
  'fb.stock_batches': fb.NewStockBatchesRow
  'fb.stock_movements': fb.NewStockMovementsRow
  'fb.waste_records': fb.NewWasteRecordsRow
  'guest.feedback': guest.NewFeedbackRow
  'guest.identity_reveals': guest.NewIdentityRevealsRow
  'guest.loyalty_memberships': guest.NewLoyaltyMembershipsRow
  'guest.profiles': guest.NewProfilesRow
  'guest.stays': guest.NewStaysRow
  'operations.corrective_actions': operations.NewCorrectiveActionsRow
  'operations.housekeeping_tasks': operations.NewHousekeepingTasksRow
  'operations.incident_reports': operations.NewIncidentReportsRow
  'operations.lost_found_items': operations.NewLostFoundItemsRow
  'operations.maintenance_requests': operations.NewMaintenanceRequestsRow
  'operations.service_requests': operations.NewServiceRequestsRow
  'operations.staff': operations.NewStaffRow
  'operations.staff_shifts': operations.NewStaffShiftsRow
  'operations.training_enrollments': operations.NewTrainingEnrollmentsRow
  'operations.training_modules': operations.NewTrainingModulesRow
  'procurement.goods_receipt_line_items': procurement.NewGoodsReceiptLineItemsRow
  'procurement.goods_receipts': procurement.NewGoodsReceiptsRow
  'procurement.po_line_items': procurement.NewPoLineItemsRow
  'procurement.purchase_orders': procurement.NewPurchaseOrdersRow
  'procurement.supplier_certifications': procurement.NewSupplierCertificationsRow
  'procurement.suppliers': procurement.NewSuppliersRow
  'property_mgmt.amenities': property_mgmt.NewAmenitiesRow
  'property_mgmt.business_days': property_mgmt.NewBusinessDaysRow
  'property_mgmt.inventory_units': property_mgmt.NewInventoryUnitsRow
  'property_mgmt.occupancy_modifiers': property_mgmt.NewOccupancyModifiersRow
  'property_mgmt.photos': property_mgmt.NewPhotosRow
  'property_mgmt.properties': property_mgmt.NewPropertiesRow
  'property_mgmt.rate_strategies': property_mgmt.NewRateStrategiesRow
  'property_mgmt.seasonal_adjustments': property_mgmt.NewSeasonalAdjustmentsRow
  'property_mgmt.unit_amenities': property_mgmt.NewUnitAmenitiesRow
  'property_mgmt.unit_blocks': property_mgmt.NewUnitBlocksRow
  'property_mgmt.unit_types': property_mgmt.NewUnitTypesRow
  'reservation.cancellation_policies': reservation.NewCancellationPoliciesRow
  'reservation.cooled_nights': reservation.NewCooledNightsRow
  'reservation.quotes': reservation.NewQuotesRow
  'reservation.reservation_guests': reservation.NewReservationGuestsRow
  'reservation.reservation_line_items': reservation.NewReservationLineItemsRow
  'reservation.reservations': reservation.NewReservationsRow
  'reservation.traces': reservation.NewTracesRow
  'reservation.unit_assignments': reservation.NewUnitAssignmentsRow
  'reservation.waitlist_entries': reservation.NewWaitlistEntriesRow
  'shared.countries': shared.NewCountriesRow
  'shared.currencies': shared.NewCurrenciesRow
  'shared.languages': shared.NewLanguagesRow
  'shared.sign_in_lock_outs': shared.NewSignInLockOutsRow
  'shared.timezones': shared.NewTimezonesRow
  'shared.user_property_roles': shared.NewUserPropertyRolesRow
  'shared.users': shared.NewUsersRow
}
