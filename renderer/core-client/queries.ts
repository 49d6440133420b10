import type { z } from 'zod'
import type { PersonRow } from '../../shared/domains/access/rows.ts'
import type {
  accountArgs,
  AccountRow,
  ChargeCodeRow,
  DrawerRow,
  WaitingMoneyRow,
} from '../../shared/domains/billing/rows.ts'
import type {
  checkArgs,
  CheckRow,
  MenuRow,
  OpenCheckRow,
  outletArgs,
  OutletRow,
  RoomGuestRow,
  TableRow,
} from '../../shared/domains/fb/rows.ts'
import type { feedbackArgs, FeedbackRow, NpsRow, RatingRow } from '../../shared/domains/guest/feedback-rows.ts'
import type {
  DuplicateRow,
  duplicatesArgs,
  guestListArgs,
  GuestRow,
  IdentityRow,
  profileArgs,
  ProfileRow,
} from '../../shared/domains/guest/rows.ts'
import type { FaultRow, faultsArgs, ServiceRow } from '../../shared/domains/operations/upkeep-rows.ts'
import type { promisedArgs, PromisedRow } from '../../shared/domains/reservation/promised-query.ts'
import type { TaskRow } from '../../shared/domains/operations/rows.ts'
import type { UnitRow } from '../../shared/domains/property_mgmt/rows.ts'
import type {
  RackBlockRow,
  RackNightRow,
  RackStayRow,
  RackUnitRow,
  rackWindow,
} from '../../shared/domains/reservation/rack-rows.ts'
import type {
  availabilityArgs,
  AvailabilityRow,
  DeskRow,
  DeskSummaryRow,
  detailArgs,
  freeUnitsArgs,
  groupArgs,
  FreeUnitRow,
  InHouseRow,
  quoteArgs,
  QuoteRow,
  ReservationDetailRow,
  searchArgs,
  SearchRow,
  WaitingRow,
} from '../../shared/domains/reservation/rows.ts'
import type { MonthFiguresRow } from '../../shared/domains/reservation/figures-rows.ts'
import type { GivenQuoteRow } from '../../shared/domains/reservation/quote-rows.ts'
import type { WaitlistRow } from '../../shared/domains/reservation/waitlist-rows.ts'
import type { tracesArgs, TraceRow } from '../../shared/domains/reservation/trace-rows.ts'
import type { walkArgs, WalkRow } from '../../shared/domains/reservation/walk-rows.ts'
import type { previewArgs, PreviewRow } from '../../shared/domains/reservation/preview-rows.ts'
import type { resolutionListArgs, ResolutionRow } from '../../shared/domains/resolution/rows.ts'
import type { PendingCommandRow } from '../../shared/domains/sync/rows.ts'

interface Question<Args, Row extends object> {
  args: Args
  row: Row
}
type NoArgs = Record<string, never>

