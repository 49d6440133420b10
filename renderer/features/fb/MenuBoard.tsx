import { useState } from 'react'
import type { MenuRow } from '../../../shared/domains/fb/rows.ts'
import { formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import { useLive } from '../../core-client/hooks.ts'
import { useOrderDraft } from '../../state/order-draft.ts'
import { useView } from '../../state/view.ts'
import { TabBar } from '../../ui/Tabs.tsx'
import styles from './MenuBoard.module.css'
import { allergenWord, CATEGORIES, categoryWord } from './words.ts'

/** What the outlet sells, by category. An item that asks something opens its questions; all others are one touch. */
export function MenuBoard({ outletId, ordering }: { outletId: string; ordering: boolean }) {
  const live = useLive('fb.menu', { outletId })
  const [wanted, setWanted] = useState<string | null>(null)
  const rows: readonly MenuRow[] = live.phase === 'ready' ? live.rows : []
  const categories = CATEGORIES.filter((category) => rows.some((row) => row.category === category))
  const category = categories.find((each) => each === wanted) ?? categories[0]
  if (category === undefined)
    return (
      <section className={styles.menu} aria-label={t('Menu')}>
        {live.phase === 'ready' && <p className={styles.none}>{t('This outlet has no menu yet.')}</p>}
      </section>
    )
  return (
    <section className={styles.menu} aria-label={t('Menu')}>
      <div className={styles.categories}>
        <TabBar
          label={t('Categories')}
          choices={categories.map((value) => ({ value, label: categoryWord(value) }))}
          value={category}
          onChange={setWanted}
        />
      </div>
      <div className={styles.items}>
        {rows
          .filter((row) => row.category === category)
          .map((item) => (
            <MenuItem key={item.menuItemId} item={item} ordering={ordering} />
          ))}
      </div>
    </section>
  )
}

function MenuItem({ item, ordering }: { item: MenuRow; ordering: boolean }) {
  const add = useOrderDraft((draft) => draft.add)
  const open = useView((view) => view.open)
  const { menuItemId, name, price, currency, allergens, onSale, groups } = item
  const choose = (): void => {
    if (groups.length > 0) open({ kind: 'choices', menuItemId })
    else add({ menuItemId, name, unitPrice: price, modifiers: [], note: '', qty: 1 })
  }
  return (
    <button
      type="button"
      className={styles.item}
      disabled={!onSale || !ordering}
      title={ordering ? item.description : t('Choose a table or a room first')}
      onClick={choose}
    >
      <span className={styles.name}>{name}</span>
      <span className={styles.price}>{onSale ? formatMoney(price, currency) : t('Sold out today')}</span>
      {allergens.length > 0 && <span className={styles.allergens}>{allergens.map(allergenWord).join(', ')}</span>}
    </button>
  )
}
