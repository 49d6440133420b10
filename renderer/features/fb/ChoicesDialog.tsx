import { useState } from 'react'
import { findMisfit } from '../../../shared/domains/fb/order-rules.ts'
import type { ChoiceGroup } from '../../../shared/domains/fb/rows.ts'
import { formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useOrderDraft } from '../../state/order-draft.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, Input } from '../../ui/Field.tsx'
import { Modal } from '../../ui/Modal.tsx'
import styles from './dialogs.module.css'

/** The questions that go with an item. */
export function ChoicesDialog({ menuItemId }: { menuItemId: string }) {
  const close = useView((view) => view.close)
  const { outletId, add } = useOrderDraft()
  const live = useLive('fb.menu', outletId === null ? null : { outletId })
  const item = live.phase === 'ready' ? live.rows.find((row) => row.menuItemId === menuItemId) : undefined
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [note, setNote] = useState('')
  if (!item) return null
  const rules = item.groups.map(({ groupId, min, max, choices }) => ({
    id: groupId,
    minChoices: min,
    maxChoices: max,
    modifierIds: choices.map((choice) => choice.modifierId),
  }))
  const misfit = findMisfit(rules, chosen)

  const toggle = (group: ChoiceGroup, modifierId: string): void => {
    const ofGroup = group.choices.map((choice) => choice.modifierId)
    const others = group.max === 1 ? chosen.filter((id) => !ofGroup.includes(id)) : chosen
    setChosen(chosen.includes(modifierId) ? chosen.filter((id) => id !== modifierId) : [...others, modifierId])
  }
  const submit = (): void => {
    if (misfit) return
    const all = item.groups.flatMap((group) => group.choices)
    const modifiers = all
      .filter((choice) => chosen.includes(choice.modifierId))
      .map(({ modifierId, name, priceDelta }) => ({ id: modifierId, name, price_delta: priceDelta }))
    add({ menuItemId, name: item.name, unitPrice: item.price, modifiers, note: note.trim(), qty: 1 })
    close()
  }
  return (
    <Modal
      title={item.name}
      description={formatMoney(item.price, item.currency)}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button type="submit" tone="primary" disabled={misfit !== null}>
            {t('Add to the check')}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        {item.groups.map((group) => (
          <fieldset key={group.groupId} className={styles.group}>
            <legend>
              {group.name} <small>{describeRule(group)}</small>
            </legend>
            {group.choices.map((choice) => (
              <label key={choice.modifierId} className={styles.choice}>
                <input
                  type={group.max === 1 && group.min === 1 ? 'radio' : 'checkbox'}
                  name={group.groupId}
                  checked={chosen.includes(choice.modifierId)}
                  onChange={() => toggle(group, choice.modifierId)}
                />
                <span>{choice.name}</span>
                {Number(choice.priceDelta) !== 0 && <span>{formatMoney(choice.priceDelta, item.currency)}</span>}
              </label>
            ))}
          </fieldset>
        ))}
        <Field label={t('For the kitchen')} optional>
          <Input value={note} maxLength={200} onChange={(change) => setNote(change.target.value)} />
        </Field>
      </div>
    </Modal>
  )
}

function describeRule({ min, max }: ChoiceGroup): string {
  if (min === max) return t('choose {min}', { min })
  return min === 0 ? t('up to {max}', { max }) : t('{min} to {max}', { min, max })
}
