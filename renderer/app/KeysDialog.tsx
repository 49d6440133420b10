import { t } from '../../shared/language/t.ts'
import { useView } from '../state/view.ts'
import { Kbd } from '../ui/Kbd.tsx'
import { Modal } from '../ui/Modal.tsx'
import { keyList } from './keys.ts'
import styles from './KeysDialog.module.css'

export function KeysDialog() {
  const close = useView((view) => view.close)
  return (
    <Modal title={t('Keyboard')} width={900} onClose={close}>
      {/* It may have to be scrolled: by keys too. */}
      <div className={styles.groups} tabIndex={0} role="region" aria-label={t('Keyboard')}>
        {keyList().map(({ group, keys }) => (
          <section key={group} className={styles.group}>
            <h3 className={styles.title}>{group}</h3>
            <dl>
              {keys.map(([key, what]) => (
                <div key={key} className={styles.line}>
                  <dt>{what}</dt>
                  <dd>{/[ …]/.test(key) ? <span className={styles.plain}>{key}</span> : <Kbd keys={key} />}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
