import type { Certainty } from '../../../shared/domains/fields.ts'
import { Chip } from '../../ui/Chip.tsx'
import { CERTAINTY, CERTAINTY_TITLE } from './marks.ts'

/** Nothing on a row that the centre has confirmed: calm is the normal state. */
export function CertaintyMark({ certainty }: { certainty: Certainty }) {
  if (certainty === 'synced') return null
  return <Chip mark={CERTAINTY[certainty]} title={CERTAINTY_TITLE[certainty]()} />
}
