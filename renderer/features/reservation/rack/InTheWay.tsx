import type { RackStayRow, RackUnitRow } from '../../../../shared/domains/reservation/rack-rows.ts'
import { formatDate, formatSpan } from '../../../../shared/language/format.ts'
import { t } from '../../../../shared/language/t.ts'
import type { DeskInfo } from '../../../../shared/protocol/port.ts'
import { useView } from '../../../state/view.ts'
import { Button } from '../../../ui/Button.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { tell } from '../../../ui/toasts.ts'
import { BLOCK } from '../../property_mgmt/marks.ts'
import { statusMark } from '../marks.ts'
import type { Obstacles } from './move.ts'
import styles from './PlaceDialog.module.css'
import { useRack } from './rack-state.ts'

/** Nobody is moved to make room: the receptionist decides what becomes of whoever holds the unit. */
interface InTheWayProps {
  unit: RackUnitRow
  obstacles: Obstacles
  desk: DeskInfo
  /** Null where the two cannot change units with each other. */
  onSwap: (() => void) | null
}

export function InTheWay({ unit, obstacles, desk, onSwap }: InTheWayProps) {
  const { takenBy, block } = obstacles
  if (takenBy.length === 0 && !block) return null
  return (
    <>
      {takenBy.map((other) => (
        <div key={other.reservationId} className={styles.taken} data-taken-by={other.reservationId}>
          <Notice
            tone="warning"
            what={holds(unit.number, other)}
            todo={`${other.confirmationNo} · ${formatSpan(other.arrival, other.departure, desk.businessDate)} · ${statusMark(other, desk.businessDate).word()}. ${t('{guestName} stays there until you place them elsewhere.', { guestName: other.guestName })}`}
          />
          <Steps other={other} businessDate={desk.businessDate} onSwap={onSwap} />
        </div>
      ))}
      {block && (
        <Notice
          tone="warning"
          what={`${t('Unit {number}: {status}', { number: unit.number, status: BLOCK[block.kind].word() })}${block.reason && ` · ${block.reason}`}`}
          todo={
            block.to === null
              ? t('Until further notice. Choose another unit.')
              : t('Until {date}. Choose another unit.', { date: formatDate(block.to) })
          }
        />
      )}
    </>
  )
}

function holds(number: string, { status, guestName }: RackStayRow): string {
  return status === 'checked_in'
    ? t('Unit {number} is occupied by {guestName}.', { number, guestName })
    : t('Unit {number} is promised to {guestName}.', { number, guestName })
}

interface StepsProps extends Pick<InTheWayProps, 'onSwap'> {
  other: RackStayRow
  businessDate: string
}

function Steps({ other, businessDate, onSwap }: StepsProps) {
  const { close, select } = useView()
  const park = useRack((rack) => rack.park)
  const canMove = other.departure > businessDate
  return (
    <div className={styles.steps}>
      {canMove && (
        <Button
          size="small"
          autoFocus
          onClick={() => {
            park(other.reservationId)
            tell(
              t('{guestName} stands in the parking lane', { guestName: other.guestName }),
              t('Place them first, then drop this guest here again.'),
            )
            close()
          }}
        >
          {t('Park {guestName}', { guestName: other.guestName })}
        </Button>
      )}
      {onSwap && (
        <Button size="small" onClick={onSwap}>
          {t('Swap units with {guestName}', { guestName: other.guestName })}
        </Button>
      )}
      <Button
        size="small"
        tone="quiet"
        onClick={() => {
          close()
          select({ kind: 'reservation', id: other.reservationId })
        }}
      >
        {t('Open {guestName}', { guestName: other.guestName })}
      </Button>
    </div>
  )
}
