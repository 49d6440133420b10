-- The stores behind the menu: recipes, batches, what came in and went out. Its movements are the truth; what is left of a batch is derived.

CREATE TYPE fb.unit_of_measure AS ENUM ('g', 'kg', 'ml', 'l', 'piece', 'bottle', 'portion');
CREATE TYPE fb.stock_category AS ENUM ('dry', 'fresh', 'frozen', 'dairy', 'meat_fish', 'beverage', 'non_food');
CREATE TYPE fb.batch_status AS ENUM ('quarantined', 'available', 'depleted', 'expired', 'recalled', 'returned');
CREATE TYPE fb.movement_kind AS ENUM ('receipt', 'use', 'waste', 'count', 'transfer_in', 'transfer_out', 'return');
CREATE TYPE fb.waste_reason AS ENUM ('expired', 'spoiled', 'broken', 'overproduction', 'kitchen_error', 'guest_return', 'other');

CREATE TABLE fb.inventory_items (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  sku text NOT NULL CHECK (sku ~ '^[A-Z0-9_-]{2,24}$'),
  name text NOT NULL CHECK (name <> ''),
  category fb.stock_category NOT NULL,
  uom fb.unit_of_measure NOT NULL,
  -- What should stand there, and where it is ordered again.
  par_level numeric NOT NULL DEFAULT 0 CHECK (par_level >= 0),
  reorder_point numeric NOT NULL DEFAULT 0 CHECK (reorder_point >= 0),
  -- procurement.suppliers, another context: no foreign key.
  supplier_id uuid,
  -- What the movements that have cooled add up to: terminals no longer hold them.
  cooled_qty numeric NOT NULL DEFAULT 0,
  active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT inventory_items_levels CHECK (par_level >= reorder_point),
  CONSTRAINT inventory_items_sku_key EXCLUDE USING btree (property_id WITH =, sku WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

-- The recipe of one portion. yield_pct is what is left of the bought quantity after trimming and cooking.
CREATE TABLE fb.menu_item_ingredients (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  menu_item_id uuid NOT NULL REFERENCES fb.menu_items (id) DEFERRABLE INITIALLY IMMEDIATE,
  inventory_item_id uuid NOT NULL REFERENCES fb.inventory_items (id) DEFERRABLE INITIALLY IMMEDIATE,
  qty numeric NOT NULL CHECK (qty > 0),
  uom fb.unit_of_measure NOT NULL,
  yield_pct shared.percentage NOT NULL DEFAULT 100 CHECK (yield_pct > 0),
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT menu_item_ingredients_pair_key EXCLUDE USING btree (menu_item_id WITH =, inventory_item_id WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

-- One delivery of one item: a cost layer. qty_remaining and status are projected at the centre from the movements.
CREATE TABLE fb.stock_batches (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  inventory_item_id uuid NOT NULL REFERENCES fb.inventory_items (id) DEFERRABLE INITIALLY IMMEDIATE,
  batch_no text NOT NULL DEFAULT '',
  -- procurement.suppliers and procurement.goods_receipt_line_items: another context, no foreign keys.
  supplier_id uuid,
  receipt_line_id uuid,
  received_at timestamptz NOT NULL,
  expires_on date,
  qty_received numeric NOT NULL CHECK (qty_received > 0),
  qty_remaining numeric NOT NULL,
  -- For one unit of measure of the item.
  unit_cost shared.amount NOT NULL CHECK (unit_cost >= 0),
  currency shared.currency_code NOT NULL,
  status fb.batch_status NOT NULL DEFAULT 'available',
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT stock_batches_remaining CHECK (qty_remaining BETWEEN 0 AND qty_received AND (status <> 'depleted' OR qty_remaining = 0))
);

CREATE TABLE fb.waste_records (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  inventory_item_id uuid NOT NULL REFERENCES fb.inventory_items (id) DEFERRABLE INITIALLY IMMEDIATE,
  batch_id uuid REFERENCES fb.stock_batches (id) DEFERRABLE INITIALLY IMMEDIATE,
  qty numeric NOT NULL CHECK (qty > 0),
  reason fb.waste_reason NOT NULL,
  cost shared.amount NOT NULL CHECK (cost >= 0),
  currency shared.currency_code NOT NULL,
  occurred_at timestamptz NOT NULL,
  business_date date NOT NULL,
  note text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT waste_records_other_says_what CHECK (reason <> 'other' OR note <> '')
);

-- Stock is its movements: added, never changed. In is above zero, out below.
CREATE TABLE fb.stock_movements (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  inventory_item_id uuid NOT NULL REFERENCES fb.inventory_items (id) DEFERRABLE INITIALLY IMMEDIATE,
  -- Empty where nobody could say which batch it came from; the centre finds the layer.
  batch_id uuid REFERENCES fb.stock_batches (id) DEFERRABLE INITIALLY IMMEDIATE,
  kind fb.movement_kind NOT NULL,
  qty numeric NOT NULL,
  order_item_id uuid REFERENCES fb.fb_order_items (id) DEFERRABLE INITIALLY IMMEDIATE,
  waste_record_id uuid REFERENCES fb.waste_records (id) DEFERRABLE INITIALLY IMMEDIATE,
  occurred_at timestamptz NOT NULL,
  business_date date NOT NULL,
  note text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT stock_movements_direction CHECK (
    CASE WHEN kind IN ('receipt', 'transfer_in') THEN qty > 0 WHEN kind = 'count' THEN qty <> 0 ELSE qty < 0 END),
  CONSTRAINT stock_movements_waste CHECK ((kind = 'waste') = (waste_record_id IS NOT NULL))
);

CREATE INDEX inventory_items_supplier_idx ON fb.inventory_items (supplier_id);
CREATE INDEX menu_item_ingredients_property_idx ON fb.menu_item_ingredients (property_id);
CREATE INDEX menu_item_ingredients_stock_idx ON fb.menu_item_ingredients (inventory_item_id);
CREATE INDEX stock_batches_expiry_idx ON fb.stock_batches (property_id, expires_on) WHERE status = 'available' AND deleted_at IS NULL;
-- First in, first out.
CREATE INDEX stock_batches_layers_idx ON fb.stock_batches (inventory_item_id, received_at);
CREATE INDEX stock_batches_supplier_idx ON fb.stock_batches (supplier_id);
CREATE INDEX stock_batches_receipt_line_idx ON fb.stock_batches (receipt_line_id);
CREATE INDEX stock_batches_hot_idx ON fb.stock_batches (property_id) WHERE hot;
CREATE INDEX waste_records_day_idx ON fb.waste_records (property_id, business_date) WHERE deleted_at IS NULL;
CREATE INDEX waste_records_item_idx ON fb.waste_records (inventory_item_id);
CREATE INDEX waste_records_batch_idx ON fb.waste_records (batch_id);
CREATE INDEX waste_records_hot_idx ON fb.waste_records (property_id) WHERE hot;
CREATE INDEX stock_movements_item_idx ON fb.stock_movements (inventory_item_id, occurred_at);
CREATE INDEX stock_movements_batch_idx ON fb.stock_movements (batch_id);
CREATE INDEX stock_movements_order_item_idx ON fb.stock_movements (order_item_id) WHERE order_item_id IS NOT NULL;
CREATE INDEX stock_movements_waste_idx ON fb.stock_movements (waste_record_id) WHERE waste_record_id IS NOT NULL;
CREATE INDEX stock_movements_hot_idx ON fb.stock_movements (property_id, inventory_item_id) WHERE hot;

CREATE TRIGGER guard_stock_batch_status BEFORE UPDATE OF status ON fb.stock_batches
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'quarantined>available', 'available>depleted,expired,recalled,returned');

-- Only `hot` may change in what is append-only: the centre's daily job clears it.
CREATE TRIGGER append_only_update BEFORE UPDATE ON fb.stock_movements
FOR EACH ROW WHEN (to_jsonb(OLD) - 'hot' IS DISTINCT FROM to_jsonb(NEW) - 'hot') EXECUTE FUNCTION shared.forbid_mutation();
CREATE TRIGGER append_only_delete BEFORE DELETE ON fb.stock_movements
FOR EACH ROW EXECUTE FUNCTION shared.forbid_mutation();

-- What is expired leaves as waste, by a count, or not at all; what is held back or recalled is not cooked. SQLSTATE ST030.
CREATE FUNCTION fb.guard_batch_leaves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  batch record;
BEGIN
  SELECT b.status, b.expires_on INTO batch FROM fb.stock_batches b WHERE b.id = NEW.batch_id;
  IF batch.status = 'expired' OR batch.expires_on < NEW.business_date THEN
    RAISE EXCEPTION 'batch % is expired: it leaves as waste only', NEW.batch_id USING ERRCODE = 'ST030';
  END IF;
  IF NEW.kind <> 'return' AND batch.status IN ('quarantined', 'recalled') THEN
    RAISE EXCEPTION 'batch % is %: nothing of it may be used', NEW.batch_id, batch.status USING ERRCODE = 'ST030';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_batch_leaves BEFORE INSERT ON fb.stock_movements
FOR EACH ROW WHEN (NEW.batch_id IS NOT NULL AND NEW.kind IN ('use', 'transfer_out', 'return'))
EXECUTE FUNCTION fb.guard_batch_leaves();

-- All of fb, with the tables of V1.0.8.
SELECT shared.stamp_tables_of('fb');

-- What should stand on the shelf. Below zero means that somebody has to count.
CREATE VIEW fb.v_stock_on_hand WITH (security_invoker = true) AS
SELECT i.property_id, i.id AS inventory_item_id, i.sku, i.name, i.category, i.uom, i.par_level, i.reorder_point,
  i.cooled_qty + coalesce(m.qty, 0) AS on_hand,
  i.cooled_qty + coalesce(m.qty, 0) < 0 AS negative,
  i.cooled_qty + coalesce(m.qty, 0) <= i.reorder_point AS below_reorder_point,
  coalesce(b.value, 0) AS layer_value
FROM fb.inventory_items i
LEFT JOIN (SELECT inventory_item_id, sum(qty) AS qty FROM fb.stock_movements WHERE hot GROUP BY inventory_item_id) m
  ON m.inventory_item_id = i.id
LEFT JOIN (
  SELECT inventory_item_id, sum(qty_remaining * unit_cost) AS value FROM fb.stock_batches WHERE deleted_at IS NULL GROUP BY inventory_item_id
) b ON b.inventory_item_id = i.id
WHERE i.deleted_at IS NULL;

-- What must be used or thrown away within a week of the business date.
CREATE VIEW fb.v_expiring_batches WITH (security_invoker = true) AS
SELECT b.property_id, b.id AS batch_id, b.batch_no, i.id AS inventory_item_id, i.name, i.uom, b.qty_remaining, b.expires_on,
  b.expires_on - d.business_date AS days_left, b.expires_on < d.business_date AS expired,
  round(b.qty_remaining * b.unit_cost, c.minor_units) AS value, b.currency
FROM fb.stock_batches b
JOIN fb.inventory_items i ON i.id = b.inventory_item_id
JOIN shared.currencies c ON c.code = b.currency
JOIN property_mgmt.v_business_dates d ON d.property_id = b.property_id
WHERE b.status = 'available' AND b.qty_remaining > 0 AND b.expires_on <= d.business_date + 7 AND b.deleted_at IS NULL;
