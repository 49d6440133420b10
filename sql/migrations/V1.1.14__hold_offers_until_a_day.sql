-- An offer or an option that nobody takes up lapses: the last day on which it stands.
ALTER TABLE reservation.reservations ADD COLUMN hold_until date;

-- What waits for an answer or a room is a handful among all that was ever booked.
CREATE INDEX reservations_waiting_idx ON reservation.reservations (property_id, hold_until)
  WHERE status IN ('inquiry', 'tentative', 'waitlisted') AND deleted_at IS NULL;
