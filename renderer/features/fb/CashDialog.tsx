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
import { useDrawers } from '../billing/use-account.ts'
import styles from './dialogs.module.css'

/** Cash goes into one's own drawer, or that of this terminal; where none is open, that comes first. */
export function CashDialog({ orderId }: { orderId: string }) {
  const live = useLive('fb.check', { orderId })
  const drawers = useDrawers()
  const check = live.phase === 'ready' ? live.rows[0] : undefined
  if (!check || !drawers) return null
  if (drawers.mine || drawers.free.length === 0) return <TakeCash check={check} inUse={!drawers.mine} />
  return <OpenDrawer drawers={drawers.free} />
}

/** `inUse`: every drawer of the house is somebody else's. */
function TakeCash({ check, inUse }: { check: CheckRow; inUse: boolean }) {
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
          <Button type="submit" tone="primary" disabled={busy || inUse}>
            {t('Paid {amount}', { amount: total })}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        {inUse && (
          <Notice
            tone="warning"
            what={t('No cash drawer is open for you.')}
            todo={t('Every drawer of the house is in use by somebody else. Ask for their drawer.')}
          />
        )}
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
      description={t('You have no cash drawer open. Count the float first.')}
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
