import type { ModifyInput } from '../../shared/domains/reservation/change-inputs.ts'
import type { CreateInput } from '../../shared/domains/reservation/inputs.ts'

/** What was entered in a dialog before, and was refused by the centre: it opens again with that. */
export type EnteredStay = CreateInput & { readonly guestName: string }

type Change = Pick<ModifyInput, 'change' | 'releaseUnit'>
export interface EnteredChange extends Change {
  readonly override?: ModifyInput['override'] | null
  readonly upgrade?: ModifyInput['upgrade'] | null
}

export interface EnteredUnit {
  readonly unitId: string
  readonly reason?: string | undefined
  /** The first night in the other unit. */
  readonly from?: string | undefined
}

export interface EnteredAnswer {
  readonly reason?: string | undefined
  readonly guarantee?: string | undefined
  readonly waiveFee?: boolean | undefined
}
