import { allLanguages, languages } from '../../../shared/language/languages.ts'
import { t } from '../../../shared/language/t.ts'
import { useLanguage } from '../../state/language.ts'
import { cx } from '../../ui/cx.ts'
import styles from './LanguageChoice.module.css'

/** Each language by its own name: whoever cannot read the screen finds theirs. It holds for this computer. */
export function LanguageChoice() {
  const { language, choose } = useLanguage()
  return (
    <div className={styles.choice} role="group" aria-label={t('Language')}>
      {allLanguages.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          className={cx(styles.language, each === language && styles.chosen)}
          aria-pressed={each === language}
          onClick={() => void choose(each)}
        >
          {languages[each].name}
        </button>
      ))}
    </div>
  )
}
