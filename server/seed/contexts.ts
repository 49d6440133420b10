import { accountTables } from './billing/accounts.ts'
import { folioTables } from './billing/folios.ts'
import { invoiceTables } from './billing/invoices.ts'
import { paymentTables } from './billing/payments.ts'
import { channelTables } from './channel/channels.ts'
import { orderTables } from './fb/orders.ts'
import { outletTables } from './fb/outlets.ts'
import { stockTables, storeTables } from './fb/stores.ts'
import { feedbackTables } from './guest/feedback.ts'
import { profileTables } from './guest/profiles.ts'
import { stayTables } from './guest/stays.ts'
import type { House } from './house.ts'
import { maintenanceTables } from './operations/maintenance.ts'
import { safetyTables } from './operations/safety.ts'
import { serviceRequestTables } from './operations/service-requests.ts'
import { staffTables } from './operations/staff.ts'
import { taskTables } from './operations/tasks.ts'
import { purchaseTables } from './procurement/purchases.ts'
import { supplierTables } from './procurement/suppliers.ts'
import { propertyTables, unitAmenityTables } from './property_mgmt/property.ts'
import { rateTables } from './property_mgmt/rates.ts'
import { unitTables } from './property_mgmt/units.ts'
import { reservationTables } from './reservation/reservations.ts'
import type { SeedTable } from './rows.ts'

/** Each context adds its tables here. A table stands after those that its rows refer to. */
const CONTEXTS: readonly ((house: House) => SeedTable[])[] = [
  staffTables,
  propertyTables,
  rateTables,
  unitTables,
  unitAmenityTables,
  profileTables,
  reservationTables,
  stayTables,
  feedbackTables,
  taskTables,
  serviceRequestTables,
  maintenanceTables,
  safetyTables,
  accountTables,
  supplierTables,
  storeTables,
  outletTables,
  orderTables,
  stockTables,
  purchaseTables,
  folioTables,
  paymentTables,
  invoiceTables,
  channelTables,
]

/** Every row of a house, table by table. */
export function tablesOf(house: House): SeedTable[] {
  return CONTEXTS.flatMap((tables) => tables(house))
}
