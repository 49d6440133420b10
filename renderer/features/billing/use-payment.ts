import { useState } from 'react'
import { looksLikeCardNumber } from '../../../shared/domains/billing/inputs.ts'
import { t } from '../../../shared/language/t.ts'
import { useRun } from '../../core-client/use-run.ts'
import { readAmount } from '../../ui/amount.ts'
import { readSum } from './amount.ts'
import { type Drawers, useDrawers } from './use-account.ts'

export type PaymentMethod = 'card_slip' | 'cash'

export interface PaymentDraft {
  readonly method: PaymentMethod
  readonly amount: string
  /** The number on the slip of the card terminal. */
  readonly slip: string
  /** Cash that was counted into a drawer that is opened for this payment. */
  readonly float: string
  readonly drawerId: string
}

export type PaymentProblems = Partial<Record<keyof PaymentDraft, string>>

const EMPTY = { method: 'card_slip', amount: null, slip: '', float: '', drawerId: '' } as const

/** What was typed; the amount follows what is owed until one is. */
type Typed = Omit<PaymentDraft, 'amount'> & { readonly amount: string | null }

/** A payment that is being entered. Cash without an open drawer opens one first. */
export function usePayment(reservationId: string, owed: string, minorUnits: number) {
  const [typed, setTyped] = useState<Typed>(EMPTY)
  const [asked, setAsked] = useState(false)
  const drawers = useDrawers()
  const { run, busy, problem } = useRun()
  const draft: PaymentDraft = { ...typed, amount: typed.amount ?? owed }
  const opens = draft.method === 'cash' && drawers !== undefined && !drawers.mine
  const drawerId = draft.drawerId || (drawers?.free[0]?.drawerId ?? '')
  const wrong = problemsOf(draft, opens, minorUnits)

  const take = async (): Promise<boolean> => {
    setAsked(true)
    const value = readSum(draft.amount, minorUnits)
    if (value === null || Object.keys(wrong).length > 0) return false
    if (opens && !(await openDrawer())) return false
    const paid =
      draft.method === 'cash'
        ? await run('v1.folio.takePayment', { method: 'cash', reservationId, amount: value })
        : await run('v1.folio.takePayment', {
            method: 'card_slip',
            reservationId,
            amount: value,
            slip: draft.slip.trim(),
          })
    return paid !== null
  }
  const openDrawer = async (): Promise<boolean> => {
    const float = readAmount(draft.float) ?? '0'
    return (await run('v1.cashier.openDrawer', { drawerId, float })) !== null
  }
  return {
    draft: { ...draft, drawerId },
    change: (changes: Partial<PaymentDraft>) => setTyped((before) => ({ ...before, ...changes })),
    opens,
    drawers,
    problems: asked ? wrong : {},
    busy,
    problem,
    take,
  }
}
export type PaymentEntry = ReturnType<typeof usePayment>

function problemsOf(draft: PaymentDraft, opens: boolean, minorUnits: number): PaymentProblems {
  return {
    ...(readSum(draft.amount, minorUnits) === null && { amount: t('Enter an amount, like 45.00.') }),
    ...(draft.method === 'card_slip' && slipProblem(draft.slip)),
    ...(opens &&
      readAmount(draft.float) === null && {
        float: t('Enter the amount that was counted, like 100.00.'),
      }),
  }
}

function slipProblem(slip: string): PaymentProblems {
  if (slip.trim() === '') return { slip: t('Enter the number on the slip.') }
  return looksLikeCardNumber(slip)
    ? { slip: t('That looks like a card number. Enter the number of the slip instead.') }
    : {}
}

export const noDrawerLeft = (drawers: Drawers | undefined): boolean =>
  drawers !== undefined && !drawers.mine && drawers.free.length === 0
