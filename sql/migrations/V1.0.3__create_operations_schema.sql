-- The people who run the house, and what they do in it.

CREATE SCHEMA IF NOT EXISTS operations;

CREATE TYPE operations.department AS ENUM ('front_office', 'housekeeping', 'maintenance', 'food_beverage', 'kitchen', 'security', 'management');
CREATE TYPE operations.staff_status AS ENUM ('active', 'on_leave', 'left');
CREATE TYPE operations.request_status AS ENUM ('requested', 'acknowledged', 'assigned', 'in_progress', 'completed', 'closed', 'pending_follow_up', 'cancelled');
CREATE TYPE operations.priority AS ENUM ('low', 'normal', 'high', 'urgent');
CREATE TYPE operations.request_category AS ENUM ('housekeeping', 'maintenance', 'concierge', 'food_beverage', 'transport', 'other');
CREATE TYPE operations.incident_type AS ENUM ('injury', 'theft', 'damage', 'fire', 'security', 'complaint', 'other');
CREATE TYPE operations.severity AS ENUM ('minor', 'moderate', 'major', 'critical');
CREATE TYPE operations.incident_status AS ENUM ('reported', 'under_investigation', 'action_required', 'resolved', 'closed', 'reopened');
CREATE TYPE operations.action_status AS ENUM ('open', 'in_progress', 'completed', 'verified');
CREATE TYPE operations.task_type AS ENUM ('departure', 'stayover', 'touch_up', 'deep', 'turndown', 'linen_change');
CREATE TYPE operations.task_status AS ENUM ('pending', 'assigned', 'in_progress', 'paused', 'completed', 'inspected_pass', 'inspected_fail', 'dnd_skipped', 'service_declined', 'cancelled');
CREATE TYPE operations.maintenance_category AS ENUM ('plumbing', 'electrical', 'hvac', 'furniture', 'it', 'structure', 'other');
CREATE TYPE operations.maintenance_status AS ENUM ('reported', 'triaged', 'assigned', 'in_progress', 'on_hold', 'resolved', 'verified', 'closed', 'reopened', 'duplicate', 'cancelled');
CREATE TYPE operations.enrollment_status AS ENUM ('enrolled', 'in_progress', 'passed', 'failed', 'expired');

CREATE TABLE operations.staff (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  -- shared.users, another context: no foreign key.
  user_id uuid NOT NULL,
  employee_no text NOT NULL CHECK (employee_no <> ''),
  display_name text NOT NULL CHECK (display_name <> ''),
  department operations.department NOT NULL,
  position text NOT NULL,
  role shared.user_role NOT NULL,
  status operations.staff_status NOT NULL DEFAULT 'active',
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT staff_employee_no_key EXCLUDE USING btree (property_id WITH =, employee_no WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE operations.staff_shifts (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  staff_id uuid NOT NULL REFERENCES operations.staff (id) DEFERRABLE INITIALLY IMMEDIATE,
  scheduled_start timestamptz NOT NULL,
  scheduled_end timestamptz NOT NULL,
  actual_start timestamptz,
  actual_end timestamptz,
  break_minutes integer NOT NULL DEFAULT 0 CHECK (break_minutes >= 0),
  -- Minutes worked, breaks taken off, beyond the minutes planned. 09:00-19:30, break 60, planned 480 -> 90.
  planned_minutes integer NOT NULL DEFAULT 480 CHECK (planned_minutes >= 0),
  overtime_minutes integer GENERATED ALWAYS AS (
    CASE WHEN actual_start IS NULL OR actual_end IS NULL THEN 0
    ELSE greatest(0, (extract(epoch FROM (actual_end - actual_start)) / 60)::integer - break_minutes - planned_minutes) END
  ) STORED,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT staff_shifts_scheduled CHECK (scheduled_end > scheduled_start),
  CONSTRAINT staff_shifts_actual CHECK (actual_end IS NULL OR actual_end >= actual_start)
);

CREATE TABLE operations.service_requests (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  stay_id uuid,
  unit_id uuid,
  category operations.request_category NOT NULL,
  priority operations.priority NOT NULL DEFAULT 'normal',
  status operations.request_status NOT NULL DEFAULT 'requested',
  description text NOT NULL CHECK (description <> ''),
  assigned_to uuid REFERENCES operations.staff (id) DEFERRABLE INITIALLY IMMEDIATE,
  requested_at timestamptz NOT NULL,
  acknowledged_at timestamptz,
  completed_at timestamptz,
  response_time_seconds integer GENERATED ALWAYS AS (
    extract(epoch FROM (acknowledged_at - requested_at))::integer) STORED,
  -- Acknowledged within 300 s is compliant.
  sla_compliant boolean GENERATED ALWAYS AS (
    CASE WHEN acknowledged_at IS NOT NULL THEN (acknowledged_at - requested_at) <= interval '5 minutes' ELSE false END
  ) STORED,
  guest_feedback jsonb,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT service_requests_order CHECK (acknowledged_at >= requested_at AND completed_at >= requested_at)
);

CREATE TABLE operations.incident_reports (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  type operations.incident_type NOT NULL,
  severity operations.severity NOT NULL,
  status operations.incident_status NOT NULL DEFAULT 'reported',
  occurred_at timestamptz NOT NULL,
  location text NOT NULL DEFAULT '',
  unit_id uuid,
  description text NOT NULL CHECK (description <> ''),
  -- [{"role": "guest"|"staff"|"other", "id"?: uuid, "name"?: text}]
  involved_parties jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(involved_parties) = 'array'),
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0)
);

