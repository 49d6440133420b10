import { lazy, Suspense, useEffect } from 'react'
import type { DeskInfo } from '../../shared/protocol/port.ts'
import { PaymentDialog } from '../features/billing/PaymentDialog.tsx'
import { PostChargeDialog } from '../features/billing/PostChargeDialog.tsx'
import { CashDialog } from '../features/fb/CashDialog.tsx'
import { ChargeRoomDialog } from '../features/fb/ChargeRoomDialog.tsx'
import { ChoicesDialog } from '../features/fb/ChoicesDialog.tsx'
import { VoidDialog } from '../features/fb/VoidDialog.tsx'
import { AssignDialog } from '../features/reservation/AssignDialog.tsx'
import { CancelDialog } from '../features/reservation/CancelDialog.tsx'
import { ChangeStayDialog } from '../features/reservation/ChangeStayDialog.tsx'
import { CheckInDialog } from '../features/reservation/CheckInDialog.tsx'
import { CheckOutDialog } from '../features/reservation/CheckOutDialog.tsx'
import { GroupDialog } from '../features/reservation/group/GroupDialog.tsx'
import { NotesDialog } from '../features/reservation/NotesDialog.tsx'
import { EndDialog } from '../features/reservation/offers/EndDialog.tsx'
import { BookWaitingDialog, TakeQuoteDialog } from '../features/reservation/offers/TakeUpDialogs.tsx'
import { ExtendQuoteDialog } from '../features/reservation/offers/ExtendQuoteDialog.tsx'
import { OverbookingDialog } from '../features/reservation/OverbookingDialog.tsx'
import { RegistrationCardDialog } from '../features/reservation/RegistrationCard.tsx'
import { SplitStayDialog } from '../features/reservation/SplitStayDialog.tsx'
import { SwapDialog } from '../features/reservation/SwapDialog.tsx'
import { StepDialog } from '../features/reservation/StepDialog.tsx'
import { WalkDialog } from '../features/reservation/WalkDialog.tsx'
import { NewReservation } from '../features/reservation/NewReservation.tsx'
import { ResolveDialog } from '../features/resolution/ResolveDialog.tsx'
import { CancelRequestDialog, FaultWordDialog } from '../features/upkeep/WordDialogs.tsx'
import { useMay } from '../core-client/may.ts'
import { mayOpenDialog } from '../state/command-of-dialog.ts'
import { useView } from '../state/view.ts'
import { KeysDialog } from './KeysDialog.tsx'
import { Palette } from './Palette.tsx'

/*
 * Into the palette and a new reservation one types at once, so they are none of these: even where its code is there already, React shows what
 * is lazy 0.3 s late the first time, and what is typed meanwhile is lost.
 */
const RefundDialog = lazy(() => import('../features/billing/RefundDialog.tsx'))
const SettleRefundDialog = lazy(() => import('../features/billing/SettleRefundDialog.tsx'))
const CardOutcomeDialog = lazy(() => import('../features/billing/CardOutcomeDialog.tsx'))
const MergeDialog = lazy(() => import('../features/guest/MergeDialog.tsx'))
const FeedbackDialog = lazy(() => import('../features/guest/FeedbackDialog.tsx'))
const PlaceDialog = lazy(() => import('../features/reservation/rack/PlaceDialog.tsx'))
const GroupBooking = lazy(() => import('../features/reservation/group/GroupBookingDialog.tsx'))
const QuoteDialog = lazy(() => import('../features/reservation/offers/QuoteDialog.tsx'))
const QuoteSheetDialog = lazy(() => import('../features/reservation/offers/QuoteSheet.tsx'))
const WaitlistDialog = lazy(() => import('../features/reservation/offers/WaitlistDialog.tsx'))
const ChangePinDialog = lazy(() => import('../features/sign-in/ChangePinDialog.tsx'))
const ResetPinDialog = lazy(() => import('../features/people/ResetPinDialog.tsx'))
const ReportFaultDialog = lazy(() => import('../features/upkeep/ReportFaultDialog.tsx'))
const RequestServiceDialog = lazy(() => import('../features/upkeep/RequestServiceDialog.tsx'))
const OutOfOrderDialog = lazy(() => import('../features/property_mgmt/OutOfOrderDialog.tsx'))

/** Whatever asked for it: a dialog for what a role may not do does not open. */
export function Dialogs({ desk }: { desk: DeskInfo }) {
  const dialog = useView((view) => view.dialog)
  const close = useView((view) => view.close)
  const may = useMay()
  const refused = dialog !== null && !mayOpenDialog(may, dialog.kind)
  useEffect(() => {
    if (refused) close()
  }, [refused, close])
  // One of its own for each kind: a dialog does not wait, hidden, for the one that follows it.
  return <Suspense key={dialog?.kind}>{!refused && <DialogOf desk={desk} />}</Suspense>
}

