/**
 * The rule that each trigger guards, by its name or, where tables of several contexts have one of that name for different rules, by
 * 'schema.table.name'. Status guards are known by their function: status-guards.integration.test.ts compares each with its states.
 */
export const triggerPurposes: Readonly<Record<string, string>> = {
  stamp_updated_at: 'who changed a row, and when, is the command’s person and time',
  stamp_version: 'a row that somebody else has changed meanwhile is not overwritten (ST001)',
  'guest.profiles.guard_erased': 'a guest who was erased stays erased (ST004)',
  'property_mgmt.inventory_units.guard_occupancy_follows_stays': 'a unit is occupied exactly while somebody is in it',
}
