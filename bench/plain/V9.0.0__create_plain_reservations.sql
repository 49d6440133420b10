-- What other programs are measured with: one plain table, some 250 bytes a row.
CREATE TABLE reservation.plain_reservations (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  guest text NOT NULL,
  unit text NOT NULL,
  status text NOT NULL,
  arrival date NOT NULL,
  departure date NOT NULL,
  total numeric(12, 2) NOT NULL,
  notes text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  version int NOT NULL DEFAULT 1
);
CREATE INDEX plain_reservations_arrival_idx ON reservation.plain_reservations (property_id, arrival);
