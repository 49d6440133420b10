import { useState } from 'react'
import { t } from '../../../../shared/language/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field, TextArea } from '../../../ui/Field.tsx'
import styles from './Offers.module.css'

/** What the guest is sent: to be copied into an e-mail or printed from there. */
export function QuoteText({ text }: { text: string }) {
  const [copied, setCopied] = useState(false)
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(true))
  return (
    <div className={styles.text}>
      <Field label={t('Text for the guest')}>
        <TextArea readOnly rows={12} value={text} onFocus={(focus) => focus.target.select()} />
      </Field>
      <Button size="small" onClick={() => void copy()}>
        {copied ? t('Copied') : t('Copy the text')}
      </Button>
    </div>
  )
}
