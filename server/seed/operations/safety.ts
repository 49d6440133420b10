import type { CopyRow } from '../../postgres/copy.ts'
import type { House } from '../house.ts'
import { type SeedTable, tableOf } from '../rows.ts'
import { seedId } from '../seed-id.ts'
import { staffIdOf } from './staff.ts'

const INCIDENTS: readonly (readonly [type: string, severity: string, location: string, description: string])[] = [
  ['injury', 'minor', 'Lobby', 'A guest slipped on the wet floor by the entrance.'],
  ['damage', 'moderate', 'Car park', 'A reversing car damaged the gate.'],
  ['theft', 'moderate', 'Pool', 'A bag was missed from a sunbed.'],
  ['complaint', 'minor', 'Restaurant', 'A dish did not match its allergen label.'],
  ['fire', 'major', 'Kitchen', 'A pan burnt; the extinguisher was used.'],
]
const DAYS_BETWEEN_INCIDENTS = 23

interface Incident {
  readonly id: string
  readonly day: number
  readonly row: CopyRow
}

function incidentsOf(house: House): Incident[] {
  const random = house.random('incidents')
  const incidents: Incident[] = []
  for (let day = house.firstDay + random.between(2, 12); day < 0; day += DAYS_BETWEEN_INCIDENTS) {
    const [type, severity, location, description] = random.pick(INCIDENTS)
    const id = seedId('operations.incident_reports', `${house.hotel.code} ${house.clock.date(day)}`)
    const row = {
      id,
      property_id: house.propertyId,
      type,
      severity,
      status: day < -30 ? 'closed' : 'action_required',
      occurred_at: house.clock.between(random, day, 9, 23),
      location,
      description,
      involved_parties: JSON.stringify([{ role: 'guest' }]),
    }
    incidents.push({ id, day, row })
  }
  return incidents
}

function actionRow(house: House, { id, day }: Incident, owner: string, verifier: string): CopyRow {
  const closed = day < -30
  return {
    id: seedId('operations.corrective_actions', id),
    property_id: house.propertyId,
    incident_id: id,
    owner_id: owner,
    description: 'Find the cause and see that it cannot happen again.',
    status: closed ? 'verified' : 'in_progress',
    due_at: house.clock.planned(day + 14, 17 * 60),
    completed_at: closed ? house.clock.at(day + 10, 15 * 60) : null,
    verified_by: closed ? verifier : null,
  }
}

const MODULES: readonly (readonly [code: string, title: string, passScore: number, months: number | null])[] = [
  ['FIRE', 'Fire safety and evacuation', 80, 12],
  ['FOOD', 'Food hygiene', 75, 24],
  ['DATA', 'Guest data and privacy', 80, 12],
  ['WELCOME', 'How we welcome', 60, null],
]

const moduleIdOf = (house: House, code: string) => seedId('operations.training_modules', `${house.hotel.code} ${code}`)

function moduleRows(house: House): CopyRow[] {
  return MODULES.map(([code, title, passScore, months]) => ({
    id: moduleIdOf(house, code),
    property_id: house.propertyId,
    code,
    title,
    pass_score: passScore,
    validity_months: months,
  }))
}

function enrollmentRows(house: House): CopyRow[] {
  const random = house.random('training')
  return house.hotel.people.flatMap((person) =>
    MODULES.filter(() => random.chance(0.7)).map(([code, , passScore, months]) => {
      const score = random.between(50, 100)
      const on = -random.between(5, 300)
      const passed = score >= passScore
      return {
        id: seedId('operations.training_enrollments', `${house.hotel.code} ${person.name} ${code}`),
        property_id: house.propertyId,
        module_id: moduleIdOf(house, code),
        staff_id: staffIdOf(house.hotel, person),
        status: passed ? 'passed' : 'failed',
        attempts: JSON.stringify([{ at: house.clock.at(on, 10 * 60), score }]),
        score,
        certified_until: passed && months !== null ? house.clock.date(on + months * 30) : null,
      }
    }),
  )
}

/** What went wrong, what was done about it, and what the staff has learnt. */
export function safetyTables(house: House): SeedTable[] {
  const [owner, verifier] = ['duty_manager', 'housekeeping_supervisor'].map((role) =>
    house.hotel.people.find((person) => person.role === role),
  )
  const incidents = owner && verifier ? incidentsOf(house) : []
  return [
    tableOf('operations.incident_reports', () => incidents.map(({ row }) => row)),
    tableOf('operations.corrective_actions', () =>
      owner && verifier
        ? incidents.map((incident) =>
            actionRow(house, incident, staffIdOf(house.hotel, owner), staffIdOf(house.hotel, verifier)),
          )
        : [],
    ),
    tableOf('operations.training_modules', () => moduleRows(house)),
    tableOf('operations.training_enrollments', () => enrollmentRows(house)),
  ]
}
