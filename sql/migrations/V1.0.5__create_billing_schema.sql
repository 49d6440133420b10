-- What guests owe and pay: folios and their lines, payments, refunds, chargebacks, and the documents that the tax office sees.

CREATE SCHEMA IF NOT EXISTS billing;

CREATE TYPE billing.revenue_group AS ENUM ('rooms', 'food_beverage', 'minor_operated', 'miscellaneous', 'non_revenue');
CREATE TYPE billing.transaction_kind AS ENUM ('charge', 'fee', 'tax', 'discount', 'transfer');
CREATE TYPE billing.folio_type AS ENUM ('guest', 'master', 'house', 'deposit', 'post_departure', 'city_ledger', 'suspense');
CREATE TYPE billing.folio_status AS ENUM (
  'open', 'settled', 'closed', 'transferred_to_city_ledger', 'closed_with_balance', 'reopened', 'void'
);
CREATE TYPE billing.line_kind AS ENUM ('charge', 'adjustment', 'reversal', 'transfer_out', 'transfer_in');
CREATE TYPE billing.line_origin AS ENUM ('desk', 'outlet', 'housekeeping', 'night', 'channel', 'centre');
CREATE TYPE billing.payment_method AS ENUM ('cash', 'card_slip', 'card', 'bank_transfer', 'voucher', 'deposit', 'city_ledger');
CREATE TYPE billing.payment_status AS ENUM (
  'initiated', 'authorized', 'captured', 'queued_offline', 'failed', 'cancelled', 'declined', 'released', 'expired',
  'partially_refunded', 'refunded', 'charged_back'
);
CREATE TYPE billing.refund_status AS ENUM ('requested', 'approved', 'processing', 'completed', 'failed', 'rejected');
CREATE TYPE billing.chargeback_status AS ENUM ('inquiry', 'needs_response', 'under_review', 'won', 'lost', 'accepted', 'expired');
CREATE TYPE billing.chargeback_reason AS ENUM ('fraud', 'not_as_described', 'cancelled', 'duplicate', 'not_received', 'other');
CREATE TYPE billing.document_type AS ENUM ('invoice', 'credit_note');
CREATE TYPE billing.invoice_status AS ENUM ('draft', 'pending_number', 'issued', 'paid', 'partially_paid', 'overdue', 'credited');
CREATE TYPE billing.shift_status AS ENUM ('open', 'closed', 'approved');
CREATE DOMAIN billing.sha256_hex AS text CHECK (VALUE ~ '^[0-9a-f]{64}$');
CREATE DOMAIN billing.tax_code AS text CHECK (VALUE ~ '^[A-Z0-9_]{1,16}$');