CREATE TABLE operations.corrective_actions (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  incident_id uuid NOT NULL REFERENCES operations.incident_reports (id) DEFERRABLE INITIALLY IMMEDIATE,
  owner_id uuid NOT NULL REFERENCES operations.staff (id) DEFERRABLE INITIALLY IMMEDIATE,
  description text NOT NULL CHECK (description <> ''),
  status operations.action_status NOT NULL DEFAULT 'open',
  due_at timestamptz NOT NULL,
  completed_at timestamptz,
  verified_by uuid REFERENCES operations.staff (id) DEFERRABLE INITIALLY IMMEDIATE,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT corrective_actions_verified CHECK (status <> 'verified' OR verified_by IS NOT NULL)
);

CREATE TABLE operations.training_modules (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  code text NOT NULL CHECK (code <> ''),
  title text NOT NULL,
  pass_score smallint NOT NULL CHECK (pass_score BETWEEN 0 AND 100),
  validity_months smallint CHECK (validity_months > 0),
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT training_modules_code_key EXCLUDE USING btree (property_id WITH =, code WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE operations.training_enrollments (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  module_id uuid NOT NULL REFERENCES operations.training_modules (id) DEFERRABLE INITIALLY IMMEDIATE,
  staff_id uuid NOT NULL REFERENCES operations.staff (id) DEFERRABLE INITIALLY IMMEDIATE,
  status operations.enrollment_status NOT NULL DEFAULT 'enrolled',
  -- [{"at": timestamp, "score": 0-100}]
  attempts jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(attempts) = 'array'),
  score smallint CHECK (score BETWEEN 0 AND 100),
  certified_until date,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT training_enrollments_pair_key EXCLUDE USING btree (module_id WITH =, staff_id WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE operations.housekeeping_tasks (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  unit_id uuid NOT NULL,
  type operations.task_type NOT NULL,
  status operations.task_status NOT NULL DEFAULT 'pending',
  priority operations.priority NOT NULL DEFAULT 'normal',
  credits numeric NOT NULL DEFAULT 1 CHECK (credits > 0),
  assigned_to uuid REFERENCES operations.staff (id) DEFERRABLE INITIALLY IMMEDIATE,
  scheduled_date date NOT NULL,
  started_at timestamptz,
  completed_at timestamptz,
  inspected_by uuid REFERENCES operations.staff (id) DEFERRABLE INITIALLY IMMEDIATE,
  result text,
  notes text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT housekeeping_tasks_completed CHECK (status NOT IN ('completed', 'inspected_pass', 'inspected_fail') OR completed_at IS NOT NULL)
);

CREATE TABLE operations.maintenance_requests (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  unit_id uuid,
  asset text NOT NULL DEFAULT '',
  category operations.maintenance_category NOT NULL,
  severity operations.severity NOT NULL DEFAULT 'minor',
  status operations.maintenance_status NOT NULL DEFAULT 'reported',
  description text NOT NULL CHECK (description <> ''),
  reported_at timestamptz NOT NULL,
  assigned_to uuid REFERENCES operations.staff (id) DEFERRABLE INITIALLY IMMEDIATE,
  resolved_at timestamptz,
  cost shared.amount,
  currency shared.currency_code,
  blocks_unit boolean NOT NULL DEFAULT false,
  return_status property_mgmt.housekeeping_status,
  duplicate_of uuid REFERENCES operations.maintenance_requests (id) DEFERRABLE INITIALLY IMMEDIATE,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT maintenance_requests_cost CHECK ((cost IS NULL) = (currency IS NULL)),
  CONSTRAINT maintenance_requests_resolved CHECK (resolved_at >= reported_at)
);

CREATE INDEX staff_user_idx ON operations.staff (user_id);
CREATE INDEX staff_department_idx ON operations.staff (property_id, department) WHERE status = 'active' AND deleted_at IS NULL;
CREATE INDEX staff_shifts_property_idx ON operations.staff_shifts (property_id, scheduled_start);
CREATE INDEX staff_shifts_staff_idx ON operations.staff_shifts (staff_id, scheduled_start);
CREATE INDEX service_requests_open_idx ON operations.service_requests (property_id, requested_at) WHERE status NOT IN ('closed', 'cancelled') AND deleted_at IS NULL;
CREATE INDEX service_requests_hot_idx ON operations.service_requests (property_id) WHERE hot;
CREATE INDEX service_requests_stay_idx ON operations.service_requests (stay_id);
CREATE INDEX service_requests_unit_idx ON operations.service_requests (unit_id);
CREATE INDEX service_requests_assigned_idx ON operations.service_requests (assigned_to);
CREATE INDEX incident_reports_property_idx ON operations.incident_reports (property_id, occurred_at);
CREATE INDEX incident_reports_unit_idx ON operations.incident_reports (unit_id);
CREATE INDEX incident_reports_parties_idx ON operations.incident_reports USING gin (involved_parties jsonb_path_ops);
CREATE INDEX corrective_actions_property_idx ON operations.corrective_actions (property_id, due_at) WHERE status <> 'verified';
CREATE INDEX corrective_actions_incident_idx ON operations.corrective_actions (incident_id);
CREATE INDEX corrective_actions_owner_idx ON operations.corrective_actions (owner_id);
CREATE INDEX corrective_actions_verified_idx ON operations.corrective_actions (verified_by);
CREATE INDEX training_enrollments_property_idx ON operations.training_enrollments (property_id, certified_until);
CREATE INDEX training_enrollments_staff_idx ON operations.training_enrollments (staff_id);
CREATE INDEX housekeeping_tasks_board_idx ON operations.housekeeping_tasks (property_id, scheduled_date, status) WHERE deleted_at IS NULL;
CREATE INDEX housekeeping_tasks_unit_idx ON operations.housekeeping_tasks (unit_id, scheduled_date);
CREATE INDEX housekeeping_tasks_assigned_idx ON operations.housekeeping_tasks (assigned_to);
CREATE INDEX housekeeping_tasks_inspector_idx ON operations.housekeeping_tasks (inspected_by);
CREATE INDEX housekeeping_tasks_hot_idx ON operations.housekeeping_tasks (property_id) WHERE hot;
CREATE INDEX maintenance_requests_open_idx ON operations.maintenance_requests (property_id, reported_at) WHERE status NOT IN ('closed', 'duplicate', 'cancelled') AND deleted_at IS NULL;
CREATE INDEX maintenance_requests_unit_idx ON operations.maintenance_requests (unit_id);
CREATE INDEX maintenance_requests_assigned_idx ON operations.maintenance_requests (assigned_to);
CREATE INDEX maintenance_requests_duplicate_idx ON operations.maintenance_requests (duplicate_of);
CREATE INDEX maintenance_requests_hot_idx ON operations.maintenance_requests (property_id) WHERE hot;

CREATE TRIGGER guard_service_request_status BEFORE UPDATE OF status ON operations.service_requests
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'requested>acknowledged,cancelled', 'acknowledged>assigned,cancelled', 'assigned>in_progress,cancelled',
  'in_progress>completed,cancelled', 'completed>closed,pending_follow_up', 'pending_follow_up>closed');
CREATE TRIGGER guard_incident_status BEFORE UPDATE OF status ON operations.incident_reports
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'reported>under_investigation', 'under_investigation>action_required', 'action_required>resolved',
  'resolved>closed,reopened', 'reopened>under_investigation');
CREATE TRIGGER guard_action_status BEFORE UPDATE OF status ON operations.corrective_actions
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status', 'open>in_progress', 'in_progress>completed', 'completed>verified');
CREATE TRIGGER guard_task_status BEFORE UPDATE OF status ON operations.housekeeping_tasks
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'pending>assigned,in_progress,completed,dnd_skipped,service_declined,cancelled',
  'assigned>in_progress,completed,dnd_skipped,service_declined,cancelled',
  'in_progress>paused,completed,dnd_skipped,service_declined,cancelled', 'paused>in_progress,cancelled',
  'completed>inspected_pass,inspected_fail', 'inspected_fail>assigned');
