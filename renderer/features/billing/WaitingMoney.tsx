import type { WaitingMoneyRow } from '../../../shared/domains/billing/rows.ts'
import { formatDay, formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useMay } from '../../core-client/may.ts'
import { mayOpenDialog } from '../../state/command-of-dialog.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import styles from '../reservation/Traces.module.css'

const DIALOG = { card: 'card-outcome', refund: 'settle-refund' } as const

/** Cards that wait for the line, and refunds that wait for an answer, each with its next step. */
export function WaitingMoney({ rows }: { rows: readonly WaitingMoneyRow[] }) {
  const { go, open } = useView()
  const may = useMay()
  return (
    <ul className={styles.list} aria-label={t('Money that waits')}>
      {rows.map((row) => {
        const { reservationId } = row
        const kind = DIALOG[row.kind]
        const line = lineOf(row)
        return (
          <li key={row.id}>
            <span className={styles.due}>{formatDay(row.date)}</span>
            <span className={styles.text}>{line}</span>
            <Button size="small" tone="quiet" onClick={() => go({ screen: 'reservation', reservationId })}>
              {row.guestName}
            </Button>
            {mayOpenDialog(may, kind) && (
              <Button
                size="small"
                aria-label={t('{step}: {line}', { step: stepOf(row), line })}
                onClick={() => open({ kind, reservationId })}
              >
                {stepOf(row)}
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}

const stepOf = ({ kind }: WaitingMoneyRow): string => (kind === 'card' ? t('Card outcome') : t('Answer a refund'))

function lineOf({ kind, amount, currency, about }: WaitingMoneyRow): string {
  const facts = { amount: formatMoney(amount, currency), about }
  return kind === 'card'
    ? t('Card {about}, {amount}, waits for the line', facts)
    : t('Refund of {amount} asked for: {about}', facts)
}
