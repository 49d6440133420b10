-- Who did what, what happened, and how long it is kept.

CREATE SCHEMA IF NOT EXISTS compliance;
-- Partitions past their retention stand here, out of reach of everybody but the owner, until they are put away or dropped.
CREATE SCHEMA IF NOT EXISTS compliance_archive;

CREATE TYPE compliance.audit_op AS ENUM ('INSERT', 'UPDATE', 'DELETE', 'BULK');
CREATE TYPE compliance.report_type AS ENUM ('data_access', 'erasure', 'guest_register', 'tax_audit', 'retention', 'access_review');
CREATE TYPE compliance.report_status AS ENUM ('requested', 'generated', 'submitted', 'failed');
CREATE TYPE compliance.retention_subject AS ENUM ('guest_profiles', 'guest_feedback', 'incident_reports', 'audit_log', 'domain_events');
CREATE TYPE compliance.retention_action AS ENUM ('erase', 'delete', 'detach', 'drop');
CREATE TYPE compliance.erasure_status AS ENUM ('received', 'verified', 'completed', 'rejected');

-- One row per changed row. Only the centre writes it (sql/central): on a terminal the queued command is the audit.
-- Of an update the images hold the columns that differ; personal columns say 'withheld' and never hold a value.
CREATE TABLE compliance.audit_log (
  id uuid NOT NULL DEFAULT shared.uuid_generate_v7(),
  -- Nil for what belongs to the group: its users.
  property_id uuid NOT NULL,
  -- When the centre wrote it; months are cut by it, in UTC. A command that comes late stands in the month in which it came.
  at timestamptz NOT NULL DEFAULT now(),
  table_schema text NOT NULL,
  table_name text NOT NULL,
  row_id uuid,
  op compliance.audit_op NOT NULL,
  before jsonb,
  after jsonb,
  actor uuid NOT NULL,
  -- The terminal that the command came from; null: the centre itself.
  device uuid,
  command_id uuid,
  -- When the person did it, by the command's clock.
  occurred_at timestamptz NOT NULL,
  -- Whether the command had to wait for the line.
  offline boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  -- Always 1: rows are added, never changed.
  version integer NOT NULL DEFAULT 1 CHECK (version = 1),
  CONSTRAINT audit_log_pkey PRIMARY KEY (id, at),
  CONSTRAINT audit_log_images CHECK (
    CASE op WHEN 'INSERT' THEN before IS NULL AND after IS NOT NULL WHEN 'DELETE' THEN before IS NOT NULL AND after IS NULL
    WHEN 'UPDATE' THEN before IS NOT NULL AND after IS NOT NULL ELSE row_id IS NULL END)
) PARTITION BY RANGE (at);
CREATE TABLE compliance.audit_log_default PARTITION OF compliance.audit_log DEFAULT;

-- What happened to an aggregate, for those who follow the hotel rather than its rows. Only the centre writes it.
CREATE TABLE compliance.domain_events (
  id uuid NOT NULL DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  -- 'reservation.reservations'
  aggregate_type text NOT NULL,
  aggregate_id uuid NOT NULL,
  -- The aggregate's version after the event.
  seq bigint NOT NULL CHECK (seq > 0),
  -- 'created', a status that was reached ('checked_in'), or another axis of it ('housekeeping_status.dirty').
  type text NOT NULL CHECK (type <> ''),
  payload jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(payload) = 'object'),
  -- The command's hybrid logical clock; null: no command.
  hlc text,
  actor uuid NOT NULL,
  device uuid,
  command_id uuid,
  occurred_at timestamptz NOT NULL,
  offline boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  -- Always 1: rows are added, never changed.
  version integer NOT NULL DEFAULT 1 CHECK (version = 1),
  CONSTRAINT domain_events_pkey PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE compliance.domain_events_default PARTITION OF compliance.domain_events DEFAULT;

CREATE TABLE compliance.compliance_reports (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  type compliance.report_type NOT NULL,
  status compliance.report_status NOT NULL DEFAULT 'requested',
  period daterange NOT NULL CHECK (NOT isempty(period)),
  -- guest.profiles, another context: the person whom it is about.
  profile_id uuid,
  requested_at timestamptz NOT NULL DEFAULT shared.command_time(),
  generated_at timestamptz,
  submitted_at timestamptz,
  -- Counts and findings; documents themselves are kept outside the database, under their checksum.
  summary jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(summary) = 'object'),
  checksum text CHECK (checksum ~ '^[0-9a-f]{64}$'),
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT compliance_reports_generated CHECK (status NOT IN ('generated', 'submitted') OR generated_at IS NOT NULL AND checksum IS NOT NULL),
  CONSTRAINT compliance_reports_submitted CHECK ((status = 'submitted') = (submitted_at IS NOT NULL))
);

