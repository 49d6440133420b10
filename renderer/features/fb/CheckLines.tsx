import { Ban, ChefHat } from 'lucide-react'
import type { CheckLine, CheckRow } from '../../../shared/domains/fb/rows.ts'
import { lineTotal } from '../../../shared/domains/fb/order-totals.ts'
import { formatMoney, formatTime } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useMay } from '../../core-client/may.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { cx } from '../../ui/cx.ts'
import styles from './CheckPanel.module.css'
import { stationWord } from './words.ts'

/** What stands on the check, what became of it, and the tickets that the kitchen got. */
export function CheckLines({ check }: { check: CheckRow }) {
  return (
    <>
      <ul className={styles.sent} aria-label={t('On the check')}>
        {check.lines.map((line) => (
          <Line key={line.itemId} line={line} check={check} />
        ))}
      </ul>
      {check.tickets.length > 0 && (
        <ul className={styles.tickets} aria-label={t('Kitchen tickets')}>
          {check.tickets.map((ticket) => (
            <li key={ticket.ticketNo}>
              <ChefHat size={13} aria-hidden="true" /> {stationWord(ticket.prepStation)} · {ticket.ticketNo} ·{' '}
              {formatTime(ticket.firedAt)}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Line({ line, check }: { line: CheckLine; check: CheckRow }) {
  const open = useView((view) => view.open)
  const may = useMay()
  const left = line.qty - line.voidedQty
  return (
    <li className={cx(styles.line, left === 0 && styles.voided)}>
      <span className={styles.qty}>{left > 0 ? left : line.qty}</span>
      <span className={styles.what}>
        {line.name}
        {line.modifiers.length > 0 && <small>{line.modifiers.map((modifier) => modifier.name).join(', ')}</small>}
        {line.note && <small>{line.note}</small>}
        {line.voidedQty > 0 && (
          <small>
            {line.voidReason
              ? t('{voidedQty} voided: {voidReason}', { voidedQty: line.voidedQty, voidReason: line.voidReason })
              : t('{voidedQty} voided', { voidedQty: line.voidedQty })}
          </small>
        )}
      </span>
      <span className={styles.amount}>{formatMoney(lineTotal({ ...line, taxCode: '' }), check.currency)}</span>
      {left > 0 && line.status !== 'served' && may.give('v1.order.voidItem') && (
        <Button
          tone="quiet"
          aria-label={t('Void {name}', { name: line.name })}
          onClick={() => open({ kind: 'void-item', orderId: check.orderId, itemId: line.itemId })}
        >
          <Ban size={16} aria-hidden="true" />
        </Button>
      )}
    </li>
  )
}
