import { useState } from 'react'
import { looksLikeCardNumber } from '../../../shared/domains/billing/inputs.ts'
import type { Decimal } from '../../../shared/kernel/money.ts'
import { t } from '../../../shared/language/t.ts'
import { useRun } from '../../core-client/use-run.ts'
import { readSum } from './amount.ts'
import { useOwnDrawer } from './use-drawer.ts'

/** 'card_queued': the card terminal has no line, and keeps the payment until it has. */
export const paymentMethods = ['card_slip', 'cash', 'card_queued'] as const
export type PaymentMethod = (typeof paymentMethods)[number]

export function wayOfPaying(method: PaymentMethod): string {
  switch (method) {
    case 'card_slip':
      return t('Card, by the slip of the card terminal')
    case 'cash':
      return t('Cash')
    case 'card_queued':
      return t('Card, while its terminal has no line')
  }
}

export interface PaymentDraft {
  readonly method: PaymentMethod
  readonly amount: string
  /** The number on the slip of the card terminal. */
  readonly slip: string
  /** Of whoever is signed in, asked again for a card without line. */
  readonly pin: string
}

export type PaymentProblems = Partial<Record<keyof PaymentDraft, string>>

const EMPTY = { method: 'card_slip', amount: null, slip: '', pin: '' } as const

/** What was typed; the amount follows what is owed until one is. */
type Typed = Omit<PaymentDraft, 'amount'> & { readonly amount: string | null }

/** A payment that is being entered. Cash without an open drawer opens one first. */
export function usePayment(reservationId: string, owed: string, minorUnits: number) {
  const [typed, setTyped] = useState<Typed>(EMPTY)
  const [asked, setAsked] = useState(false)
  const { run, runWithPin, busy, problem } = useRun()
  const draft: PaymentDraft = { ...typed, amount: typed.amount ?? owed }
  const drawer = useOwnDrawer(draft.method === 'cash')
  const wrong = problemsOf(draft, minorUnits)

  const take = async (): Promise<boolean> => {
    setAsked(true)
    const amount = readSum(draft.amount, minorUnits)
    if (amount === null || Object.keys(wrong).length > 0 || drawer.wrong !== undefined) return false
    const taken = (await drawer.ensure(run)) && (await give(amount)) !== null
    if (!taken) setTyped((before) => ({ ...before, pin: '' }))
    return taken
  }
  const give = (amount: Decimal) => {
    const { method, pin } = draft
    const slip = draft.slip.trim()
    if (method === 'cash') return run('v1.folio.takePayment', { method, reservationId, amount })
    if (method === 'card_slip') return run('v1.folio.takePayment', { method, reservationId, amount, slip })
    return runWithPin('v1.folio.queueCard', { reservationId, amount, slip }, pin)
  }
  return {
    draft,
    change: (changes: Partial<PaymentDraft>) => setTyped((before) => ({ ...before, ...changes })),
    drawer,
    asked,
    problems: asked ? wrong : {},
    busy,
    problem,
    take,
  }
}
export type PaymentEntry = ReturnType<typeof usePayment>

function problemsOf(draft: PaymentDraft, minorUnits: number): PaymentProblems {
  const slip = draft.method === 'cash' ? undefined : slipProblem(draft.slip)
  return {
    ...(readSum(draft.amount, minorUnits) === null && { amount: t('Enter an amount, like 45.00.') }),
    ...(slip !== undefined && { slip }),
    ...(draft.method === 'card_queued' && draft.pin === '' && { pin: t('Enter your PIN.') }),
  }
}

/** What is wrong with the number of a slip; undefined where it can be one. */
export function slipProblem(slip: string): string | undefined {
  if (slip.trim() === '') return t('Enter the number on the slip.')
  return looksLikeCardNumber(slip)
    ? t('That looks like a card number. Enter the number of the slip instead.')
    : undefined
}

/** What is wrong with a reason; undefined where it says something, and no number of a card. */
export function reasonProblem(reason: string): string | undefined {
  if (reason.trim() === '') return t('Say why; it stays on the record.')
  return looksLikeCardNumber(reason) ? t('That looks like a card number. It is never written down.') : undefined
}
