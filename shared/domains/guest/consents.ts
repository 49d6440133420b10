/** What a guest said to one question, and when: an instant (ISO 8601). */
export interface Consent {
  readonly granted: boolean
  readonly at: string
}

export interface ConsentMerge {
  readonly consent: Consent
  /** An agreement that did not come to stand, against a refusal that nobody at the desk knew of. */
  readonly overruled: boolean
}

/**
 * A change that saw what stood is simply the guest's new answer. Where two desks asked while apart the most restrictive answer stands,
 * whichever came first.
 */
export function mergeConsent(stored: Consent | null, seen: Consent | null, given: Consent): ConsentMerge {
  if (stored === null || isSame(stored, seen)) return { consent: given, overruled: false }
  const granted = stored.granted && given.granted
  const at =
    stored.granted === given.granted ? later(stored.at, given.at) : granted === given.granted ? given.at : stored.at
  return { consent: { granted, at }, overruled: given.granted && !granted }
}

/** Of two records of one guest: what both agreed to, and what only one was asked. */
export function mergeConsents(
  one: Readonly<Record<string, Consent>>,
  other: Readonly<Record<string, Consent>>,
): Record<string, Consent> {
  const merged: Record<string, Consent> = { ...one }
  for (const [kind, consent] of Object.entries(other))
    merged[kind] = mergeConsent(one[kind] ?? null, null, consent).consent
  return merged
}

const isSame = (a: Consent, b: Consent | null) =>
  b !== null && a.granted === b.granted && Date.parse(a.at) === Date.parse(b.at)
const later = (a: string, b: string) => (Date.parse(a) > Date.parse(b) ? a : b)
