import { t } from '../../../shared/language/t.ts'
import field from '../../ui/Field.module.css'
import styles from './Record.module.css'

/** Nought to ten; the arrow keys walk through it. */
export function ScoreField({ score, onScore }: { score: number | null; onScore: (score: number) => void }) {
  return (
    <fieldset className={styles.scores}>
      <legend className={field.label}>{t('How likely would you recommend us? 0 not at all, 10 very')}</legend>
      {Array.from({ length: 11 }, (_, value) => (
        <label key={value} className={styles.score}>
          <input type="radio" name="nps" checked={score === value} onChange={() => onScore(value)} />
          {value}
        </label>
      ))}
    </fieldset>
  )
}