CREATE TRIGGER guard_maintenance_status BEFORE UPDATE OF status ON operations.maintenance_requests
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'reported>triaged,duplicate,cancelled', 'triaged>assigned,duplicate,cancelled', 'assigned>in_progress,duplicate,cancelled',
  'in_progress>on_hold,resolved,cancelled', 'on_hold>in_progress,cancelled', 'resolved>verified', 'verified>closed,reopened',
  'reopened>triaged');

SELECT shared.stamp_tables_of('operations');

CREATE VIEW operations.v_sla_compliance WITH (security_invoker = true) AS
SELECT r.property_id, r.category, date_trunc('month', r.requested_at AT TIME ZONE p.timezone)::date AS month,
  count(*) AS requests, count(*) FILTER (WHERE r.sla_compliant) AS compliant,
  round(count(*) FILTER (WHERE r.sla_compliant)::numeric / count(*) * 100, 2) AS compliance_pct,
  round(avg(r.response_time_seconds), 0) AS mean_response_seconds
FROM operations.service_requests r JOIN property_mgmt.properties p ON p.id = r.property_id
WHERE r.deleted_at IS NULL AND r.status <> 'cancelled'
GROUP BY r.property_id, r.category, date_trunc('month', r.requested_at AT TIME ZONE p.timezone)::date;

