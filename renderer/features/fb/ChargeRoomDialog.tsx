import { useState } from 'react'
import { formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useRun } from '../../core-client/use-run.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, Input } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tell } from '../../ui/toasts.ts'
import styles from './dialogs.module.css'

/** Who signs: the guest of the room, or for a table whoever is in house. */
export function ChargeRoomDialog({ orderId }: { orderId: string }) {
  const close = useView((view) => view.close)
  const live = useLive('fb.check', { orderId })
  const guestsLive = useLive('fb.roomGuests', {})
  const check = live.phase === 'ready' ? live.rows[0] : undefined
  const guests = guestsLive.phase === 'ready' ? guestsLive.rows : []
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const { run, busy, problem } = useRun()
  if (!check) return null
  const total = formatMoney(check.total, check.currency)
  const stayId = chosen ?? check.stayId
  const wanted = text.trim().toLowerCase()
  const shown = guests.filter(
    (guest) => guest.unitNumber.startsWith(wanted) || guest.guestName.toLowerCase().includes(wanted),
  )
  const guest = guests.find((each) => each.stayId === stayId)

  const submit = async (): Promise<void> => {
    if (!stayId) return
    if (!(await run('v1.order.settleToRoom', { orderId, stayId }))) return
    tell(
      t('Charged {amount}', { amount: total }),
      guest
        ? t('Room {unitNumber}, {guestName}', { unitNumber: guest.unitNumber, guestName: guest.guestName })
        : undefined,
    )
    close()
  }
  return (
    <Modal
      title={t('Charge to a room')}
      description={`${t('Check {orderNo}', { orderNo: check.orderNo })} · ${total}`}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button type="submit" tone="primary" disabled={busy || !stayId}>
            {guest ? t('Charge to {unitNumber}', { unitNumber: guest.unitNumber }) : t('Charge')}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
        <Field label={t('Room or name')}>
          <Input autoFocus value={text} onChange={(change) => setText(change.target.value)} />
        </Field>
        <div className={styles.guests} role="radiogroup" aria-label={t('Guests in house')}>
          {shown.map((each) => (
            <label key={each.stayId} className={styles.choice}>
              <input
                type="radio"
                name="stay"
                aria-label={t('Room {unitNumber}, {guestName}', {
                  unitNumber: each.unitNumber,
                  guestName: each.guestName,
                })}
                checked={each.stayId === stayId}
                onChange={() => setChosen(each.stayId)}
              />
              <strong>{each.unitNumber}</strong>
              <span>{each.guestName}</span>
              {each.noPost && <span className={styles.warn}>{t('no charges')}</span>}
            </label>
          ))}
          {shown.length === 0 && <p className={styles.none}>{t('Nobody in house is like that.')}</p>}
        </div>
      </div>
    </Modal>
  )
}
