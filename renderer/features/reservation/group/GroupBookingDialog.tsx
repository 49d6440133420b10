import { useState } from 'react'
import { describeRefusal } from '../../../../shared/domains/resolution/words.ts'
import { addDays, asIsoDate, isIsoDate } from '../../../../shared/kernel/dates.ts'
import { t } from '../../../../shared/language/t.ts'
import type { DeskInfo } from '../../../../shared/protocol/port.ts'
import { useCore } from '../../../core-client/hooks.ts'
import { useView } from '../../../state/view.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field, Input, Select, TextArea } from '../../../ui/Field.tsx'
import { Modal } from '../../../ui/Modal.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { tell } from '../../../ui/toasts.ts'
import dialog from '../dialog.module.css'
import form from '../NewReservation.module.css'
import { useOffer } from '../offers/use-offer.ts'
import { readRoomingList, roomingColumns, type RoomingLine, type RoomingProblem } from './rooming-list.ts'

interface GroupForm {
  readonly code: string
  readonly arrival: string
  readonly departure: string
  readonly unitTypeId: string
  readonly rateStrategyId: string
  readonly text: string
}

/** A group with its rooming list: every line is checked by itself, and what cannot be booked stays to be corrected. */
export default function GroupBookingDialog({ desk }: { desk: DeskInfo }) {
  const close = useView((view) => view.close)
  const today = asIsoDate(desk.businessDate)
  const [group, setGroup] = useState<GroupForm>({
    code: '',
    arrival: today,
    departure: addDays(today, 1),
    unitTypeId: '',
    rateStrategyId: '',
    text: '',
  })
  const [refused, setRefused] = useState<readonly RoomingProblem[]>([])
  const { busy, book } = useBooking()
  const { arrival, departure } = group
  const {
    types = [],
    unitTypeId,
    quotes = [],
    rate,
  } = useOffer(arrival, departure, group.unitTypeId, group.rateStrategyId)
  const rateStrategyId = rate?.rateStrategyId ?? ''
  const stay =
    isIsoDate(arrival) && isIsoDate(departure) && unitTypeId !== '' ? { arrival, departure, unitTypeId } : null
  const read = stay ? readRoomingList(group.text, types, stay) : { lines: [], problems: [] }
  const ready = group.code.trim() !== '' && rateStrategyId !== '' && read.lines.length > 0

  const submit = async () => {
    if (!ready) return
    const left = await book(read.lines, { code: group.code.trim(), rateStrategyId })
    const done = read.lines.length - left.length
    if (done > 0)
      tell(
        t('{rooms, plural, one {# room booked} other {# rooms booked}}', { rooms: done }),
        t('Group {groupCode}', { groupCode: group.code.trim() }),
      )
    if (left.length === 0 && read.problems.length === 0) return close()
    const kept = new Set([...left, ...read.problems].map(({ line }) => line))
    const lines = group.text.split(/\r?\n/)
    setGroup({ ...group, text: [...kept].sort((a, b) => a - b).map((line) => lines[line - 1]).join('\n') }) // prettier-ignore
    // What stays is numbered anew.
    setRefused([...left].map((problem) => ({ ...problem, line: [...kept].sort((a, b) => a - b).indexOf(problem.line) + 1 }))) // prettier-ignore
  }
  const set = (change: Partial<GroupForm>) => setGroup({ ...group, ...change })

  return (
    <Modal
      title={t('Group with a rooming list')}
      width={760}
      onClose={close}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={close}>{t('Back')}</Button>
          <Button type="submit" tone="primary" disabled={busy || !ready}>
            {t('{rooms, plural, one {Book # room} other {Book # rooms}}', { rooms: read.lines.length })}
          </Button>
        </>
      }
    >
      <div className={dialog.stack}>
        <div className={form.grid}>
          <Field label={t('Group')} className={form.third}>
            <Input
              autoFocus
              maxLength={40}
              value={group.code}
              onChange={(change) => set({ code: change.target.value })}
            />
          </Field>
          <Field label={t('Arrival')} className={form.third}>
            <Input type="date" value={group.arrival} onChange={(change) => set({ arrival: change.target.value })} />
          </Field>
          <Field label={t('Departure')} className={form.third}>
            <Input type="date" value={group.departure} onChange={(change) => set({ departure: change.target.value })} />
          </Field>
          <Field label={t('Type')} className={form.half}>
            <Select value={unitTypeId} onChange={(change) => set({ unitTypeId: change.target.value })}>
              {unitTypeId === '' && <option value="">{t('Choose a unit type that is free.')}</option>}
              {types.map((type) => (
                <option key={type.unitTypeId} value={type.unitTypeId}>
                  {t('{code} · {name} · {free} free', { code: type.code, name: type.name, free: type.free })}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t('Rate')} className={form.half}>
            <Select value={rateStrategyId} onChange={(change) => set({ rateStrategyId: change.target.value })}>
              {quotes.map((quote) => (
                <option key={quote.rateStrategyId} value={quote.rateStrategyId}>
                  {quote.name}
                </option>
              ))}
            </Select>
          </Field>
          <Field
            label={t('Rooming list')}
            hint={t('One room per line: {columns}. All but the name may be left out.', { columns: roomingColumns() })}
            className={form.whole}
          >
            <TextArea rows={8} value={group.text} onChange={(change) => set({ text: change.target.value })} />
          </Field>
        </div>
        {[...refused, ...read.problems].map((problem) => (
          <Notice
            key={`${problem.line} ${problem.where} ${problem.what}`}
            tone="warning"
            what={t('Line {line}, {where}: {what}', { line: problem.line, where: problem.where, what: problem.what })}
            todo={problem.todo}
          />
        ))}
      </div>
    </Modal>
  )
}

/** Books line by line: each is a reservation of its own, which stands or is refused by itself. */
function useBooking() {
  const core = useCore()
  const [busy, setBusy] = useState(false)
  const book = async (lines: readonly RoomingLine[], group: { code: string; rateStrategyId: string }) => {
    setBusy(true)
    const left: RoomingProblem[] = []
    for (const { line, firstName, lastName, ...stay } of lines) {
      const outcome = await core.run('v1.reservation.create', {
        ...stay,
        guest: { kind: 'new', firstName, lastName },
        rateStrategyId: group.rateStrategyId,
        groupCode: group.code,
        guarantee: 'company',
        source: 'group',
      })
      if (outcome.kind === 'done') continue
      const { what, todo } = describeRefusal(outcome.refusal)
      left.push({ line, where: `${firstName} ${lastName}`.trim(), what, todo })
    }
    setBusy(false)
    return left
  }
  return { busy, book }
}
