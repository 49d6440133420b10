import { t } from '../../../shared/language/t.ts'
import { Field, Input, Select } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import styles from './billing.module.css'
import { noDrawerLeft, type PaymentEntry } from './use-payment.ts'

/** The fields that a way of paying needs, beside the way itself. */
export function PaymentFields({ entry, withAmount }: { entry: PaymentEntry; withAmount: boolean }) {
  const { draft, change, problems, drawers, opens } = entry
  const field = (name: 'amount' | 'slip' | 'float', label: string) => (
    <Field label={label} error={problems[name]}>
      <Input
        value={draft[name]}
        inputMode={name === 'slip' ? 'text' : 'decimal'}
        onChange={(event) => change({ [name]: event.target.value })}
      />
    </Field>
  )
  return (
    <>
      <div className={styles.pair}>
        {withAmount && field('amount', t('Amount'))}
        {draft.method === 'card_slip' && field('slip', t('Slip number'))}
      </div>
      {draft.method === 'cash' && drawers?.mine && (
        <p className={styles.soft}>{t('Into the drawer {drawer}.', { drawer: drawers.mine.name })}</p>
      )}
      {draft.method === 'cash' && noDrawerLeft(drawers) && (
        <Notice
          tone="warning"
          what={t('No cash drawer is open for you.')}
          todo={t('Every drawer of the house is in use by somebody else. Take a card, or ask for their drawer.')}
        />
      )}
      {opens && !noDrawerLeft(drawers) && (
        <>
          <Notice
            tone="info"
            what={t('You have no cash drawer open.')}
            todo={t('Count the float; the drawer is opened with this payment.')}
          />
          <div className={styles.pair}>
            <Field label={t('Drawer')}>
              <Select value={draft.drawerId} onChange={(event) => change({ drawerId: event.target.value })}>
                {drawers?.free.map((drawer) => (
                  <option key={drawer.drawerId} value={drawer.drawerId}>
                    {drawer.name}
                  </option>
                ))}
              </Select>
            </Field>
            {field('float', t('Float'))}
          </div>
        </>
      )}
    </>
  )
}
