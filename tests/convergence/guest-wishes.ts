import { consentKinds, loyaltyTiers, preferenceKeys } from '../../shared/domains/guest/consent-inputs.ts'
import { feedbackTypes, sentiments } from '../../shared/domains/guest/feedback-inputs.ts'
import { documentTypes } from '../../shared/domains/guest/identity-inputs.ts'
import { vipLevels } from '../../shared/domains/guest/inputs.ts'
import { type Choice, readOne, someGuest, someId, type Wishes } from './wish.ts'

/** What is kept of a guest, and what they said. */
export const guestWishes: Wishes = {
  'v1.guest.edit': [9, edit],
  'v1.guest.setConsent': [3, setConsent],
  'v1.guest.setPreferences': [4, setPreferences],
  'v1.guest.keepMembership': [3, keepMembership],
  'v1.guest.endMembership': [2, endMembership],
  'v1.guest.merge': [4, merge],
  'v1.guest.captureIdentity': [4, captureIdentity],
  'v1.guest.revealIdentity': [2, revealIdentity],
  'v1.feedback.record': [3, recordFeedback],
  'v1.feedback.respond': [2, respond],
  'v1.feedback.setSentiment': [2, setSentiment],
}

async function edit(choice: Choice): Promise<object> {
  const { random, desk } = choice
  const profileId = await someGuest(choice)
  const guest = await readOne(
    choice,
    'SELECT last_name, phone, vip_level, notes, no_post FROM guest.profiles WHERE id = $1',
    profileId,
  )
  const number = random.between(1, 99)
  const changes = random.pick([
    { lastName: { from: guest?.last_name ?? 'Nobody', to: `Name${number}` } },
    { phone: { from: guest?.phone ?? null, to: `+4420000${number}` } },
    { vipLevel: { from: guest?.vip_level ?? 'none', to: random.pick(vipLevels) } },
    { notes: { from: guest?.notes ?? '', to: `Note ${number} of ${desk.name}` } },
    { noPost: { from: guest?.no_post ?? false, to: random.chance(0.5) } },
  ])
  return { profileId, changes }
}

async function setConsent(choice: Choice): Promise<object> {
  const { random } = choice
  return { profileId: await someGuest(choice), kind: random.pick(consentKinds), granted: random.chance(0.5) }
}

async function setPreferences(choice: Choice): Promise<object> {
  const { random } = choice
  const profileId = await someGuest(choice)
  const key = random.pick(preferenceKeys.slice(0, 2))
  const row = await readOne(
    choice,
    `SELECT preferences ->> '${key}' AS now FROM guest.profiles WHERE id = $1`,
    profileId,
  )
  return { profileId, changes: { [key]: { from: row?.now ?? null, to: random.pick(['firm', 'soft', 'high', null]) } } }
}

async function keepMembership(choice: Choice): Promise<object> {
  const { random } = choice
  const number = String(random.between(4711, 4716))
  return { profileId: await someGuest(choice), program: 'Estrela', number, tier: random.pick(loyaltyTiers) }
}

async function endMembership(choice: Choice): Promise<object> {
  const membershipId = await someId(choice, 'guest.loyalty_memberships', 'deleted_at IS NULL', 'number, id')
  const row = await readOne(
    choice,
    'SELECT profile_id AS id FROM guest.loyalty_memberships WHERE id = $1',
    membershipId,
  )
  return { profileId: row ? String(row.id) : await someGuest(choice), membershipId }
}

async function merge(choice: Choice): Promise<object> {
  return { survivorId: await someGuest(choice), mergedId: await someGuest(choice) }
}

async function captureIdentity(choice: Choice): Promise<object> {
  const { random } = choice
  const document = {
    type: random.pick(documentTypes),
    number: `CD${random.between(1_000_000, 9_999_999)}`,
    country: random.pick(['PT', 'SE', null]),
    expiresOn: random.pick(['2031-04-30', '2020-01-31', null]),
  }
  return { profileId: await someGuest(choice), document, ...(random.chance(0.4) && { dateOfBirth: '1971-02-03' }) }
}

async function revealIdentity(choice: Choice): Promise<object> {
  return { profileId: await someGuest(choice), reason: 'police register' }
}

async function recordFeedback(choice: Choice): Promise<object> {
  const { random } = choice
  const stayId = random.chance(0.6) ? await someId(choice, 'guest.stays', 'true', 'created_at, id', 'nothing') : null
  const profileId = stayId === null && random.chance(0.7) ? await someGuest(choice) : null
  return {
    stayId,
    profileId,
    type: random.pick(feedbackTypes),
    npsScore: random.between(0, 10),
    ratings: random.chance(0.5) ? { comfort: random.between(1, 5) } : {},
    comment: random.pick(['', 'Quiet']),
    sentiment: random.pick([...sentiments, null]),
    source: 'desk',
  }
}

async function respond(choice: Choice): Promise<object> {
  const feedbackId = await someId(choice, 'guest.feedback', 'response IS NULL', 'submitted_at, id')
  return { feedbackId, response: `Thank you, says ${choice.desk.name}` }
}

async function setSentiment(choice: Choice): Promise<object> {
  const feedbackId = await someId(choice, 'guest.feedback', 'true', 'submitted_at, id')
  return { feedbackId, sentiment: choice.random.pick(sentiments) }
}
