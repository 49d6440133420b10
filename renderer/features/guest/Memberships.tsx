import { X } from 'lucide-react'
import { useState } from 'react'
import { type LoyaltyTier, loyaltyTiers } from '../../../shared/domains/guest/consent-inputs.ts'
import type { ProfileRow } from '../../../shared/domains/guest/rows.ts'
import { t } from '../../../shared/language/t.ts'
import { useMay } from '../../core-client/may.ts'
import { useRun } from '../../core-client/use-run.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, Input, Select } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { tierWord } from './guest-words.ts'
import styles from './Record.module.css'

interface Card {
  readonly program: string
  readonly number: string
  readonly tier: LoyaltyTier
}

/** The cards that the guest has shown. */
export function Memberships({ row }: { row: ProfileRow }) {
  const { run, busy, problem } = useRun()
  const mayEdit = useMay().give('v1.guest.keepMembership') && !row.erased
  const [card, setCard] = useState<Card | null>(null)
  const { profileId } = row
  const save = async () => {
    if (!card || card.program.trim() === '' || card.number.trim() === '') return
    if (await run('v1.guest.keepMembership', { profileId, ...card })) setCard(null)
  }
  return (
    <div className={styles.section}>
      {row.memberships.length === 0 && !card && <p className={styles.soft}>{t('No membership.')}</p>}
      {row.memberships.map(({ membershipId, program, number, tier, points }) => (
        <div key={membershipId} className={styles.row}>
          <span className={styles.grow}>
            <strong>{program}</strong> {number}
          </span>
          <span>{tierWord(tier)}</span>
          <span className={styles.soft}>{t('{points, plural, one {# point} other {# points}}', { points })}</span>
          {mayEdit && (
            <Button
              size="small"
              tone="quiet"
              aria-label={t('End {program} {number}', { program, number })}
              disabled={busy}
              onClick={() => void run('v1.guest.endMembership', { profileId, membershipId })}
            >
              <X size={14} aria-hidden="true" />
            </Button>
          )}
        </div>
      ))}
      {problem && <Notice tone="problem" what={problem.what} todo={problem.todo} />}
      {mayEdit && !card && (
        <div className={styles.foot}>
          <Button size="small" onClick={() => setCard({ program: '', number: '', tier: 'member' })}>
            {t('Add a membership')}
          </Button>
        </div>
      )}
      {card && (
        <form
          className={styles.section}
          noValidate
          aria-label={t('New membership')}
          onSubmit={(submit) => {
            submit.preventDefault()
            void save()
          }}
        >
          <div className={styles.grid}>
            <Field label={t('Programme')}>
              <Input
                autoFocus
                maxLength={60}
                value={card.program}
                onChange={(change) => setCard({ ...card, program: change.target.value })}
              />
            </Field>
            <Field label={t('Number')}>
              <Input
                maxLength={30}
                value={card.number}
                onChange={(change) => setCard({ ...card, number: change.target.value })}
              />
            </Field>
            <Field label={t('Tier')}>
              <Select
                value={card.tier}
                onChange={(change) => {
                  const tier = loyaltyTiers.find((each) => each === change.target.value)
                  if (tier) setCard({ ...card, tier })
                }}
              >
                {loyaltyTiers.map((tier) => (
                  <option key={tier} value={tier}>
                    {tierWord(tier)}
                  </option>
                ))}
              </Select>
            </Field>
          </div>
          <div className={styles.foot}>
            <Button type="submit" size="small" tone="primary" disabled={busy}>
              {t('Keep membership')}
            </Button>
            <Button size="small" tone="quiet" onClick={() => setCard(null)}>
              {t('Cancel')}
            </Button>
          </div>
        </form>
      )}
    </div>
  )
}