-- One row is one version of a rule; a new rate is a new row. Lines are stamped with the version that they were taxed by.
CREATE TABLE billing.tax_rules (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  code billing.tax_code NOT NULL,
  rule_version integer NOT NULL CHECK (rule_version > 0),
  name text NOT NULL CHECK (name <> ''),
  -- 6 is 6 %. Half up, once per line.
  rate_pct shared.percentage NOT NULL,
  valid daterange NOT NULL CHECK (NOT isempty(valid)),
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT tax_rules_version_key EXCLUDE USING btree (property_id WITH =, code WITH =, rule_version WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE,
  -- On any day one version of a rule holds.
  CONSTRAINT tax_rules_one_a_day EXCLUDE USING gist (property_id WITH =, (code::text) WITH =, valid WITH &&) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE billing.transaction_codes (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  code text NOT NULL CHECK (code ~ '^[A-Z0-9_-]{1,16}$'),
  name text NOT NULL CHECK (name <> ''),
  kind billing.transaction_kind NOT NULL DEFAULT 'charge',
  revenue_group billing.revenue_group NOT NULL,
  -- Which tax rule applies; its version is chosen by the business date of the line.
  tax_code billing.tax_code,
  active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT transaction_codes_code_key EXCLUDE USING btree (property_id WITH =, code WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE billing.cash_drawers (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  code text NOT NULL CHECK (code ~ '^[A-Z0-9_-]{1,16}$'),
  name text NOT NULL CHECK (name <> ''),
  currency shared.currency_code NOT NULL,
  -- The terminal that owns it; null: none at the moment.
  terminal_id uuid,
  active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT cash_drawers_code_key EXCLUDE USING btree (property_id WITH =, code WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

-- One person at one drawer, from the float that was counted in to the cash that was counted out.
CREATE TABLE billing.cashier_shifts (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  drawer_id uuid NOT NULL REFERENCES billing.cash_drawers (id) DEFERRABLE INITIALLY IMMEDIATE,
  -- shared.users, another context: no foreign key.
  user_id uuid NOT NULL,
  status billing.shift_status NOT NULL DEFAULT 'open',
  business_date date NOT NULL,
  currency shared.currency_code NOT NULL,
  opened_at timestamptz NOT NULL,
  opening_float shared.amount NOT NULL CHECK (opening_float >= 0),
  closed_at timestamptz,
  counted shared.amount CHECK (counted >= 0),
  -- What the drawer should have held, as it was known when it was counted.
  expected shared.amount,
  note text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT cashier_shifts_closed CHECK (
    (status = 'open') = (closed_at IS NULL) AND (closed_at IS NULL) = (counted IS NULL) AND (closed_at IS NULL) = (expected IS NULL)),
  CONSTRAINT cashier_shifts_order CHECK (closed_at >= opened_at),
  CONSTRAINT cashier_shifts_one_open EXCLUDE USING btree (drawer_id WITH =) WHERE (status = 'open' AND deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE billing.folios (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  folio_no text NOT NULL CHECK (folio_no <> ''),
  type billing.folio_type NOT NULL DEFAULT 'guest',
  -- A reservation's folio has windows 1, 2, ...: who pays for what.
  window_no smallint NOT NULL DEFAULT 1 CHECK (window_no BETWEEN 1 AND 99),
  status billing.folio_status NOT NULL DEFAULT 'open',
  -- reservation.reservations, guest.stays and guest.profiles: other contexts, no foreign keys.
  reservation_id uuid,
  stay_id uuid,
  profile_id uuid,
  -- Who pays, as it is printed.
  holder text NOT NULL CHECK (holder <> ''),
  currency shared.currency_code NOT NULL,
  -- Null: no limit.
  credit_limit shared.amount CHECK (credit_limit >= 0),
  opened_at timestamptz NOT NULL DEFAULT shared.command_time(),
  closed_at timestamptz,
  close_reason text CHECK (close_reason <> ''),
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT folios_folio_no_key EXCLUDE USING btree (property_id WITH =, folio_no WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE,
  CONSTRAINT folios_window_key EXCLUDE USING btree (reservation_id WITH =, type WITH =, window_no WITH =)
    WHERE (reservation_id IS NOT NULL AND status <> 'void' AND deleted_at IS NULL) DEFERRABLE INITIALLY IMMEDIATE,
  CONSTRAINT folios_balance_reason CHECK (status <> 'closed_with_balance' OR close_reason IS NOT NULL),
  CONSTRAINT folios_closed_at CHECK ((status IN ('open', 'reopened', 'settled')) = (closed_at IS NULL))
);

-- Append-only: what was posted is only ever adjusted, transferred or reversed by further lines.
CREATE TABLE billing.folio_line_items (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  -- The one column that may change: a settled folio leaves the terminals.
  hot boolean NOT NULL DEFAULT true,
  folio_id uuid NOT NULL REFERENCES billing.folios (id) DEFERRABLE INITIALLY IMMEDIATE,
  kind billing.line_kind NOT NULL DEFAULT 'charge',
  business_date date NOT NULL,
  posted_at timestamptz NOT NULL DEFAULT shared.command_time(),
  transaction_code_id uuid NOT NULL REFERENCES billing.transaction_codes (id) DEFERRABLE INITIALLY IMMEDIATE,
  description text NOT NULL CHECK (description <> ''),
  qty numeric NOT NULL DEFAULT 1 CHECK (qty <> 0),
  unit_price shared.amount NOT NULL,
  net shared.amount NOT NULL,
  tax shared.amount NOT NULL DEFAULT 0,
  gross shared.amount NOT NULL,
  currency shared.currency_code NOT NULL,
  tax_rule_id uuid REFERENCES billing.tax_rules (id) DEFERRABLE INITIALLY IMMEDIATE,
  tax_rule_version integer CHECK (tax_rule_version > 0),
  origin billing.line_origin NOT NULL DEFAULT 'desk',
  -- What it was posted for: an order of an outlet, a night of a reservation.
  source_id uuid,
  reverses_id uuid REFERENCES billing.folio_line_items (id) DEFERRABLE INITIALLY IMMEDIATE,
  -- Its business date was closed when it came: it stands on the open one.
  late_posting boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  -- Always 1: rows are added, never changed.
  version integer NOT NULL DEFAULT 1 CHECK (version = 1),
  CONSTRAINT folio_line_items_sum CHECK (gross = net + tax),
  CONSTRAINT folio_line_items_tax_rule CHECK (
    (tax_rule_id IS NULL) = (tax_rule_version IS NULL) AND (tax_rule_id IS NOT NULL OR tax = 0)),
  CONSTRAINT folio_line_items_reverses CHECK (kind = 'charge' OR kind = 'adjustment' OR reverses_id IS NOT NULL),
  -- A line is taken back or carried away once.
  CONSTRAINT folio_line_items_reversed_once EXCLUDE USING btree (reverses_id WITH =) WHERE (kind IN ('reversal', 'transfer_out'))
    DEFERRABLE INITIALLY IMMEDIATE,
  CONSTRAINT folio_line_items_carried_once EXCLUDE USING btree (reverses_id WITH =) WHERE (kind = 'transfer_in')
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE billing.payments (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  folio_id uuid NOT NULL REFERENCES billing.folios (id) DEFERRABLE INITIALLY IMMEDIATE,
  method billing.payment_method NOT NULL,
  status billing.payment_status NOT NULL,
  business_date date NOT NULL,
  received_at timestamptz NOT NULL DEFAULT shared.command_time(),
  -- In the folio's currency.
  amount shared.amount NOT NULL CHECK (amount > 0),
  currency shared.currency_code NOT NULL,
  -- What the guest handed over where it was other money: tendered = amount * fx_rate, as the desk rounded it.
  tendered shared.amount CHECK (tendered > 0),
  tendered_currency shared.currency_code,
  fx_rate numeric CHECK (fx_rate > 0),
  -- The slip of the card terminal, the transfer's reference. Never a card number.
  terminal_ref text CHECK (terminal_ref <> ''),
  cashier_shift_id uuid REFERENCES billing.cashier_shifts (id) DEFERRABLE INITIALLY IMMEDIATE,
  offline boolean NOT NULL DEFAULT false,
  failure_reason text,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT payments_tendered CHECK (num_nulls(tendered, tendered_currency, fx_rate) IN (0, 3)),
  CONSTRAINT payments_cash_has_shift CHECK (method <> 'cash' OR cashier_shift_id IS NOT NULL),
  CONSTRAINT payments_slip_has_ref CHECK (method <> 'card_slip' OR terminal_ref IS NOT NULL),
  CONSTRAINT payments_queued_is_card CHECK (status <> 'queued_offline' OR method IN ('card', 'card_slip')),
  CONSTRAINT payments_no_card_number CHECK (regexp_replace(coalesce(terminal_ref, ''), '[ -]', '', 'g') !~ '[0-9]{13}'),
  -- Money that was taken does not go away: it is cancelled, refunded or declined.
  CONSTRAINT payments_kept CHECK (deleted_at IS NULL)
);

CREATE TABLE billing.refunds (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  payment_id uuid NOT NULL REFERENCES billing.payments (id) DEFERRABLE INITIALLY IMMEDIATE,
  status billing.refund_status NOT NULL DEFAULT 'requested',
  amount shared.amount NOT NULL CHECK (amount > 0),
  currency shared.currency_code NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  business_date date NOT NULL,
  requested_at timestamptz NOT NULL DEFAULT shared.command_time(),
  -- shared.users, another context: no foreign key.
  approved_by uuid,
  completed_at timestamptz,
  cashier_shift_id uuid REFERENCES billing.cashier_shifts (id) DEFERRABLE INITIALLY IMMEDIATE,
  terminal_ref text CHECK (terminal_ref <> ''),
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT refunds_approved CHECK (status IN ('requested', 'rejected') OR approved_by IS NOT NULL),
  CONSTRAINT refunds_completed CHECK ((status = 'completed') = (completed_at IS NOT NULL)),
  CONSTRAINT refunds_kept CHECK (deleted_at IS NULL)
);

CREATE TABLE billing.chargebacks (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  payment_id uuid NOT NULL REFERENCES billing.payments (id) DEFERRABLE INITIALLY IMMEDIATE,
  network_ref text NOT NULL CHECK (network_ref <> ''),
  reason billing.chargeback_reason NOT NULL,
  status billing.chargeback_status NOT NULL DEFAULT 'inquiry',
  amount shared.amount NOT NULL CHECK (amount > 0),
  currency shared.currency_code NOT NULL,
  opened_at timestamptz NOT NULL,
  respond_by date NOT NULL,
  decided_at timestamptz,
  note text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT chargebacks_network_ref_key EXCLUDE USING btree (property_id WITH =, network_ref WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE,
  CONSTRAINT chargebacks_decided CHECK ((status IN ('won', 'lost', 'accepted')) = (decided_at IS NOT NULL))
);

-- Who may number which documents: one terminal, one document type, one fiscal year. The count itself is the terminal's, in the
-- transaction that issues; it never comes from blocks, so that a series has no gaps.
CREATE TABLE billing.document_series (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  document_type billing.document_type NOT NULL,
  terminal_id uuid NOT NULL,
  fiscal_year smallint NOT NULL CHECK (fiscal_year BETWEEN 2000 AND 2999),
  -- 'LISA26' makes 'LISA26-000123': 16 characters at most.
  prefix text NOT NULL CHECK (prefix ~ '^[A-Z0-9]{2,9}$'),
  closed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT document_series_owner_key EXCLUDE USING btree (
    property_id WITH =, document_type WITH =, terminal_id WITH =, fiscal_year WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE,
  CONSTRAINT document_series_prefix_key EXCLUDE USING btree (property_id WITH =, prefix WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

-- Frozen once issued, never deleted; what was wrong is corrected by a credit note.
CREATE TABLE billing.invoices (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  folio_id uuid NOT NULL REFERENCES billing.folios (id) DEFERRABLE INITIALLY IMMEDIATE,
  type billing.document_type NOT NULL DEFAULT 'invoice',
  -- The invoice that a credit note takes back.
  corrects_id uuid REFERENCES billing.invoices (id) DEFERRABLE INITIALLY IMMEDIATE,
  status billing.invoice_status NOT NULL DEFAULT 'draft',
  series_id uuid REFERENCES billing.document_series (id) DEFERRABLE INITIALLY IMMEDIATE,
  -- The prefix of its series, frozen.
  series text CHECK (series ~ '^[A-Z0-9]{2,9}$'),
  number integer CHECK (number BETWEEN 1 AND 999999),
  document_no text GENERATED ALWAYS AS (series || '-' || lpad(number::text, 6, '0')) STORED,
  issued_at timestamptz,
  business_date date NOT NULL,
  due_on date,
  -- {"name", "address"}: as it is printed. The tax number travels as ciphertext only.
  bill_to jsonb NOT NULL CHECK (jsonb_typeof(bill_to) = 'object'),
  bill_to_tax_id_enc bytea,
  currency shared.currency_code NOT NULL,
  net_total shared.amount NOT NULL,
  tax_total shared.amount NOT NULL,
  gross_total shared.amount NOT NULL,
  -- [{"code", "rate_pct", "net", "tax"}]
  tax_breakdown jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(tax_breakdown) = 'array'),
  -- The lines as they are printed: [{"line_id", "date", "description", "qty", "net", "tax", "gross"}]
  lines jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(lines) = 'array'),
  -- SHA-256 over this document and the hash of the one before it in its series; the first has none before it.
  prev_hash billing.sha256_hex,
  hash billing.sha256_hex,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT invoices_sum CHECK (gross_total = net_total + tax_total),
  CONSTRAINT invoices_numbered CHECK (
    CASE WHEN status IN ('draft', 'pending_number') THEN num_nonnulls(series_id, series, number, issued_at, hash, prev_hash) = 0
    ELSE num_nulls(series_id, series, number, issued_at, hash) = 0 END),
  CONSTRAINT invoices_chained CHECK (number IS NULL OR (number = 1) = (prev_hash IS NULL)),
  CONSTRAINT invoices_credit_note CHECK ((type = 'credit_note') = (corrects_id IS NOT NULL)),
  CONSTRAINT invoices_kept CHECK (deleted_at IS NULL),
  CONSTRAINT invoices_number_key EXCLUDE USING btree (series_id WITH =, number WITH =) WHERE (number IS NOT NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX transaction_codes_tax_idx ON billing.transaction_codes (property_id, tax_code) WHERE active AND deleted_at IS NULL;
CREATE INDEX cash_drawers_terminal_idx ON billing.cash_drawers (terminal_id);
CREATE INDEX cashier_shifts_day_idx ON billing.cashier_shifts (property_id, business_date) WHERE deleted_at IS NULL;
CREATE INDEX cashier_shifts_drawer_idx ON billing.cashier_shifts (drawer_id, opened_at);
CREATE INDEX cashier_shifts_user_idx ON billing.cashier_shifts (user_id);
CREATE INDEX cashier_shifts_hot_idx ON billing.cashier_shifts (property_id) WHERE hot;
CREATE INDEX folios_open_idx ON billing.folios (property_id, type) WHERE status IN ('open', 'reopened', 'settled') AND deleted_at IS NULL;
CREATE INDEX folios_reservation_idx ON billing.folios (reservation_id);
CREATE INDEX folios_stay_idx ON billing.folios (stay_id);
CREATE INDEX folios_profile_idx ON billing.folios (profile_id);
CREATE INDEX folios_hot_idx ON billing.folios (property_id) WHERE hot;
CREATE INDEX folio_line_items_folio_idx ON billing.folio_line_items (folio_id, business_date);
CREATE INDEX folio_line_items_day_idx ON billing.folio_line_items (property_id, business_date);
CREATE INDEX folio_line_items_code_idx ON billing.folio_line_items (transaction_code_id);
CREATE INDEX folio_line_items_tax_rule_idx ON billing.folio_line_items (tax_rule_id);
CREATE INDEX folio_line_items_source_idx ON billing.folio_line_items (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX folio_line_items_reverses_idx ON billing.folio_line_items (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX folio_line_items_hot_idx ON billing.folio_line_items (property_id) WHERE hot;
CREATE INDEX payments_folio_idx ON billing.payments (folio_id);
CREATE INDEX payments_day_idx ON billing.payments (property_id, business_date);
CREATE INDEX payments_queued_idx ON billing.payments (property_id) WHERE status IN ('queued_offline', 'authorized');
CREATE INDEX payments_shift_idx ON billing.payments (cashier_shift_id);
CREATE INDEX payments_hot_idx ON billing.payments (property_id) WHERE hot;
CREATE INDEX refunds_payment_idx ON billing.refunds (payment_id);
CREATE INDEX refunds_waiting_idx ON billing.refunds (property_id, requested_at) WHERE status IN ('requested', 'approved', 'processing');
CREATE INDEX refunds_shift_idx ON billing.refunds (cashier_shift_id);
CREATE INDEX refunds_hot_idx ON billing.refunds (property_id) WHERE hot;
CREATE INDEX chargebacks_payment_idx ON billing.chargebacks (payment_id);
CREATE INDEX chargebacks_due_idx ON billing.chargebacks (property_id, respond_by) WHERE status IN ('inquiry', 'needs_response');
CREATE INDEX chargebacks_hot_idx ON billing.chargebacks (property_id) WHERE hot;
CREATE INDEX document_series_terminal_idx ON billing.document_series (terminal_id, fiscal_year);
CREATE INDEX invoices_folio_idx ON billing.invoices (folio_id);
CREATE INDEX invoices_corrects_idx ON billing.invoices (corrects_id) WHERE corrects_id IS NOT NULL;
CREATE INDEX invoices_series_idx ON billing.invoices (series_id, number DESC);
CREATE INDEX invoices_day_idx ON billing.invoices (property_id, business_date);
CREATE INDEX invoices_due_idx ON billing.invoices (property_id, due_on) WHERE status IN ('issued', 'partially_paid', 'overdue');
CREATE INDEX invoices_hot_idx ON billing.invoices (property_id) WHERE hot;
