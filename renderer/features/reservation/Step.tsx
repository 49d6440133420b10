import { Circle, CircleAlert, CircleCheckBig } from 'lucide-react'
import type { ReactNode } from 'react'
import { t } from '../../../shared/language/t.ts'
import { cx } from '../../ui/cx.ts'
import dialog from './dialog.module.css'

export type StepState = 'done' | 'look' | 'open'

const ICONS = { done: CircleCheckBig, look: CircleAlert, open: Circle }

function stateWord(state: StepState): string {
  if (state === 'done') return t('done')
  return state === 'look' ? t('look at this') : t('to do')
}

/** One thing of a flow: what it is, how it stands, and what can be done about it. */
export function Step({ name, state, children }: { name: string; state: StepState; children: ReactNode }) {
  const Icon = ICONS[state]
  return (
    <li className={cx(dialog.step, state === 'done' && dialog.done, state === 'look' && dialog.look)}>
      <Icon size={16} role="img" aria-label={stateWord(state)} />
      <span className={dialog.name}>{name}</span>
      <span className={dialog.says}>{children}</span>
    </li>
  )
}
