import type { CopyRow } from '../../postgres/copy.ts'
import type { House } from '../house.ts'
import { isHotInstant } from '../hot.ts'
import type { Random } from '../random.ts'
import type { Booking } from '../reservation/bookings.ts'
import { type SeedTable, tableOf } from '../rows.ts'
import { seedId } from '../seed-id.ts'
import { profileIdOf } from './profiles.ts'
import { stayIdOf, stayedBookings } from './stays.ts'

type Mood = 'positive' | 'neutral' | 'negative'

const COMMENTS: Readonly<Record<Mood, readonly string[]>> = {
  positive: ['Lovely breakfast, we will come back.', 'The desk remembered us.', 'Spotless room, quiet night.'],
  neutral: ['Good place, the lift is slow.', 'All fine, breakfast was crowded.', 'Nice view; the Wi-Fi came and went.'],
  negative: ['The room was not ready at four.', 'Noise from the corridor all night.', 'Nobody answered the phone.'],
}
const ASPECTS = ['cleanliness', 'comfort', 'service', 'breakfast', 'value'] as const
const REPLY = 'Thank you for telling us. We have passed it on to the team.'

const moodOf = (score: number): Mood => (score >= 9 ? 'positive' : score >= 7 ? 'neutral' : 'negative')

function scoreOf(random: Random): number {
  return random.weighted([
    [random.between(9, 10), 58],
    [random.between(7, 8), 27],
    [random.between(0, 6), 15],
  ])
}

/** Stars from one to five that go with the score. */
function ratingsOf(random: Random, score: number): Record<string, number> {
  const middle = 1 + Math.round((score / 10) * 4)
  return Object.fromEntries(
    ASPECTS.filter(() => random.chance(0.7)).map((aspect) => [
      aspect,
      Math.min(5, Math.max(1, middle + random.between(-1, 1))),
    ]),
  )
}

function feedbackRow(house: House, random: Random, booking: Booking): CopyRow {
  const score = scoreOf(random)
  const mood = moodOf(score)
  const submitted = Math.min(0, booking.stay.to + random.between(0, 4))
  const submittedAt = house.clock.between(random, submitted, 12, 22)
  const answered = mood === 'negative' && submitted < -3 && random.chance(0.8)
  return {
    id: seedId('guest.feedback', booking.key),
    property_id: house.propertyId,
    hot: isHotInstant(house.clock, submittedAt),
    stay_id: stayIdOf(booking),
    profile_id: profileIdOf(house, booking.guest),
    feedback_type: 'NPS',
    nps_score: score,
    category_ratings: JSON.stringify(random.chance(0.6) ? ratingsOf(random, score) : {}),
    comment: random.chance(0.35) ? random.pick(COMMENTS[mood]) : '',
    sentiment: mood,
    source: random.weighted([
      ['email', 70],
      ['web', 20],
      ['channel', 10],
    ]),
    submitted_at: submittedAt,
    response: answered ? REPLY : null,
    responded_at: answered ? house.clock.between(random, submitted + 2, 9, 17) : null,
  }
}

function* feedbackRows(house: House): Iterable<CopyRow> {
  const random = house.random('feedback')
  for (const booking of stayedBookings(house)) {
    if (booking.checkedOutAt !== null && random.chance(0.12)) yield feedbackRow(house, random, booking)
  }
}

/** What those who left had to say. */
export function feedbackTables(house: House): SeedTable[] {
  return [tableOf('guest.feedback', () => feedbackRows(house))]
}
