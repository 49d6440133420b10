import { t } from '../../../shared/language/t.ts'
import type { ChargeCodeRow } from '../../../shared/domains/billing/rows.ts'
import { useLive } from '../../core-client/hooks.ts'
import { Field, Input } from '../../ui/Field.tsx'

/** What a fee is posted under: a code of the house for fees, else the first that a desk posts under; undefined where there is none. */
export function useFeeCode(): ChargeCodeRow | undefined {
  const codes = useLive('folio.chargeCodes', {})
  if (codes.phase !== 'ready') return undefined
  return codes.rows.find(({ kind }) => kind === 'fee') ?? codes.rows[0]
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
