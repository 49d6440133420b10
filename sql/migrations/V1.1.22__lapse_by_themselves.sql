-- Inquiries lapse as options do; what was confirmed in time at a desk that was apart is confirmed though it has lapsed.
DROP TRIGGER guard_reservation_status ON reservation.reservations;
CREATE TRIGGER guard_reservation_status BEFORE UPDATE OF status ON reservation.reservations
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'inquiry>tentative,confirmed,waitlisted,expired,cancelled', 'tentative>confirmed,expired,cancelled',
  'waitlisted>confirmed,expired,cancelled', 'confirmed>checked_in,cancelled,no_show,walked,waitlisted',
  'no_show>checked_in', 'cancelled>confirmed', 'expired>confirmed', 'checked_in>checked_out,confirmed', 'checked_out>checked_in');