/** At most one dialog is open; keys, buttons and the palette all open it in the same way. */
function DialogOf({ desk }: { desk: DeskInfo }) {
  const dialog = useView((view) => view.dialog)
  switch (dialog?.kind) {
    case undefined:
      return null
    case 'new-reservation':
      return <NewReservation desk={desk} {...dialog} />
    case 'place':
      return <PlaceDialog reservationId={dialog.reservationId} unitId={dialog.unitId} desk={desk} />
    case 'assign':
    case 'move':
      return <AssignDialog {...dialog} moving={dialog.kind === 'move'} desk={desk} />
    case 'check-in':
      return <CheckInDialog reservationId={dialog.reservationId} desk={desk} />
    case 'check-out':
      return <CheckOutDialog reservationId={dialog.reservationId} desk={desk} />
    case 'post-charge':
      return <PostChargeDialog reservationId={dialog.reservationId} />
    case 'take-payment':
      return <PaymentDialog reservationId={dialog.reservationId} from={dialog.from} />
    case 'card-outcome':
      return <CardOutcomeDialog reservationId={dialog.reservationId} />
    case 'refund':
      return <RefundDialog reservationId={dialog.reservationId} from={dialog.from} />
    case 'settle-refund':
      return <SettleRefundDialog reservationId={dialog.reservationId} />
    case 'registration-card':
      return <RegistrationCardDialog reservationId={dialog.reservationId} desk={desk} />
    case 'swap':
      return <SwapDialog reservationId={dialog.reservationId} />
    case 'split-stay':
      return <SplitStayDialog {...dialog} desk={desk} />
    case 'notes':
      return <NotesDialog reservationId={dialog.reservationId} />
    case 'group':
      return <GroupDialog reservationId={dialog.reservationId} desk={desk} />
    case 'group-booking':
      return <GroupBooking desk={desk} />
    case 'new-quote':
      return <QuoteDialog desk={desk} />
    case 'new-waiting':
      return <WaitlistDialog desk={desk} />
    case 'take-quote':
      return <TakeQuoteDialog quoteNo={dialog.quoteNo} quoteId={dialog.quoteId} />
    case 'book-waiting':
      return <BookWaitingDialog entryId={dialog.entryId} />
    case 'extend-quote':
      return <ExtendQuoteDialog quoteNo={dialog.quoteNo} />
    case 'print-quote':
      return <QuoteSheetDialog quoteNo={dialog.quoteNo} desk={desk} />
    case 'decline-quote':
    case 'leave-waitlist':
      return <EndDialog ending={dialog} />
    case 'overbooking':
      return <OverbookingDialog desk={desk} />
    case 'change-stay':
      return <ChangeStayDialog {...dialog} desk={desk} />
    case 'confirm':
    case 'guarantee':
    case 'expire':
    case 'no-show':
    case 'reinstate':
    case 'reverse-check-in':
    case 'lock-unit':
    case 'unlock-unit':
      return <StepDialog {...dialog} step={dialog.kind} />
    case 'walk':
      return <WalkDialog reservationId={dialog.reservationId} night={dialog.night} />
    case 'cancel':
      return <CancelDialog {...dialog} />
    case 'resolve':
      return <ResolveDialog resolutionId={dialog.resolutionId} />
    case 'choices':
      return <ChoicesDialog menuItemId={dialog.menuItemId} />
    case 'void-item':
      return <VoidDialog orderId={dialog.orderId} itemId={dialog.itemId} />
    case 'charge-room':
      return <ChargeRoomDialog orderId={dialog.orderId} />
    case 'cash':
      return <CashDialog orderId={dialog.orderId} />
    case 'merge-guests':
      return <MergeDialog profileId={dialog.profileId} otherId={dialog.otherId} />
    case 'feedback':
      return <FeedbackDialog profileId={dialog.profileId} />
    case 'report-fault':
      return <ReportFaultDialog unitId={dialog.unitId} />
    case 'request-service':
      return <RequestServiceDialog unitId={dialog.unitId} reservationId={dialog.reservationId} />
    case 'out-of-order':
      return <OutOfOrderDialog {...dialog} desk={desk} />
    case 'fault-word':
      return <FaultWordDialog requestId={dialog.requestId} step={dialog.step} />
    case 'cancel-request':
      return <CancelRequestDialog requestId={dialog.requestId} />
    case 'palette':
      return <Palette desk={desk} />
    case 'keys':
      return <KeysDialog />
    case 'change-pin':
      return <ChangePinDialog />
    case 'reset-pin':
      return <ResetPinDialog userId={dialog.userId} />
  }
}
