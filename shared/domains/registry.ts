import type { CommandDefinition } from '../command/command.ts'
import type { QueryDefinition } from '../command/query.ts'
import type { ShapeDefinition } from '../command/shape.ts'
import { releaseLockOutCommand, tellLockOutCommand } from './access/lock-out.ts'
import { peopleQuery } from './access/queries.ts'
import { changePinCommand, resetPinCommand } from './access/set-pin.ts'
import { accessShapes } from './access/shapes.ts'
import { billingShapes } from './billing/shapes.ts'
import { complianceShapes } from './compliance/shapes.ts'
import { channelShapes } from './channel/shapes.ts'
import { fbShapes } from './fb/shapes.ts'
import { accountQuery, chargeCodesQuery } from './billing/account-query.ts'
import { openDrawerCommand } from './billing/open-drawer.ts'
import { postChargeCommand } from './billing/post-charge.ts'
import { queueCardCommand } from './billing/queue-card.ts'
import { refundCommand } from './billing/refund.ts'
import { requestRefundCommand } from './billing/request-refund.ts'
import { settleRefundCommand } from './billing/settle-refund.ts'
import { takePaymentCommand } from './billing/take-payment.ts'
import { tellCardCommand } from './billing/tell-card.ts'
import { drawersQuery } from './billing/queries.ts'
import { waitingMoneyQuery } from './billing/waiting-query.ts'
import { addItemsCommand } from './fb/add-items.ts'
import { placeOrderCommand } from './fb/place-order.ts'
import { checkQuery, menuQuery, openChecksQuery, outletsQuery, roomGuestsQuery, tablesQuery } from './fb/queries.ts'
import { settleCashCommand } from './fb/settle-cash.ts'
import { settleToRoomCommand } from './fb/settle-to-room.ts'
import { voidItemCommand } from './fb/void-item.ts'
import { captureIdentityCommand } from './guest/capture-identity.ts'
import { duplicatesQuery } from './guest/duplicates-query.ts'
import { editCommand } from './guest/edit.ts'
import { feedbackQuery, npsQuery, ratingsQuery } from './guest/feedback-queries.ts'
import { recordFeedbackCommand, respondCommand, setSentimentCommand } from './guest/feedback.ts'
import { guestListQuery } from './guest/list-query.ts'
import { endMembershipCommand, keepMembershipCommand } from './guest/memberships.ts'
import { mergeCommand } from './guest/merge.ts'
import { tellApartCommand } from './guest/tell-apart.ts'
import { identityQuery, profileQuery } from './guest/queries.ts'
import { revealIdentityCommand } from './guest/reveal-identity.ts'
import { setConsentCommand } from './guest/set-consent.ts'
import { setPreferencesCommand } from './guest/set-preferences.ts'
import { guestShapes } from './guest/shapes.ts'
import { completeTaskCommand } from './operations/complete-task.ts'
import { faultsQuery } from './operations/maintenance-query.ts'
import {
  acceptFaultCommand,
  cancelFaultCommand,
  closeFaultCommand,
  holdFaultCommand,
  reopenFaultCommand,
  resolveFaultCommand,
  startFaultCommand,
} from './operations/maintenance-steps.ts'
import { tasksQuery } from './operations/queries.ts'
import { reportFaultCommand } from './operations/report-fault.ts'
import { requestServiceCommand } from './operations/request-service.ts'
import { serviceQuery } from './operations/service-query.ts'
import { acknowledgeServiceCommand, cancelServiceCommand, completeServiceCommand } from './operations/service-steps.ts'
import { operationsShapes } from './operations/shapes.ts'
import { procurementShapes } from './procurement/shapes.ts'
import { unitListQuery } from './property_mgmt/queries.ts'
import { setHousekeepingStatusCommand } from './property_mgmt/set-housekeeping-status.ts'
import { propertyShapes } from './property_mgmt/shapes.ts'
import { assignUnitCommand } from './reservation/assign-unit.ts'
import { bookWaitingCommand } from './reservation/book-waiting.ts'
import { cancelCommand } from './reservation/cancel.ts'
import { checkInCommand } from './reservation/check-in.ts'
import { checkOutCommand } from './reservation/check-out.ts'
import { declineQuoteCommand, lapseQuoteCommand } from './reservation/close-quote.ts'
import { convertQuoteCommand } from './reservation/convert-quote.ts'
import { createCommand } from './reservation/create.ts'
import { arrivalsQuery, departuresQuery, inHouseQuery, summaryQuery } from './reservation/desk-queries.ts'
import { detailQuery } from './reservation/detail-query.ts'
import { confirmCommand, expireCommand, guaranteeCommand } from './reservation/confirm.ts'
import { extendQuoteCommand } from './reservation/extend-quote.ts'
import { giveQuoteCommand } from './reservation/give-quote.ts'
import { groupQuery } from './reservation/group-query.ts'
import { lockUnitCommand } from './reservation/lock-unit.ts'
import { modifyCommand } from './reservation/modify.ts'
import { moveUnitCommand } from './reservation/move-unit.ts'
import { previewQuery } from './reservation/preview-query.ts'
import { promisedQuery } from './reservation/promised-query.ts'
import { quoteListQuery } from './reservation/quote-query.ts'
import { rackBlocksQuery, rackNightsQuery, rackStaysQuery, rackUnitsQuery } from './reservation/rack-queries.ts'
import { noShowCommand } from './reservation/no-show.ts'
import { reinstateCommand } from './reservation/reinstate.ts'
import { returnToServiceCommand } from './reservation/return-to-service.ts'
import { reverseCheckInCommand } from './reservation/reverse-check-in.ts'
import { searchQuery } from './reservation/search-query.ts'
import { setOverbookingCommand } from './reservation/set-overbooking.ts'
import { splitStayCommand } from './reservation/split-stay.ts'
import { swapUnitsCommand } from './reservation/swap-units.ts'
import { takeOutOfOrderCommand } from './reservation/take-out-of-order.ts'
import { figuresQuery } from './reservation/figures-query.ts'
import { tracesQuery } from './reservation/trace-query.ts'
import { addTraceCommand, completeTraceCommand, setNotesCommand } from './reservation/traces.ts'
import { walkCommand } from './reservation/walk.ts'
import { walkQuery } from './reservation/walk-query.ts'
import { waitingQuery } from './reservation/waiting-query.ts'
import {
  addToWaitlistCommand,
  declineWaitingCommand,
  lapseWaitingCommand,
  leaveWaitlistCommand,
  offerWaitingCommand,
  setPriorityCommand,
} from './reservation/waitlist.ts'
import { waitlistQuery } from './reservation/waitlist-query.ts'
import { availabilityQuery, freeUnitsQuery, quoteQuery } from './reservation/sell-queries.ts'
import { reservationShapes } from './reservation/shapes.ts'
import { resolutionListQuery } from './resolution/queries.ts'
import { reopenCommand } from './resolution/reopen.ts'
import { resolveCommand } from './resolution/resolve.ts'
import { pendingQuery } from './sync/queries.ts'
import { referenceShapes, syncShapes } from './sync/shapes.ts'

