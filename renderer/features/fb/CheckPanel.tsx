import { Banknote, BedDouble, ChefHat, Minus, Plus, ReceiptText } from 'lucide-react'
import { useState } from 'react'
import type { CheckRow, OpenCheckRow } from '../../../shared/domains/fb/rows.ts'
import { lineTotal } from '../../../shared/domains/fb/order-totals.ts'
import { sumAmounts } from '../../../shared/kernel/money.ts'
import { formatAmount, formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useRun } from '../../core-client/use-run.ts'
import { type DraftLine, type Place, useDraftLines, useOrderDraft } from '../../state/order-draft.ts'
import { useMay } from '../../core-client/may.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TabBar } from '../../ui/Tabs.tsx'
import { tell } from '../../ui/toasts.ts'
import { CertaintyMark } from '../reservation/CertaintyMark.tsx'
import styles from './CheckPanel.module.css'
import { CheckLines } from './CheckLines.tsx'

const belongsTo = (place: Place) => (check: OpenCheckRow) =>
  place.kind === 'table' ? check.tableId === place.id : check.type === 'room' && check.stayId === place.id

/** The checks of the place that is chosen, what is not sent yet, and how it is paid. */
export function CheckPanel({ outletId }: { outletId: string }) {
  const place = useOrderDraft((draft) => draft.place)
  const open = useLive('fb.openChecks', { outletId })
  const [wanted, setWanted] = useState<string | null>(null)
  if (!place)
    return (
      <aside className={styles.panel} aria-label={t('Check')}>
        <EmptyState
          icon={ReceiptText}
          title={t('No place chosen')}
          text={t('Choose a table or a room to order for.')}
        />
      </aside>
    )
  const checks = open.phase === 'ready' ? open.rows.filter(belongsTo(place)) : []
  const chosen = checks.find((check) => check.orderId === wanted) ?? checks[0]
  return (
    <aside className={styles.panel} aria-label={t('Check')}>
      <h2 className={styles.title}>{place.label}</h2>
      {checks.length > 1 && chosen && (
        <TabBar
          label={t('Checks')}
          choices={checks.map((check) => ({ value: check.orderId, label: check.orderNo }))}
          value={chosen.orderId}
          onChange={setWanted}
        />
      )}
      <Check key={chosen?.orderId ?? place.id} outletId={outletId} place={place} orderId={chosen?.orderId ?? null} />
    </aside>
  )
}

function Check({ outletId, place, orderId }: { outletId: string; place: Place; orderId: string | null }) {
  const live = useLive('fb.check', orderId === null ? null : { orderId })
  const check = live.phase === 'ready' ? live.rows[0] : undefined
  const lines = useDraftLines()
  const clear = useOrderDraft((draft) => draft.clear)
  const { run, busy, problem, dismiss } = useRun()

  const send = async (): Promise<void> => {
    const ordered = lines.map(({ menuItemId, qty, modifiers, note }) => ({
      menuItemId,
      qty,
      modifierIds: modifiers.map((modifier) => modifier.id),
      note,
    }))
    const target =
      place.kind === 'table'
        ? ({ kind: 'table', tableId: place.id } as const)
        : ({ kind: 'room', stayId: place.id } as const)
    const done =
      orderId === null
        ? await run('v1.order.place', { outletId, place: target, covers: 1, lines: ordered })
        : await run('v1.order.addItems', { orderId, lines: ordered })
    if (!done) return
    clear()
    tell(t('Sent'), place.label)
  }
  return (
    <>
      {check && <CheckHead check={check} />}
      {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} onClose={dismiss} />}
      <div className={styles.lines}>
        {check && <CheckLines check={check} />}
        <DraftLines lines={lines} />
        {!check && lines.length === 0 && <p className={styles.none}>{t('Choose from the menu.')}</p>}
      </div>
      <CheckFoot check={check} lines={lines} busy={busy} onSend={send} />
    </>
  )
}

function CheckHead({ check }: { check: CheckRow }) {
  return (
    <p className={styles.head}>
      {check.linkedOrderNo
        ? t('Check {orderNo} · with {linkedOrderNo}', { orderNo: check.orderNo, linkedOrderNo: check.linkedOrderNo })
        : t('Check {orderNo}', { orderNo: check.orderNo })}
      <CertaintyMark certainty={check.certainty} />
    </p>
  )
}

function DraftLines({ lines }: { lines: readonly DraftLine[] }) {
  const setQty = useOrderDraft((draft) => draft.setQty)
  if (lines.length === 0) return null
  return (
    <ul className={styles.drafts} aria-label={t('Not sent yet')}>
      {lines.map((line, index) => (
        <li key={index} className={styles.draft}>
          <Button aria-label={t('One less {name}', { name: line.name })} onClick={() => setQty(index, line.qty - 1)}>
            <Minus size={16} aria-hidden="true" />
          </Button>
          <span className={styles.qty}>{line.qty}</span>
          <Button aria-label={t('One more {name}', { name: line.name })} onClick={() => setQty(index, line.qty + 1)}>
            <Plus size={16} aria-hidden="true" />
          </Button>
          <span className={styles.what}>
            {line.name}
            {line.modifiers.length > 0 && <small>{line.modifiers.map((modifier) => modifier.name).join(', ')}</small>}
            {line.note && <small>{line.note}</small>}
          </span>
        </li>
      ))}
    </ul>
  )
}

const amountOf = (line: DraftLine): string => lineTotal({ ...line, taxCode: '', voidedQty: 0 })

interface CheckFootProps {
  check: CheckRow | undefined
  lines: readonly DraftLine[]
  busy: boolean
  onSend: () => void
}

function CheckFoot({ check, lines, busy, onSend }: CheckFootProps) {
  const open = useView((view) => view.open)
  const may = useMay()
  const total = sumAmounts([check?.total ?? '0', ...lines.map(amountOf)])
  const pieces = lines.reduce((sum, line) => sum + line.qty, 0)
  const payable = check && pieces === 0 && Number(check.total) > 0
  return (
    <footer className={styles.foot}>
      <p className={styles.total}>
        <span>{t('Total')}</span>
        <strong>{check ? formatMoney(total, check.currency) : formatAmount(total)}</strong>
      </p>
      {pieces > 0 && may.give('v1.order.place') && (
        <Button tone="primary" className={styles.wide} disabled={busy} onClick={onSend}>
          <ChefHat size={18} aria-hidden="true" /> {t('Send {pieces} to the kitchen', { pieces })}
        </Button>
      )}
      {check && pieces === 0 && may.give('v1.order.settleToRoom') && (
        <div className={styles.pay}>
          <Button disabled={!payable} onClick={() => open({ kind: 'charge-room', orderId: check.orderId })}>
            <BedDouble size={18} aria-hidden="true" /> {t('Charge to room')}
          </Button>
          <Button disabled={!payable} onClick={() => open({ kind: 'cash', orderId: check.orderId })}>
            <Banknote size={18} aria-hidden="true" /> {t('Cash')}
          </Button>
        </div>
      )}
    </footer>
  )
}
