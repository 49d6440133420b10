-- Procurement: from whom the house buys, what was ordered, and what came to the dock.

CREATE SCHEMA IF NOT EXISTS procurement;

CREATE TYPE procurement.supplier_status AS ENUM ('prospect', 'active', 'suspended', 'retired');
CREATE TYPE procurement.certification_type AS ENUM ('haccp', 'iso_22000', 'organic', 'halal', 'kosher', 'msc', 'insurance', 'other');
CREATE TYPE procurement.purchase_order_status AS ENUM (
  'draft', 'submitted', 'approved', 'sent', 'partially_received', 'received', 'invoiced', 'closed', 'rejected', 'cancelled'
);
CREATE TYPE procurement.quality_check AS ENUM ('not_checked', 'passed', 'conditional', 'failed');

CREATE TABLE procurement.suppliers (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  code text NOT NULL CHECK (code ~ '^[A-Z0-9_-]{2,24}$'),
  name text NOT NULL CHECK (name <> ''),
  status procurement.supplier_status NOT NULL DEFAULT 'prospect',
  tax_id_enc bytea,
  address shared.address,
  contact shared.contact_info,
  currency shared.currency_code NOT NULL,
  payment_terms_days smallint NOT NULL DEFAULT 30 CHECK (payment_terms_days >= 0),
  lead_time_days smallint NOT NULL DEFAULT 1 CHECK (lead_time_days >= 0),
  min_order shared.amount NOT NULL DEFAULT 0 CHECK (min_order >= 0),
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT suppliers_code_key EXCLUDE USING btree (property_id WITH =, code WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE procurement.supplier_certifications (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  supplier_id uuid NOT NULL REFERENCES procurement.suppliers (id) DEFERRABLE INITIALLY IMMEDIATE,
  type procurement.certification_type NOT NULL,
  certificate_no text NOT NULL CHECK (certificate_no <> ''),
  issuer text NOT NULL DEFAULT '',
  valid_from date NOT NULL,
  valid_until date NOT NULL,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT supplier_certifications_validity CHECK (valid_until >= valid_from),
  CONSTRAINT supplier_certifications_no_key EXCLUDE USING btree (supplier_id WITH =, type WITH =, certificate_no WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

-- No totals: procurement.v_open_purchase_orders adds the lines up.
CREATE TABLE procurement.purchase_orders (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  po_no text NOT NULL CHECK (po_no <> ''),
  supplier_id uuid NOT NULL REFERENCES procurement.suppliers (id) DEFERRABLE INITIALLY IMMEDIATE,
  status procurement.purchase_order_status NOT NULL DEFAULT 'draft',
  currency shared.currency_code NOT NULL,
  expected_on date,
  -- How much more than ordered the dock may take before the buyer looks at it. Goods that are there are never refused for it.
  tolerance_pct shared.percentage NOT NULL DEFAULT 5,
  submitted_at timestamptz,
  approved_at timestamptz,
  -- shared.users, another context: no foreign key.
  approved_by uuid,
  sent_at timestamptz,
  closed_at timestamptz,
  notes text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT purchase_orders_approved CHECK (
    status IN ('draft', 'submitted', 'rejected', 'cancelled') OR approved_at IS NOT NULL AND approved_by IS NOT NULL),
  CONSTRAINT purchase_orders_closed CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
  CONSTRAINT purchase_orders_po_no_key EXCLUDE USING btree (property_id WITH =, po_no WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE procurement.po_line_items (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  purchase_order_id uuid NOT NULL REFERENCES procurement.purchase_orders (id) DEFERRABLE INITIALLY IMMEDIATE,
  line_no smallint NOT NULL CHECK (line_no > 0),
  -- fb.inventory_items, another context: no foreign key. Empty for what the stores do not keep.
  inventory_item_id uuid,
  description text NOT NULL CHECK (description <> ''),
  qty numeric NOT NULL CHECK (qty > 0),
  uom fb.unit_of_measure NOT NULL,
  unit_price shared.amount NOT NULL CHECK (unit_price >= 0),
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT po_line_items_line_key EXCLUDE USING btree (purchase_order_id WITH =, line_no WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

-- What came, as the dock saw it: with or without an order.
CREATE TABLE procurement.goods_receipts (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  gr_no text NOT NULL CHECK (gr_no <> ''),
  supplier_id uuid NOT NULL REFERENCES procurement.suppliers (id) DEFERRABLE INITIALLY IMMEDIATE,
  purchase_order_id uuid REFERENCES procurement.purchase_orders (id) DEFERRABLE INITIALLY IMMEDIATE,
  delivery_note_no text NOT NULL CHECK (delivery_note_no <> ''),
  received_at timestamptz NOT NULL,
  business_date date NOT NULL,
  -- The buyer's look at what was not as ordered.
  reviewed_at timestamptz,
  review_note text CHECK (review_note <> ''),
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT goods_receipts_review CHECK ((reviewed_at IS NULL) = (review_note IS NULL)),
  CONSTRAINT goods_receipts_gr_no_key EXCLUDE USING btree (property_id WITH =, gr_no WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE,
  -- A delivery that two people took in is one delivery.
  CONSTRAINT goods_receipts_delivery_note_key EXCLUDE USING btree (supplier_id WITH =, delivery_note_no WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE procurement.goods_receipt_line_items (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  goods_receipt_id uuid NOT NULL REFERENCES procurement.goods_receipts (id) DEFERRABLE INITIALLY IMMEDIATE,
  po_line_id uuid REFERENCES procurement.po_line_items (id) DEFERRABLE INITIALLY IMMEDIATE,
  inventory_item_id uuid,
  description text NOT NULL CHECK (description <> ''),
  uom fb.unit_of_measure NOT NULL,
  qty_received numeric NOT NULL CHECK (qty_received > 0),
  qty_accepted numeric NOT NULL CHECK (qty_accepted >= 0),
  qty_rejected numeric NOT NULL DEFAULT 0 CHECK (qty_rejected >= 0),
  reject_reason text CHECK (reject_reason <> ''),
  quality_check procurement.quality_check NOT NULL DEFAULT 'not_checked',
  temperature_c numeric CHECK (temperature_c BETWEEN -80 AND 100),
  batch_no text NOT NULL DEFAULT '',
  expires_on date,
  unit_cost shared.amount NOT NULL CHECK (unit_cost >= 0),
  currency shared.currency_code NOT NULL,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT goods_receipt_line_items_sum CHECK (qty_accepted + qty_rejected = qty_received),
  CONSTRAINT goods_receipt_line_items_rejected CHECK ((qty_rejected > 0) = (reject_reason IS NOT NULL)),
  CONSTRAINT goods_receipt_line_items_failed CHECK (quality_check <> 'failed' OR qty_accepted = 0)
);

CREATE INDEX suppliers_name_idx ON procurement.suppliers (property_id, name) WHERE deleted_at IS NULL;
CREATE INDEX supplier_certifications_due_idx ON procurement.supplier_certifications (property_id, valid_until) WHERE deleted_at IS NULL;
CREATE INDEX purchase_orders_open_idx ON procurement.purchase_orders (property_id, expected_on)
  WHERE status IN ('approved', 'sent', 'partially_received') AND deleted_at IS NULL;
CREATE INDEX purchase_orders_supplier_idx ON procurement.purchase_orders (supplier_id);
CREATE INDEX purchase_orders_hot_idx ON procurement.purchase_orders (property_id) WHERE hot;
CREATE INDEX po_line_items_item_idx ON procurement.po_line_items (inventory_item_id);
CREATE INDEX po_line_items_hot_idx ON procurement.po_line_items (property_id) WHERE hot;
CREATE INDEX goods_receipts_day_idx ON procurement.goods_receipts (property_id, business_date) WHERE deleted_at IS NULL;
CREATE INDEX goods_receipts_order_idx ON procurement.goods_receipts (purchase_order_id);
CREATE INDEX goods_receipts_hot_idx ON procurement.goods_receipts (property_id) WHERE hot;
CREATE INDEX goods_receipt_line_items_receipt_idx ON procurement.goods_receipt_line_items (goods_receipt_id);
CREATE INDEX goods_receipt_line_items_po_line_idx ON procurement.goods_receipt_line_items (po_line_id);
CREATE INDEX goods_receipt_line_items_item_idx ON procurement.goods_receipt_line_items (inventory_item_id);
CREATE INDEX goods_receipt_line_items_hot_idx ON procurement.goods_receipt_line_items (property_id) WHERE hot;

CREATE TRIGGER guard_supplier_status BEFORE UPDATE OF status ON procurement.suppliers
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'prospect>active,retired', 'active>suspended,retired', 'suspended>active,retired');
CREATE TRIGGER guard_purchase_order_status BEFORE UPDATE OF status ON procurement.purchase_orders
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'draft>submitted,cancelled', 'submitted>approved,rejected,cancelled', 'approved>sent,cancelled', 'sent>partially_received,cancelled',
  'partially_received>received', 'received>invoiced', 'invoiced>closed');

SELECT shared.stamp_tables_of('procurement');

-- How much of each ordered line has come. Over-received is a flag for the buyer.
CREATE VIEW procurement.v_po_line_receipts WITH (security_invoker = true) AS
SELECT l.property_id, l.purchase_order_id, l.id AS po_line_id, l.line_no, l.inventory_item_id, l.description, l.uom, l.qty AS ordered,
  coalesce(sum(r.qty_received), 0) AS received, coalesce(sum(r.qty_accepted), 0) AS accepted,
  greatest(l.qty - coalesce(sum(r.qty_accepted), 0), 0) AS outstanding,
  coalesce(sum(r.qty_accepted), 0) > l.qty * (1 + o.tolerance_pct / 100) AS over_tolerance,
  l.qty * l.unit_price AS line_total
FROM procurement.po_line_items l
JOIN procurement.purchase_orders o ON o.id = l.purchase_order_id
LEFT JOIN procurement.goods_receipt_line_items r ON r.po_line_id = l.id AND r.deleted_at IS NULL
WHERE l.deleted_at IS NULL AND o.deleted_at IS NULL
GROUP BY l.id, o.tolerance_pct;

-- Orders that the dock still waits for.
CREATE VIEW procurement.v_open_purchase_orders WITH (security_invoker = true) AS
SELECT o.property_id, o.id AS purchase_order_id, o.po_no, o.status, o.supplier_id, s.name AS supplier_name, o.currency, o.expected_on,
  o.expected_on < d.business_date AS late, count(l.po_line_id) AS lines, count(l.po_line_id) FILTER (WHERE l.outstanding > 0) AS open_lines,
  round(coalesce(sum(l.line_total), 0), c.minor_units) AS total, coalesce(bool_or(l.over_tolerance), false) AS over_received
FROM procurement.purchase_orders o
JOIN procurement.suppliers s ON s.id = o.supplier_id
JOIN shared.currencies c ON c.code = o.currency
JOIN property_mgmt.v_business_dates d ON d.property_id = o.property_id
LEFT JOIN procurement.v_po_line_receipts l ON l.purchase_order_id = o.id
WHERE o.status IN ('approved', 'sent', 'partially_received') AND o.deleted_at IS NULL
GROUP BY o.id, s.name, d.business_date, c.minor_units;

-- Papers of suppliers that run out within a month of the business date, or have.
CREATE VIEW procurement.v_expiring_certifications WITH (security_invoker = true) AS
SELECT k.property_id, k.id AS certification_id, k.supplier_id, s.name AS supplier_name, k.type, k.certificate_no, k.valid_until,
  k.valid_until - d.business_date AS days_left
FROM procurement.supplier_certifications k
JOIN procurement.suppliers s ON s.id = k.supplier_id AND s.status = 'active' AND s.deleted_at IS NULL
JOIN property_mgmt.v_business_dates d ON d.property_id = k.property_id
WHERE k.valid_until <= d.business_date + 30 AND k.deleted_at IS NULL;
