// Made from the catalogue of a migrated database by `npm run db:docs`: change the migration, not this file.
import type { IsoDate } from '../kernel/dates.ts'
import type { Uuid } from '../kernel/ids.ts'
import type { Decimal } from '../kernel/money.ts'
import type { Address, Amount, ContactInfo, CurrencyCode, Percentage } from './shared.ts'
import type { Audited, CompositeText, Instant, NewRow } from './values.ts'

/** property_mgmt.adjustment_kind */
export const adjustmentKinds = ['factor', 'amount'] as const
export type AdjustmentKind = (typeof adjustmentKinds)[number]

/** property_mgmt.amenity_category */
export const amenityCategories = [
  'comfort',
  'bathroom',
  'kitchen',
  'technology',
  'accessibility',
  'view',
  'outdoor',
] as const
export type AmenityCategory = (typeof amenityCategories)[number]

/** property_mgmt.block_status */
export const blockStatuses = ['none', 'out_of_order', 'out_of_service', 'house_use'] as const
export type BlockStatus = (typeof blockStatuses)[number]

/** property_mgmt.business_day_status */
export const businessDayStatuses = ['open', 'closed'] as const
export type BusinessDayStatus = (typeof businessDayStatuses)[number]

/** property_mgmt.housekeeping_status */
export const housekeepingStatuses = ['dirty', 'in_progress', 'clean', 'inspected', 'pickup'] as const
export type HousekeepingStatus = (typeof housekeepingStatuses)[number]

/** property_mgmt.meal_plan */
export const mealPlans = ['room_only', 'bed_breakfast', 'half_board', 'full_board', 'all_inclusive'] as const
export type MealPlan = (typeof mealPlans)[number]

/** property_mgmt.occupancy_status */
export const occupancyStatuses = ['vacant', 'occupied'] as const
export type OccupancyStatus = (typeof occupancyStatuses)[number]

/** property_mgmt.photo_owner */
export const photoOwners = ['property', 'unit_type', 'unit', 'maintenance_request', 'incident'] as const
export type PhotoOwner = (typeof photoOwners)[number]

/** property_mgmt.pricing_mode */
export const pricingModes = ['fixed', 'derived'] as const
export type PricingMode = (typeof pricingModes)[number]

/** property_mgmt.property_type */
export const propertyTypes = ['city_hotel', 'resort', 'aparthotel', 'hostel', 'guest_house'] as const
export type PropertyType = (typeof propertyTypes)[number]

/** property_mgmt.tax_mode */
export const taxModes = ['included', 'excluded'] as const
export type TaxMode = (typeof taxModes)[number]

/** property_mgmt.unit_block_status */
export const unitBlockStatuses = ['planned', 'active', 'ended', 'cancelled'] as const
export type UnitBlockStatus = (typeof unitBlockStatuses)[number]

/** property_mgmt.amenities: What a unit can have: balcony, kitchen, step-free shower. */
export interface AmenitiesRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly code: string
  readonly name: string
  readonly category: AmenityCategory
}
export type NewAmenitiesRow = NewRow<AmenitiesRow>

/** property_mgmt.business_days: Each day that a house has worked on, and whether it is closed. */
export interface BusinessDaysRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly business_date: IsoDate
  readonly status: BusinessDayStatus
  readonly opened_at: Instant
  readonly closed_at: Instant | null
}
export type NewBusinessDaysRow = NewRow<BusinessDaysRow, 'status' | 'opened_at'>

/** property_mgmt.inventory_units: Rooms, suites and apartments, with their house status on three axes. */
export interface InventoryUnitsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly unit_type_id: Uuid
  readonly number: string
  readonly floor: string
  readonly wing: string
  readonly occupancy_status: OccupancyStatus
  readonly housekeeping_status: HousekeepingStatus
  readonly housekeeping_set_at: Instant
  readonly block_status: BlockStatus
  readonly block_reason: string | null
  readonly block_until: IsoDate | null
  readonly return_status: HousekeepingStatus | null
  readonly features: readonly string[]
  readonly connecting_unit_id: Uuid | null
}
export type NewInventoryUnitsRow = NewRow<
  InventoryUnitsRow,
  'floor' | 'wing' | 'occupancy_status' | 'housekeeping_status' | 'housekeeping_set_at' | 'block_status' | 'features'
>

/** property_mgmt.occupancy_modifiers: What a full or an empty house changes of a price. */
export interface OccupancyModifiersRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly rate_strategy_id: Uuid
  readonly from_pct: Percentage
  readonly to_pct: Percentage
  readonly min_lead_days: number
  readonly max_lead_days: number
  readonly kind: AdjustmentKind
  readonly value: Decimal
}
export type NewOccupancyModifiersRow = NewRow<OccupancyModifiersRow, 'min_lead_days' | 'max_lead_days' | 'kind'>

