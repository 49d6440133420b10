-- What is to be done for a reservation, by when and by whom; and how many of one type may be sold beyond what there is.

CREATE TABLE reservation.traces (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  reservation_id uuid NOT NULL REFERENCES reservation.reservations (id) DEFERRABLE INITIALLY IMMEDIATE,
  due date NOT NULL,
  department operations.department NOT NULL,
  text text NOT NULL CHECK (text <> ''),
  done_at timestamptz,
  done_by uuid REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT traces_done CHECK ((done_at IS NULL) = (done_by IS NULL))
);
CREATE INDEX traces_reservation_idx ON reservation.traces (reservation_id);
CREATE INDEX traces_hot_idx ON reservation.traces (property_id) WHERE hot;
CREATE INDEX traces_due_idx ON reservation.traces (property_id, due) WHERE done_at IS NULL AND deleted_at IS NULL;

-- Null: as many as the property's percentage allows.
ALTER TABLE property_mgmt.unit_types ADD COLUMN overbooking_limit smallint CHECK (overbooking_limit >= 0);

-- Reservations that came with one rooming list.
CREATE INDEX reservations_group_idx ON reservation.reservations (property_id, group_code) WHERE group_code IS NOT NULL AND deleted_at IS NULL;

SELECT shared.stamp_tables_of('reservation');
