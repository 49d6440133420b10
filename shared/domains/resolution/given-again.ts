/**
 * Commands whose dialog opens again, filled with what was entered, from the entry that tells of their refusal. Nothing that is sealed or
 * secret is among them (documents, PINs): an entry is read by whoever works here.
 */
export const givenAgain = [
  'v1.reservation.create',
  'v1.reservation.modify',
  'v1.reservation.assignUnit',
  'v1.reservation.moveUnit',
  'v1.reservation.splitStay',
  'v1.reservation.cancel',
  'v1.reservation.noShow',
  'v1.reservation.reinstate',
  'v1.reservation.expire',
  'v1.reservation.confirm',
  'v1.reservation.setGuarantee',
] as const
export type GivenAgain = (typeof givenAgain)[number]

export const isGivenAgain = (name: string): name is GivenAgain => givenAgain.some((each) => each === name)