/** Throws where a name is registered twice: one of the two would never run. */
export function indexByName<T extends { readonly name: string }>(definitions: readonly T[]): ReadonlyMap<string, T> {
  const byName = new Map<string, T>()
  for (const definition of definitions) {
    if (byName.has(definition.name)) throw new Error(`registered twice: ${definition.name}`)
    byName.set(definition.name, definition)
  }
  return byName
}

/** Everything that a person can do, by versioned name. */
export const commands: ReadonlyMap<string, CommandDefinition> = indexByName<CommandDefinition>([
  createCommand,
  assignUnitCommand,
  moveUnitCommand,
  checkInCommand,
  checkOutCommand,
  modifyCommand,
  lockUnitCommand,
  splitStayCommand,
  swapUnitsCommand,
  addTraceCommand,
  completeTraceCommand,
  setNotesCommand,
  setOverbookingCommand,
  confirmCommand,
  guaranteeCommand,
  expireCommand,
  noShowCommand,
  walkCommand,
  reinstateCommand,
  reverseCheckInCommand,
  cancelCommand,
  giveQuoteCommand,
  convertQuoteCommand,
  extendQuoteCommand,
  declineQuoteCommand,
  lapseQuoteCommand,
  addToWaitlistCommand,
  setPriorityCommand,
  offerWaitingCommand,
  declineWaitingCommand,
  leaveWaitlistCommand,
  lapseWaitingCommand,
  bookWaitingCommand,
  editCommand,
  captureIdentityCommand,
  revealIdentityCommand,
  setConsentCommand,
  setPreferencesCommand,
  keepMembershipCommand,
  endMembershipCommand,
  mergeCommand,
  tellApartCommand,
  recordFeedbackCommand,
  respondCommand,
  setSentimentCommand,
  setHousekeepingStatusCommand,
  completeTaskCommand,
  takeOutOfOrderCommand,
  returnToServiceCommand,
  reportFaultCommand,
  acceptFaultCommand,
  startFaultCommand,
  holdFaultCommand,
  resolveFaultCommand,
  closeFaultCommand,
  reopenFaultCommand,
  cancelFaultCommand,
  requestServiceCommand,
  acknowledgeServiceCommand,
  completeServiceCommand,
  cancelServiceCommand,
  placeOrderCommand,
  addItemsCommand,
  voidItemCommand,
  settleToRoomCommand,
  settleCashCommand,
  postChargeCommand,
  takePaymentCommand,
  queueCardCommand,
  tellCardCommand,
  refundCommand,
  requestRefundCommand,
  settleRefundCommand,
  openDrawerCommand,
  resolveCommand,
  reopenCommand,
  changePinCommand,
  resetPinCommand,
  tellLockOutCommand,
  releaseLockOutCommand,
])

