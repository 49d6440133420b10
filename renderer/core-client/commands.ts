import type { ReleaseLockOutInput } from '../../shared/domains/access/inputs.ts'
import type {
  OpenDrawerInput,
  PostChargeInput,
  QueueCardInput,
  RefundInput,
  SettleRefundInput,
  TakePaymentInput,
  TellCardInput,
} from '../../shared/domains/billing/inputs.ts'
import type {
  AddItemsInput,
  PlaceOrderInput,
  SettleCashInput,
  SettleToRoomInput,
  VoidItemInput,
} from '../../shared/domains/fb/inputs.ts'
import type {
  EndMembershipInput,
  KeepMembershipInput,
  SetConsentInput,
  SetPreferencesInput,
} from '../../shared/domains/guest/consent-inputs.ts'
import type {
  RecordFeedbackInput,
  RespondInput,
  SetSentimentInput,
} from '../../shared/domains/guest/feedback-inputs.ts'
import type { MergeInput, TellApartInput } from '../../shared/domains/guest/merge-inputs.ts'
import type { CaptureIdentityInput } from '../../shared/domains/guest/identity-inputs.ts'
import type { EditInput } from '../../shared/domains/guest/inputs.ts'
import type {
  FaultStepInput,
  FaultWordInput,
  ReportFaultInput,
} from '../../shared/domains/operations/maintenance-inputs.ts'
import type {
  AcknowledgeServiceInput,
  CancelServiceInput,
  CompleteServiceInput,
  RequestServiceInput,
} from '../../shared/domains/operations/service-inputs.ts'
import type { CompleteTaskInput } from '../../shared/domains/operations/inputs.ts'
import type { ReturnToServiceInput, TakeOutOfOrderInput } from '../../shared/domains/reservation/block-inputs.ts'
import type { SetHousekeepingStatusInput } from '../../shared/domains/property_mgmt/inputs.ts'
import type {
  AddTraceInput,
  CompleteTraceInput,
  ConfirmInput,
  ExpireInput,
  GuaranteeInput,
  LockUnitInput,
  ModifyInput,
  NoShowInput,
  ReinstateInput,
  ReverseCheckInInput,
  SetNotesInput,
  SetOverbookingInput,
  SplitStayInput,
  SwapUnitsInput,
  WalkInput,
} from '../../shared/domains/reservation/change-inputs.ts'
import type {
  AssignUnitInput,
  CancelInput,
  CheckInInput,
  CheckOutInput,
  CreateInput,
  MoveUnitInput,
} from '../../shared/domains/reservation/inputs.ts'
import type {
  ConvertQuoteInput,
  DeclineQuoteInput,
  ExtendQuoteInput,
  GiveQuoteInput,
} from '../../shared/domains/reservation/quote-inputs.ts'
import type {
  AddToWaitlistInput,
  BookWaitingInput,
  DeclineWaitingInput,
  LeaveWaitlistInput,
  OfferWaitingInput,
  SetPriorityInput,
} from '../../shared/domains/reservation/waitlist-inputs.ts'
import type { ReopenInput, ResolveInput } from '../../shared/domains/resolution/inputs.ts'

/** Everything that the page can do. */
export interface Commands {
  'v1.reservation.create': CreateInput
  'v1.reservation.assignUnit': AssignUnitInput
  'v1.reservation.moveUnit': MoveUnitInput
  'v1.reservation.checkIn': CheckInInput
  'v1.reservation.checkOut': CheckOutInput
  'v1.reservation.modify': ModifyInput
  'v1.reservation.lockUnit': LockUnitInput
  'v1.reservation.splitStay': SplitStayInput
  'v1.reservation.swapUnits': SwapUnitsInput
  'v1.reservation.addTrace': AddTraceInput
  'v1.reservation.completeTrace': CompleteTraceInput
  'v1.reservation.setNotes': SetNotesInput
  'v1.property.setOverbooking': SetOverbookingInput
  'v1.reservation.confirm': ConfirmInput
  'v1.reservation.setGuarantee': GuaranteeInput
  'v1.reservation.expire': ExpireInput
  'v1.reservation.noShow': NoShowInput
  'v1.reservation.walk': WalkInput
  'v1.reservation.reinstate': ReinstateInput
  'v1.reservation.reverseCheckIn': ReverseCheckInInput
  'v1.reservation.cancel': CancelInput
  'v1.quote.give': GiveQuoteInput
  'v1.quote.convert': ConvertQuoteInput
  'v1.quote.extend': ExtendQuoteInput
  'v1.quote.decline': DeclineQuoteInput
  'v1.waitlist.add': AddToWaitlistInput
  'v1.waitlist.setPriority': SetPriorityInput
  'v1.waitlist.offer': OfferWaitingInput
  'v1.waitlist.decline': DeclineWaitingInput
  'v1.waitlist.leave': LeaveWaitlistInput
  'v1.waitlist.book': BookWaitingInput
  'v1.guest.edit': EditInput
  'v1.guest.captureIdentity': CaptureIdentityInput
  'v1.guest.setConsent': SetConsentInput
  'v1.guest.setPreferences': SetPreferencesInput
  'v1.guest.keepMembership': KeepMembershipInput
  'v1.guest.endMembership': EndMembershipInput
  'v1.guest.merge': MergeInput
  'v1.guest.tellApart': TellApartInput
  'v1.feedback.record': RecordFeedbackInput
  'v1.feedback.respond': RespondInput
  'v1.feedback.setSentiment': SetSentimentInput
  'v1.unit.setHousekeepingStatus': SetHousekeepingStatusInput
  'v1.housekeeping.completeTask': CompleteTaskInput
  'v1.unit.takeOutOfOrder': TakeOutOfOrderInput
  'v1.unit.returnToService': ReturnToServiceInput
  'v1.maintenance.report': ReportFaultInput
  'v1.maintenance.accept': FaultStepInput
  'v1.maintenance.start': FaultStepInput
  'v1.maintenance.hold': FaultWordInput
  'v1.maintenance.resolve': FaultWordInput
  'v1.maintenance.close': FaultStepInput
  'v1.maintenance.reopen': FaultWordInput
  'v1.maintenance.cancel': FaultWordInput
  'v1.service.request': RequestServiceInput
  'v1.service.acknowledge': AcknowledgeServiceInput
  'v1.service.complete': CompleteServiceInput
  'v1.service.cancel': CancelServiceInput
  'v1.order.place': PlaceOrderInput
  'v1.order.addItems': AddItemsInput
  'v1.order.voidItem': VoidItemInput
  'v1.order.settleToRoom': SettleToRoomInput
  'v1.order.settleCash': SettleCashInput
  'v1.folio.postCharge': PostChargeInput
  'v1.folio.takePayment': TakePaymentInput
  'v1.folio.queueCard': QueueCardInput
  'v1.folio.tellCard': TellCardInput
  'v1.folio.refund': RefundInput
  'v1.folio.requestRefund': RefundInput
  'v1.folio.settleRefund': SettleRefundInput
  'v1.cashier.openDrawer': OpenDrawerInput
  'v1.access.releaseLockOut': ReleaseLockOutInput
  'v1.resolution.resolve': ResolveInput
  'v1.resolution.reopen': ReopenInput
}
export type CommandName = keyof Commands
