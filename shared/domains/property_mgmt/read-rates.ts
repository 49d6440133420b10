import type { Reader } from '../../command/database.ts'
import type { IsoDate } from '../../kernel/dates.ts'
import type { Uuid } from '../../kernel/ids.ts'
import type { Decimal } from '../../kernel/money.ts'
import type { Adjustment, OccupancyModifier, RateStrategy, SeasonalAdjustment } from './price.ts'

interface StrategyRow {
  readonly id: Uuid
  readonly code: string
  readonly name: string
  readonly unitTypeId: Uuid | null
  readonly baseRate: Decimal
  readonly minRate: Decimal
  readonly maxRate: Decimal
  readonly currency: string
  readonly minorUnits: number
  readonly mealPlan: string
  readonly policyId: Uuid | null
  readonly parentId: Uuid | null
  readonly derivation: Adjustment | null
  /** Whether it is sold for the type and for every night that was asked for. */
  readonly sold: boolean
}

/** A strategy that is sold, ready to be priced. */
export interface SoldRate extends Pick<StrategyRow, 'id' | 'code' | 'name' | 'currency' | 'mealPlan' | 'policyId'> {
  readonly minorUnits: number
  readonly strategy: RateStrategy
}

export interface RatesWanted {
  readonly unitTypeId: Uuid
  readonly from: IsoDate
  /** The first day after the last night. */
  readonly to: IsoDate
}

/** The strategies that are sold for a type over all the nights, with what their prices follow from. */
export async function readRates(db: Reader, propertyId: Uuid, wanted: RatesWanted): Promise<SoldRate[]> {
  const rows = await readStrategies(db, propertyId, wanted)
  const seasons = groupByStrategy(await readSeasons(db, propertyId, wanted))
  const modifiers = groupByStrategy(await readModifiers(db, propertyId))
  const rowById = new Map(rows.map((row) => [row.id, row]))
  const build = (row: StrategyRow, descendants: readonly Uuid[] = []): RateStrategy | undefined => {
    // A rate that is derived from itself, by whatever way, has no price.
    if (descendants.includes(row.id)) return undefined
    const own = {
      id: row.id,
      baseRate: row.baseRate,
      minRate: row.minRate,
      maxRate: row.maxRate,
      minorUnits: row.minorUnits,
      seasons: seasons.get(row.id) ?? [],
      modifiers: modifiers.get(row.id) ?? [],
    }
    if (!row.parentId || !row.derivation) return own
    const parentRow = rowById.get(row.parentId)
    const parent = parentRow && build(parentRow, [...descendants, row.id])
    const derivation = { kind: row.derivation.kind, value: String(row.derivation.value) }
    return parent && { ...own, derived: { parent, derivation } }
  }
  return rows.flatMap((row) => {
    const strategy = row.sold ? build(row) : undefined
    const { id, code, name, currency, mealPlan, policyId, minorUnits } = row
    return strategy ? [{ id, code, name, currency, mealPlan, policyId, minorUnits, strategy }] : []
  })
}

function readStrategies(db: Reader, propertyId: Uuid, { unitTypeId, from, to }: RatesWanted): Promise<StrategyRow[]> {
  return db.query<StrategyRow>(
    `SELECT s.id, s.code, s.name, s.unit_type_id AS "unitTypeId", s.base_rate AS "baseRate", s.min_rate AS "minRate",
       s.max_rate AS "maxRate", s.currency, coalesce(c.minor_units, 2) AS "minorUnits", s.meal_plan AS "mealPlan",
       s.cancellation_policy_id AS "policyId", s.parent_id AS "parentId", s.derivation,
       (s.unit_type_id IS NULL OR s.unit_type_id = $2) AND s.valid @> daterange($3::date, $4::date) AS sold
     FROM property_mgmt.rate_strategies s LEFT JOIN shared.currencies c ON c.code = s.currency
     WHERE s.property_id = $1 AND s.deleted_at IS NULL
     ORDER BY s.code`,
    [propertyId, unitTypeId, from, to],
  )
}

type Of<T> = T & { readonly strategyId: Uuid }

function readSeasons(db: Reader, propertyId: Uuid, { from, to }: RatesWanted): Promise<Of<SeasonalAdjustment>[]> {
  return db.query(
    `SELECT rate_strategy_id AS "strategyId", kind, value::text AS value, dow_mask AS "dowMask", priority,
       coalesce(lower(dates), '0001-01-01'::date) AS from, coalesce(upper(dates), '9999-12-31'::date) AS until
     FROM property_mgmt.seasonal_adjustments
     WHERE property_id = $1 AND deleted_at IS NULL AND dates && daterange($2::date, $3::date)
     ORDER BY priority, id`,
    [propertyId, from, to],
  )
}

function readModifiers(db: Reader, propertyId: Uuid): Promise<Of<OccupancyModifier>[]> {
  return db.query(
    `SELECT rate_strategy_id AS "strategyId", kind, value::text AS value, from_pct::double precision AS "fromPct",
       to_pct::double precision AS "toPct", min_lead_days AS "minLeadDays", max_lead_days AS "maxLeadDays"
     FROM property_mgmt.occupancy_modifiers WHERE property_id = $1 AND deleted_at IS NULL ORDER BY id`,
    [propertyId],
  )
}

function groupByStrategy<T>(rows: readonly Of<T>[]): ReadonlyMap<Uuid, T[]> {
  const byStrategy = new Map<Uuid, T[]>()
  for (const row of rows) byStrategy.set(row.strategyId, [...(byStrategy.get(row.strategyId) ?? []), row])
  return byStrategy
}
