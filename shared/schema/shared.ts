// Made from the catalogue of a migrated database by `npm run db:docs`: change the migration, not this file.
import type { Uuid } from '../kernel/ids.ts'
import type { Decimal } from '../kernel/money.ts'
import type { Audited, Instant, NewRow } from './values.ts'

/** shared.address */
export interface Address {
  readonly line1: string | null
  readonly line2: string | null
  readonly city: string | null
  readonly region: string | null
  readonly postal_code: string | null
  readonly country: string | null
}

/** shared.amount */
export type Amount = Decimal

/** shared.contact_info */
export interface ContactInfo {
  readonly email: string | null
  readonly phone: string | null
  readonly website: string | null
}

/** shared.country_code */
export type CountryCode = string

/** shared.currency_code */
export type CurrencyCode = string

/** shared.email_address */
export type EmailAddress = string

/** shared.language_code */
export type LanguageCode = string

/** shared.percentage */
export type Percentage = Decimal

/** shared.phone_number */
export type PhoneNumber = string

/** shared.user_role */
export const userRoles = [
  'system',
  'front_desk',
  'duty_manager',
  'housekeeper',
  'housekeeping_supervisor',
  'waiter',
  'chef',
  'engineer',
  'head_office',
  'auditor',
] as const
export type UserRole = (typeof userRoles)[number]

/** shared.user_status */
export const userStatuses = ['invited', 'active', 'locked', 'disabled'] as const
export type UserStatus = (typeof userStatuses)[number]

/** shared.countries: Countries of ISO 3166, with dial code and usual currency. */
export interface CountriesRow extends Audited {
  readonly iso2: CountryCode
  readonly iso3: string
  readonly numeric_code: string
  readonly name: string
  readonly dial_code: string
  readonly default_currency: CurrencyCode
}
export type NewCountriesRow = NewRow<CountriesRow>

/** shared.currencies: Currencies of ISO 4217, with the decimals that each has. */
export interface CurrenciesRow extends Audited {
  readonly code: CurrencyCode
  readonly numeric_code: string
  readonly name: string
  readonly minor_units: number
  readonly symbol: string
}
export type NewCurrenciesRow = NewRow<CurrenciesRow>

/** shared.languages: Languages that guests are spoken to in. */
export interface LanguagesRow extends Audited {
  readonly code: LanguageCode
  readonly name: string
  readonly rtl: boolean
}
export type NewLanguagesRow = NewRow<LanguagesRow, 'rtl'>

/** shared.sign_in_lock_outs: Who was let in no more at a terminal after wrong PINs, and who let go. */
export interface SignInLockOutsRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly user_id: Uuid
  readonly terminal_id: Uuid
  readonly attempts: number
  readonly locked_at: Instant
  readonly released_at: Instant | null
  readonly released_by: Uuid | null
  readonly hot: boolean
}
export type NewSignInLockOutsRow = NewRow<SignInLockOutsRow, 'locked_at' | 'hot'>

/** shared.timezones: Time zones by their IANA name. */
export interface TimezonesRow extends Audited {
  readonly name: string
  readonly country: CountryCode | null
}
export type NewTimezonesRow = NewRow<TimezonesRow>

/** shared.user_property_roles: Who may work in which house, and as what. */
export interface UserPropertyRolesRow extends Audited {
  readonly id: Uuid
  readonly property_id: Uuid
  readonly user_id: Uuid
  readonly role: UserRole
  readonly display_name: string
  readonly locale: LanguageCode
  readonly pin_hash: string | null
  readonly granted_at: Instant
  readonly ended_at: Instant | null
  readonly pin_set_at: Instant | null
  readonly pin_must_change: boolean
}
export type NewUserPropertyRolesRow = NewRow<UserPropertyRolesRow, 'locale' | 'granted_at' | 'pin_must_change'>

/** shared.users: People who sign in, and the system user that signs what no person did. */
export interface UsersRow extends Audited {
  readonly id: Uuid
  readonly email: EmailAddress
  readonly display_name: string
  readonly password_hash: string | null
  readonly pin_hash: string | null
  readonly status: UserStatus
  readonly role: UserRole
  readonly locale: LanguageCode
  readonly failed_logins: number
  readonly last_online_login_at: Instant | null
}
export type NewUsersRow = NewRow<UsersRow, 'status' | 'locale' | 'failed_logins'>