CREATE TABLE compliance.data_retention_policies (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  subject compliance.retention_subject NOT NULL,
  keep_months integer NOT NULL CHECK (keep_months BETWEEN 1 AND 1200),
  action compliance.retention_action NOT NULL,
  legal_basis text NOT NULL CHECK (legal_basis <> ''),
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT data_retention_policies_subject_key EXCLUDE USING btree (property_id WITH =, subject WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE,
  -- Whole partitions are detached or dropped; rows are erased or deleted.
  CONSTRAINT data_retention_policies_action CHECK ((subject IN ('audit_log', 'domain_events')) = (action IN ('detach', 'drop')))
);

CREATE TABLE compliance.erasure_requests (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  profile_id uuid NOT NULL,
  status compliance.erasure_status NOT NULL DEFAULT 'received',
  received_at timestamptz NOT NULL,
  -- A month from the day on which it came (GDPR, article 12).
  due_on date NOT NULL,
  verified_at timestamptz,
  decided_at timestamptz,
  -- Why it was rejected, or what had to be kept and by which law.
  reason text CHECK (reason <> ''),
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT erasure_requests_one_open EXCLUDE USING btree (profile_id WITH =)
    WHERE (status IN ('received', 'verified') AND deleted_at IS NULL) DEFERRABLE INITIALLY IMMEDIATE,
  CONSTRAINT erasure_requests_decided CHECK ((status IN ('completed', 'rejected')) = (decided_at IS NOT NULL)),
  CONSTRAINT erasure_requests_rejected CHECK (status <> 'rejected' OR reason IS NOT NULL),
  CONSTRAINT erasure_requests_verified CHECK (status NOT IN ('verified', 'completed') OR verified_at IS NOT NULL)
);

CREATE INDEX audit_log_at_idx ON compliance.audit_log USING brin (at);
CREATE INDEX audit_log_property_idx ON compliance.audit_log (property_id, at);
CREATE INDEX audit_log_row_idx ON compliance.audit_log (row_id, at);
CREATE INDEX audit_log_command_idx ON compliance.audit_log (command_id) WHERE command_id IS NOT NULL;
CREATE INDEX domain_events_at_idx ON compliance.domain_events USING brin (at);
CREATE INDEX domain_events_property_idx ON compliance.domain_events (property_id, at);
CREATE INDEX domain_events_aggregate_idx ON compliance.domain_events (aggregate_id, seq);
CREATE INDEX domain_events_command_idx ON compliance.domain_events (command_id) WHERE command_id IS NOT NULL;
CREATE INDEX compliance_reports_property_idx ON compliance.compliance_reports (property_id, type, requested_at) WHERE deleted_at IS NULL;
CREATE INDEX compliance_reports_profile_idx ON compliance.compliance_reports (profile_id) WHERE profile_id IS NOT NULL;
CREATE INDEX erasure_requests_due_idx ON compliance.erasure_requests (property_id, due_on) WHERE status IN ('received', 'verified');
CREATE INDEX erasure_requests_profile_idx ON compliance.erasure_requests (profile_id);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON compliance.audit_log
FOR EACH ROW EXECUTE FUNCTION shared.forbid_mutation();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON compliance.domain_events
FOR EACH ROW EXECUTE FUNCTION shared.forbid_mutation();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON compliance.audit_log
FOR EACH STATEMENT EXECUTE FUNCTION shared.forbid_mutation();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON compliance.domain_events
FOR EACH STATEMENT EXECUTE FUNCTION shared.forbid_mutation();
CREATE TRIGGER guard_report_status BEFORE UPDATE OF status ON compliance.compliance_reports
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status', 'requested>generated,failed', 'failed>requested', 'generated>submitted');
CREATE TRIGGER guard_erasure_status BEFORE UPDATE OF status ON compliance.erasure_requests
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status', 'received>verified,rejected', 'verified>completed,rejected');

SELECT shared.stamp_tables_of('compliance');

-- What each policy asks for now. Whole months before the business date; the two logs are kept by partition (compliance.maintain_partitions).
CREATE VIEW compliance.v_retention_due WITH (security_invoker = true) AS
SELECT p.id AS policy_id, p.property_id, p.subject, p.action, p.keep_months, p.legal_basis, d.due_before,
  CASE p.subject
    WHEN 'guest_profiles' THEN (
      SELECT count(*) FROM guest.profiles g
      WHERE g.property_id = p.property_id AND g.erased_at IS NULL AND g.created_at < d.due_before
        AND NOT EXISTS (SELECT FROM reservation.reservations r WHERE r.profile_id = g.id AND r.departure >= d.due_before))
    WHEN 'guest_feedback' THEN (
      SELECT count(*) FROM guest.feedback f WHERE f.property_id = p.property_id AND f.submitted_at < d.due_before)
    WHEN 'incident_reports' THEN (
      SELECT count(*) FROM operations.incident_reports i
      WHERE i.property_id = p.property_id AND i.status = 'closed' AND i.occurred_at < d.due_before)
    WHEN 'audit_log' THEN (
      SELECT count(*) FROM compliance.audit_log a WHERE a.property_id = p.property_id AND a.at < d.due_before)
    WHEN 'domain_events' THEN (
      SELECT count(*) FROM compliance.domain_events e WHERE e.property_id = p.property_id AND e.at < d.due_before)
  END AS rows_due
FROM compliance.data_retention_policies p
LEFT JOIN property_mgmt.v_business_dates b ON b.property_id = p.property_id
CROSS JOIN LATERAL (
  SELECT (date_trunc('month', coalesce(b.business_date, current_date)::timestamp)
    - make_interval(months => p.keep_months)) AT TIME ZONE 'UTC' AS due_before
) d
WHERE p.deleted_at IS NULL;