/** property_mgmt.photos: Pictures of houses, units and damage, by reference and checksum. */
export interface PhotosRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly owner_type: PhotoOwner
  readonly owner_id: Uuid
  readonly ref: string
  readonly checksum: string
  readonly caption: string
  readonly sort: number
}
export type NewPhotosRow = NewRow<PhotosRow, 'caption' | 'sort'>

/** property_mgmt.properties: The houses: address, time zone, currency and house rules. */
export interface PropertiesRow extends Audited {
  readonly id: Uuid
  readonly code: string
  readonly name: string
  readonly type: PropertyType
  readonly address: CompositeText<Address> | null
  readonly contact: CompositeText<ContactInfo> | null
  readonly timezone: string
  readonly currency: CurrencyCode
  readonly check_in_time: string
  readonly check_out_time: string
  readonly tax_mode: TaxMode
  readonly ooo_counts_as_available: boolean
  readonly requires_inspection: boolean
  readonly overbooking_pct: Percentage
  readonly lock_after_minutes: number
  readonly offline_sign_in_hours: number | null
  readonly queued_card_limit: Amount
}
export type NewPropertiesRow = NewRow<
  PropertiesRow,
  | 'check_in_time'
  | 'check_out_time'
  | 'tax_mode'
  | 'ooo_counts_as_available'
  | 'requires_inspection'
  | 'overbooking_pct'
  | 'lock_after_minutes'
  | 'queued_card_limit'
>

/** property_mgmt.rate_strategies: Prices per night: fixed ones, and those derived from another. */
export interface RateStrategiesRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly unit_type_id: Uuid | null
  readonly code: string
  readonly name: string
  readonly base_rate: Amount
  readonly currency: CurrencyCode
  readonly pricing_mode: PricingMode
  readonly parent_id: Uuid | null
  readonly derivation: unknown
  readonly meal_plan: MealPlan
  readonly cancellation_policy_id: Uuid | null
  readonly valid: string
  readonly min_rate: Amount
  readonly max_rate: Amount
}
export type NewRateStrategiesRow = NewRow<
  RateStrategiesRow,
  'pricing_mode' | 'derivation' | 'meal_plan' | 'valid' | 'min_rate'
>

/** property_mgmt.seasonal_adjustments: What a season or a weekday changes of a price. */
export interface SeasonalAdjustmentsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly rate_strategy_id: Uuid
  readonly name: string
  readonly dates: string
  readonly dow_mask: number
  readonly kind: AdjustmentKind
  readonly value: Decimal
  readonly priority: number
}
export type NewSeasonalAdjustmentsRow = NewRow<SeasonalAdjustmentsRow, 'dow_mask' | 'kind' | 'priority'>

/** property_mgmt.unit_amenities: Which unit has which amenity. */
export interface UnitAmenitiesRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly unit_id: Uuid
  readonly amenity_id: Uuid
}
export type NewUnitAmenitiesRow = NewRow<UnitAmenitiesRow>

/** property_mgmt.unit_blocks: Which nights a unit is, was or will be out of order, out of service or in house use. */
export interface UnitBlocksRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly hot: boolean
  readonly unit_id: Uuid
  readonly kind: BlockStatus
  readonly status: UnitBlockStatus
  readonly dates: string
  readonly reason: string
  readonly return_status: HousekeepingStatus
  readonly maintenance_request_id: Uuid | null
}
export type NewUnitBlocksRow = NewRow<UnitBlocksRow, 'hot' | 'status' | 'return_status'>

/** property_mgmt.unit_types: What is sold before a unit is chosen; the rank says which type is an upgrade of which. */
export interface UnitTypesRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly code: string
  readonly name: string
  readonly base_occupancy: number
  readonly max_occupancy: number
  readonly beds: string
  readonly upgrade_rank: number
  readonly overbooking_limit: number | null
}
export type NewUnitTypesRow = NewRow<UnitTypesRow, 'beds'>

/** property_mgmt.v_business_dates: The day that each house is working on now. */
export interface VBusinessDatesRow {
  readonly property_id: Uuid | null
  readonly business_date: IsoDate | null
  readonly opened_at: Instant | null
}

/** property_mgmt.v_out_of_order: The nights on which units are out of order. */
export interface VOutOfOrderRow {
  readonly property_id: Uuid | null
  readonly unit_id: Uuid | null
  readonly unit_type_id: Uuid | null
  readonly dates: string | null
  readonly hot: boolean | null
}
