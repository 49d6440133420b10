import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { formatMoney } from '../../../shared/language/format.ts'
import { t } from '../../../shared/language/t.ts'
import type { DeskInfo } from '../../../shared/protocol/port.ts'
import { useRun } from '../../core-client/use-run.ts'
import type { EnteredStay } from '../../state/entered.ts'
import type { FreeNights } from '../../state/view.ts'
import { useView } from '../../state/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { KnownGuest } from './GuestPicker.tsx'
import { GuestFields, MoreFields, StayFields } from './reservation-fields.tsx'
import type { Created, ReservationForm } from './reservation-form.ts'
import { emptyForm, errorsOf, filledForm, inputOf, nightsBetween, parseCreated } from './reservation-form.ts'
import styles from './NewReservation.module.css'
import { RatePicker, TypePicker } from './OfferPicker.tsx'
import { showErrors } from './show-errors.ts'
import { useOffer } from './offers/use-offer.ts'
import { ReservationMade } from './ReservationMade.tsx'

interface NewReservationProps {
  desk: DeskInfo
  at?: FreeNights
  /** The guest stands at the desk: saved, they are checked in. */
  walkIn?: boolean
  entered?: EnteredStay
}

export function NewReservation({ desk, at, walkIn = false, entered }: NewReservationProps) {
  const open = useView((view) => view.open)
  const [created, setCreated] = useState<Created | null>(null)
  const [round, setRound] = useState(0)
  if (created) {
    return (
      <ReservationMade
        created={created}
        desk={desk}
        onAnother={() => {
          setCreated(null)
          setRound(round + 1)
        }}
      />
    )
  }
  return (
    <ReservationEntry
      key={round}
      desk={desk}
      at={round === 0 ? at : undefined}
      entered={round === 0 ? entered : undefined}
      walkIn={walkIn}
      onCreated={(made) => (walkIn ? open({ kind: 'check-in', reservationId: made.reservationId }) : setCreated(made))}
    />
  )
}

interface EntryProps {
  desk: DeskInfo
  at: FreeNights | undefined
  entered: EnteredStay | undefined
  walkIn: boolean
  onCreated: (created: Created) => void
}

function ReservationEntry({ desk, at, entered, walkIn, onCreated }: EntryProps) {
  const close = useView((view) => view.close)
  const { run, busy, problem } = useRun()
  const [guest, setGuest] = useState<KnownGuest | 'new' | null>(() => (entered ? guestOf(entered) : null))
  const [picked, setPicked] = useState({
    unitTypeId: entered?.unitTypeId ?? at?.unitTypeId ?? '',
    rateStrategyId: entered?.rateStrategyId ?? '',
    unitId: entered?.unitId ?? at?.unitId ?? '',
  })
  const [offerError, setOfferError] = useState<string>()
  const [guestError, setGuestError] = useState<string>()
  const form = useForm<ReservationForm>({
    defaultValues: entered
      ? filledForm(entered)
      : { ...emptyForm(desk.businessDate, at), ...(walkIn && { source: 'walk_in' }) },
  })
  const [arrival, departure] = useWatch({ control: form.control, name: ['arrival', 'departure'] })
  const offer = useOffer(arrival, departure, picked.unitTypeId, picked.rateStrategyId)

  const save = form.handleSubmit(async (values) => {
    if (guest === null) return setGuestError(t('Choose a guest from the list, or make a new one.'))
    const input = inputOf(values, {
      profileId: guest === 'new' ? null : guest.profileId,
      unitTypeId: offer.unitTypeId,
      rateStrategyId: offer.rate?.rateStrategyId ?? '',
      unitId: picked.unitId,
    })
    if (entered?.groupCode !== undefined) input.groupCode = entered.groupCode
    const errors = errorsOf(input)
    setOfferError(errors.unitTypeId ?? errors.rateStrategyId)
    showErrors(form, values, errors)
    if (Object.keys(errors).length > 0) return
    const done = await run('v1.reservation.create', input)
    if (done) onCreated(parseCreated(done.args))
  })

  return (
    <Modal
      title={walkIn ? t('Walk-in') : t('New reservation')}
      width={980}
      onClose={close}
      onSubmit={save}
      foot={
        <>
          <p className={styles.total}>
            {offer.rate && (
              <>
                {t('Total')} <strong>{formatMoney(offer.rate.total, offer.rate.currency)}</strong>
              </>
            )}
          </p>
          <Kbd keys="Ctrl+Enter" />
          <Button onClick={close}>{t('Discard')}</Button>
          <Button type="submit" tone="primary" disabled={busy}>
            {walkIn ? t('Save and check in') : t('Save reservation')}
          </Button>
        </>
      }
    >
      {problem && (
        <div className={styles.problem}>
          <Notice tone="problem" what={problem.what} todo={problem.todo} />
        </div>
      )}
      <div className={styles.columns}>
        <div className={styles.column}>
          <GuestFields form={form} guest={guest} onGuest={setGuest} error={guest === null ? guestError : undefined} />
          <StayFields form={form} />
          <MoreFields
            form={form}
            stay={
              offer.unitTypeId && nightsBetween(arrival, departure) !== null
                ? { arrival, departure, unitTypeId: offer.unitTypeId }
                : null
            }
            unitId={picked.unitId}
            onUnit={(unitId) => setPicked({ ...picked, unitId })}
          />
        </div>
        <div className={styles.column}>
          <h3 className={styles.title}>{t('Availability')}</h3>
          <TypePicker
            types={offer.types}
            value={offer.unitTypeId}
            onChange={(unitTypeId) => setPicked({ ...picked, unitTypeId, unitId: '' })}
          />
          <h3 className={styles.title}>{t('Rate')}</h3>
          <RatePicker
            quotes={offer.quotes}
            value={offer.rate?.rateStrategyId ?? ''}
            onChange={(rateStrategyId) => setPicked({ ...picked, rateStrategyId })}
          />
          {offerError && <Notice tone="problem" what={offerError} />}
        </div>
      </div>
    </Modal>
  )
}

const guestOf = ({ guest, guestName }: EnteredStay): KnownGuest | 'new' =>
  guest.kind === 'new' ? 'new' : { profileId: guest.profileId, guestName, email: null, phone: null }
