import { useState } from 'react'
import type { CheckRow } from '../../../shared/domains/fb/rows.ts'
import { fromMinor, toMinor } from '../../../shared/kernel/money.ts'
import { formatAmount, formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { readAmount } from '../../ui/amount.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, Input, Select } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import styles from './dialogs.module.css'

/** Cash goes into a drawer that somebody has opened; where none is, that comes first. */
export function CashDialog({ orderId }: { orderId: string }) {
  const live = useLive('fb.check', { orderId })
  const drawers = useLive('cashier.drawers', {})
  const check = live.phase === 'ready' ? live.rows[0] : undefined
  if (!check || drawers.phase !== 'ready') return null
  const opened = drawers.rows.some((drawer) => drawer.openedBy !== null)
  const free = drawers.rows.filter((drawer) => drawer.openedBy === null)
  return opened || free.length === 0 ? <TakeCash check={check} /> : <OpenDrawer drawers={free} />
}

function TakeCash({ check }: { check: CheckRow }) {
  const close = useView((view) => view.close)
  const [given, setGiven] = useState('')
  const { run, busy, problem } = useRun()
  const total = formatMoney(check.total, check.currency)
  const cash = readAmount(given)
  const change = cash === null ? null : toMinor(cash) - toMinor(check.total)
  const submit = async (): Promise<void> => {
    if (!(await run('v1.order.settleCash', { orderId: check.orderId, total: check.total }))) return
    tell(t('Paid {amount}', { amount: total }), t('Check {orderNo}', { orderNo: check.orderNo }))
    close()
  }
  return (
    <Modal
      title={t('Cash')}
      description={`${t('Check {orderNo}', { orderNo: check.orderNo })} · ${total}`}
      width={420}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button type="submit" tone="primary" disabled={busy}>
            {t('Paid {amount}', { amount: total })}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <Field
          label={t('Given')}
          optional
          hint={
            change === null
              ? undefined
              : change < 0
                ? t('{amount} is missing', { amount: formatMoney(fromMinor(-change), check.currency) })
                : t('Change: {amount}', { amount: formatMoney(fromMinor(change), check.currency) })
          }
        >
          <Input autoFocus inputMode="decimal" value={given} onChange={(event) => setGiven(event.target.value)} />
        </Field>
      </div>
    </Modal>
  )
}

function OpenDrawer({ drawers }: { drawers: readonly { drawerId: string; name: string }[] }) {
  const close = useView((view) => view.close)
  const [drawerId, setDrawerId] = useState(drawers[0]?.drawerId ?? '')
  const [float, setFloat] = useState('')
  const [asked, setAsked] = useState(false)
  const { run, busy, problem } = useRun()
  const amount = readAmount(float)
  const submit = async (): Promise<void> => {
    setAsked(true)
    if (amount === null) return
    if (await run('v1.cashier.openDrawer', { drawerId, float: amount })) tell(t('Drawer open'))
  }
  return (
    <Modal
      title={t('Open a drawer')}
      description={t('No cash drawer is open. Count the float first.')}
      width={420}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button type="submit" tone="primary" disabled={busy}>
            {t('Open the drawer')}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <Field label={t('Drawer')}>
          <Select value={drawerId} onChange={(change) => setDrawerId(change.target.value)}>
            {drawers.map((drawer) => (
              <option key={drawer.drawerId} value={drawer.drawerId}>
                {drawer.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          label={t('Float')}
          error={
            asked && amount === null
              ? t('Enter the amount that was counted, like {example}.', { example: formatAmount('100') })
              : undefined
          }
        >
          <Input autoFocus inputMode="decimal" value={float} onChange={(change) => setFloat(change.target.value)} />
        </Field>
      </div>
    </Modal>
  )
}