/** Everything that the page asks, with the contracts of shared/domains. */
export interface Queries {
  'desk.summary': Question<NoArgs, DeskSummaryRow>
  'desk.arrivals': Question<NoArgs, DeskRow>
  'desk.departures': Question<NoArgs, DeskRow>
  'desk.inHouse': Question<NoArgs, InHouseRow>
  'desk.waiting': Question<NoArgs, WaitingRow>
  'quote.list': Question<NoArgs, GivenQuoteRow>
  'waitlist.list': Question<NoArgs, WaitlistRow>
  'desk.walkCandidates': Question<z.input<typeof walkArgs>, WalkRow>
  'reservation.group': Question<z.input<typeof groupArgs>, DeskRow>
  'desk.traces': Question<z.input<typeof tracesArgs>, TraceRow>
  'reservation.detail': Question<z.input<typeof detailArgs>, ReservationDetailRow>
  'reservation.availability': Question<z.input<typeof availabilityArgs>, AvailabilityRow>
  'reservation.quote': Question<z.input<typeof quoteArgs>, QuoteRow>
  'reservation.preview': Question<z.input<typeof previewArgs>, PreviewRow>
  'reservation.freeUnits': Question<z.input<typeof freeUnitsArgs>, FreeUnitRow>
  'rack.units': Question<NoArgs, RackUnitRow>
  'rack.stays': Question<z.input<typeof rackWindow>, RackStayRow>
  'rack.blocks': Question<z.input<typeof rackWindow>, RackBlockRow>
  'rack.nights': Question<z.input<typeof rackWindow>, RackNightRow>
  'reservation.search': Question<z.input<typeof searchArgs>, SearchRow>
  'guest.profile': Question<z.input<typeof profileArgs>, ProfileRow>
  'guest.list': Question<z.input<typeof guestListArgs>, GuestRow>
  'guest.duplicates': Question<z.input<typeof duplicatesArgs>, DuplicateRow>
  'guest.feedback': Question<z.input<typeof feedbackArgs>, FeedbackRow>
  'guest.nps': Question<NoArgs, NpsRow>
  'guest.ratings': Question<NoArgs, RatingRow>
  'guest.identity': Question<z.input<typeof profileArgs>, IdentityRow>
  'unit.list': Question<NoArgs, UnitRow>
  'housekeeping.tasks': Question<NoArgs, TaskRow>
  'unit.promised': Question<z.input<typeof promisedArgs>, PromisedRow>
  'maintenance.list': Question<z.input<typeof faultsArgs>, FaultRow>
  'service.list': Question<NoArgs, ServiceRow>
  'fb.outlets': Question<NoArgs, OutletRow>
  'fb.tables': Question<z.input<typeof outletArgs>, TableRow>
  'fb.roomGuests': Question<NoArgs, RoomGuestRow>
  'fb.menu': Question<z.input<typeof outletArgs>, MenuRow>
  'fb.openChecks': Question<z.input<typeof outletArgs>, OpenCheckRow>
  'fb.check': Question<z.input<typeof checkArgs>, CheckRow>
  'folio.account': Question<z.input<typeof accountArgs>, AccountRow>
  'folio.waiting': Question<NoArgs, WaitingMoneyRow>
  'folio.chargeCodes': Question<NoArgs, ChargeCodeRow>
  'cashier.drawers': Question<NoArgs, DrawerRow>
  'resolution.list': Question<z.input<typeof resolutionListArgs>, ResolutionRow>
  'sync.pending': Question<NoArgs, PendingCommandRow>
  'property.figures': Question<NoArgs, MonthFiguresRow>
  'access.people': Question<NoArgs, PersonRow>
}
export type QueryName = keyof Queries
export type QueryArgs<N extends QueryName> = Queries[N]['args']
export type QueryRow<N extends QueryName> = Queries[N]['row']

/** The same keys as in the query definitions: a diff names its rows by them. */
export const rowKeys: { readonly [N in QueryName]: (row: QueryRow<N>) => string } = {
  'desk.summary': (row) => row.businessDate,
  'desk.arrivals': (row) => row.reservationId,
  'desk.departures': (row) => row.reservationId,
  'desk.inHouse': (row) => row.reservationId,
  'desk.waiting': (row) => row.reservationId,
  'quote.list': (row) => row.quoteNo,
  'waitlist.list': (row) => row.entryId,
  'desk.walkCandidates': (row) => row.reservationId,
  'reservation.group': (row) => row.reservationId,
  'desk.traces': (row) => row.traceId,
  'reservation.detail': (row) => row.reservationId,
  'reservation.availability': (row) => row.unitTypeId,
  'reservation.quote': (row) => row.rateStrategyId,
  'reservation.preview': (row) => row.reservationId,
  'reservation.freeUnits': (row) => row.unitId,
  'rack.units': (row) => row.unitId,
  'rack.stays': (row) => row.barId,
  'rack.blocks': (row) => row.blockId,
  'rack.nights': (row) => `${row.night} ${row.unitTypeId}`,
  'reservation.search': (row) => row.reservationId ?? row.profileId,
  'guest.profile': (row) => row.profileId,
  'guest.list': (row) => row.profileId,
  'guest.duplicates': (row) => `${row.profileId} ${row.otherId}`,
  'guest.feedback': (row) => row.feedbackId,
  'guest.nps': (row) => row.month,
  'guest.ratings': (row) => row.category,
  'guest.identity': (row) => row.profileId,
  'unit.list': (row) => row.unitId,
  'housekeeping.tasks': (row) => row.taskId,
  'unit.promised': (row) => row.reservationId,
  'maintenance.list': (row) => row.requestId,
  'service.list': (row) => row.requestId,
  'fb.outlets': (row) => row.outletId,
  'fb.tables': (row) => row.tableId,
  'fb.roomGuests': (row) => row.stayId,
  'fb.menu': (row) => row.menuItemId,
  'fb.openChecks': (row) => row.orderId,
  'fb.check': (row) => row.orderId,
  'folio.account': (row) => row.reservationId,
  'folio.waiting': (row) => row.id,
  'folio.chargeCodes': (row) => row.transactionCodeId,
  'cashier.drawers': (row) => row.drawerId,
  'resolution.list': (row) => row.resolutionId,
  'sync.pending': (row) => row.commandId,
  'property.figures': (row) => row.month,
  'access.people': (row) => row.userId,
}