CREATE VIEW operations.v_overtime WITH (security_invoker = true) AS
SELECT s.property_id, s.staff_id, f.display_name, date_trunc('month', s.scheduled_start AT TIME ZONE p.timezone)::date AS month,
  count(*) AS shifts, sum(s.overtime_minutes) AS overtime_minutes
FROM operations.staff_shifts s
JOIN operations.staff f ON f.id = s.staff_id
JOIN property_mgmt.properties p ON p.id = s.property_id
WHERE s.deleted_at IS NULL
GROUP BY s.property_id, s.staff_id, f.display_name, date_trunc('month', s.scheduled_start AT TIME ZONE p.timezone)::date;

CREATE VIEW operations.v_housekeeping_board WITH (security_invoker = true) AS
SELECT u.property_id, u.id AS unit_id, u.number, u.floor, u.wing, u.occupancy_status, u.housekeeping_status, u.block_status,
  t.id AS task_id, t.type AS task_type, t.status AS task_status, t.priority, t.credits, t.scheduled_date,
  t.assigned_to, f.display_name AS assigned_name
FROM property_mgmt.inventory_units u
LEFT JOIN operations.housekeeping_tasks t
  ON t.unit_id = u.id AND t.deleted_at IS NULL AND t.status NOT IN ('inspected_pass', 'cancelled')
LEFT JOIN operations.staff f ON f.id = t.assigned_to
WHERE u.deleted_at IS NULL;
