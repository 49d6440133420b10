-- What the centre tells every terminal about commands. It stands outside the ten contexts; the centre alone writes it.

CREATE SCHEMA IF NOT EXISTS sync;

CREATE TYPE sync.outcome AS ENUM ('applied', 'applied_with_changes', 'refused');
CREATE TYPE sync.resolution_status AS ENUM ('open', 'resolved');

-- One row per command that the centre has judged; its arrival on the terminal that sent it is the confirmation.
CREATE TABLE sync.command_results (
  id uuid PRIMARY KEY, -- the command's id
  property_id uuid NOT NULL,
  terminal_id uuid NOT NULL,
  incarnation integer NOT NULL,
  seq bigint NOT NULL,
  name text NOT NULL,
  outcome sync.outcome NOT NULL,
  -- {"code", "facts"} of the refusal that stood, or that was re-planned
  refusal jsonb,
  applied_at timestamptz NOT NULL DEFAULT now(),
  hot boolean NOT NULL DEFAULT true
);

-- How far each terminal has come; a terminal that waits for another one's command watches this.
CREATE TABLE sync.terminal_progress (
  id uuid PRIMARY KEY, -- the terminal's id
  property_id uuid NOT NULL,
  name text NOT NULL,
  incarnation integer NOT NULL,
  last_seq bigint NOT NULL
);

-- The Resolution Centre: what the centre re-planned or refused, why, and what to do next.
CREATE TABLE sync.resolutions (
  id uuid PRIMARY KEY,
  property_id uuid NOT NULL,
  command_id uuid NOT NULL,
  terminal_id uuid NOT NULL,
  actor uuid NOT NULL,
  command_name text NOT NULL,
  outcome sync.outcome NOT NULL,
  -- A code of shared/domains/resolution/reasons.ts, and the facts that its sentences need.
  reason text NOT NULL,
  facts jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(facts) = 'object'),
  next_step text NOT NULL,
  reservation_id uuid,
  unit_id uuid,
  profile_id uuid,
  -- The refused command on which this one was built.
  caused_by uuid,
  status sync.resolution_status NOT NULL DEFAULT 'open',
  raised_at timestamptz NOT NULL,
  resolved_at timestamptz,
  resolved_by uuid,
  resolution_note text,
  hot boolean NOT NULL DEFAULT true,
  CONSTRAINT resolutions_resolved CHECK ((status = 'resolved') = (resolved_at IS NOT NULL AND resolved_by IS NOT NULL))
);

CREATE INDEX command_results_terminal_idx ON sync.command_results (terminal_id, incarnation, seq);
CREATE INDEX command_results_property_idx ON sync.command_results (property_id) WHERE hot;
CREATE INDEX terminal_progress_property_idx ON sync.terminal_progress (property_id);
CREATE INDEX resolutions_open_idx ON sync.resolutions (property_id, raised_at) WHERE status = 'open';
CREATE INDEX resolutions_reservation_idx ON sync.resolutions (reservation_id) WHERE reservation_id IS NOT NULL;
