import { t } from '../../../shared/language/t.ts'
import type { ChargeCodeRow } from '../../../shared/domains/billing/rows.ts'
import { useLive } from '../../core-client/hooks.ts'
import { Field, Input } from '../../ui/Field.tsx'

/** What a fee for coming early or leaving late is posted under: the first that a desk posts under; undefined where there is none. */
export function useFeeCode(): ChargeCodeRow | undefined {
  const codes = useLive('folio.chargeCodes', {})
  return codes.phase === 'ready' ? codes.rows[0] : undefined
}

interface FeeFieldProps {
  why: string
  value: string
  wrong: boolean
  onChange: (value: string) => void
}

/** An amount that the desk asks for, or lets go by leaving it empty. */
export function FeeField({ why, value, wrong, onChange }: FeeFieldProps) {
  return (
    <Field
      label={t('Fee')}
      optional
      aside={why}
      error={wrong ? t('Enter an amount, like 45.00, or leave it empty.') : undefined}
    >
      <Input inputMode="decimal" value={value} onChange={(event) => onChange(event.target.value)} />
    </Field>
  )
}
