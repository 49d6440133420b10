import { formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { Field, Input, Select } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import styles from './billing.module.css'
import { noDrawerLeft, type OwnDrawer } from './use-drawer.ts'

interface DrawerFieldsProps {
  drawer: OwnDrawer
  /** Money comes out of it. */
  out?: boolean
  /** Whether to say what is missing. */
  asked: boolean
}

/** Which drawer cash goes into or comes out of; shows nothing where no cash moves. */
export function DrawerFields({ drawer, out = false, asked }: DrawerFieldsProps) {
  const { drawers, opens, needed } = drawer
  if (!needed || !drawers) return null
  if (noDrawerLeft(drawers)) {
    return (
      <Notice
        tone="warning"
        what={t('No cash drawer is open for you.')}
        todo={
          out
            ? t('Every drawer of the house is in use by somebody else. Ask for their drawer.')
            : t('Every drawer of the house is in use by somebody else. Take a card, or ask for their drawer.')
        }
      />
    )
  }
  if (!opens) return <p className={styles.soft}>{lineOf(drawers.mine, out)}</p>
  return (
    <>
      <Notice
        tone="info"
        what={t('You have no cash drawer open.')}
        todo={
          out
            ? t('Count the float; the drawer is opened with this refund.')
            : t('Count the float; the drawer is opened with this payment.')
        }
      />
      <div className={styles.pair}>
        <Field label={t('Drawer')}>
          <Select value={drawer.drawerId} onChange={(event) => drawer.change({ drawerId: event.target.value })}>
            {drawers.free.map((each) => (
              <option key={each.drawerId} value={each.drawerId}>
                {each.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('Float')} error={asked ? drawer.wrong : undefined}>
          <Input
            inputMode="decimal"
            value={drawer.float}
            onChange={(event) => drawer.change({ float: event.target.value })}
          />
        </Field>
      </div>
    </>
  )
}

function lineOf(mine: NonNullable<OwnDrawer['drawers']>['mine'], out: boolean): string {
  if (!mine) return ''
  if (!out) return t('Into the drawer {drawer}.', { drawer: mine.name })
  const holds = formatMoney(mine.expected ?? '0', mine.currency)
  return t('Out of the drawer {drawer}, which should hold {holds}.', { drawer: mine.name, holds })
}