/** Everything that a page can ask, by name. */
export const queries: ReadonlyMap<string, QueryDefinition> = indexByName<QueryDefinition>([
  summaryQuery,
  arrivalsQuery,
  departuresQuery,
  inHouseQuery,
  waitingQuery,
  quoteListQuery,
  waitlistQuery,
  walkQuery,
  tracesQuery,
  groupQuery,
  detailQuery,
  availabilityQuery,
  quoteQuery,
  previewQuery,
  freeUnitsQuery,
  rackUnitsQuery,
  rackStaysQuery,
  rackBlocksQuery,
  rackNightsQuery,
  searchQuery,
  profileQuery,
  identityQuery,
  guestListQuery,
  duplicatesQuery,
  feedbackQuery,
  npsQuery,
  ratingsQuery,
  unitListQuery,
  tasksQuery,
  promisedQuery,
  faultsQuery,
  serviceQuery,
  outletsQuery,
  tablesQuery,
  roomGuestsQuery,
  menuQuery,
  openChecksQuery,
  checkQuery,
  accountQuery,
  waitingMoneyQuery,
  chargeCodesQuery,
  drawersQuery,
  figuresQuery,
  resolutionListQuery,
  pendingQuery,
  peopleQuery,
])

/** Every table that terminals hold; a table stands after those that its rows point to. */
export const shapes: readonly ShapeDefinition[] = [
  ...referenceShapes,
  ...accessShapes,
  ...propertyShapes,
  ...guestShapes,
  ...operationsShapes,
  ...reservationShapes,
  ...billingShapes,
  ...complianceShapes,
  ...channelShapes,
  ...fbShapes,
  ...procurementShapes,
  ...syncShapes,
]
