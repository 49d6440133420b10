-- Food and beverage: what is sold where, what was ordered, what the kitchen was told, and what the stores hold.

CREATE SCHEMA IF NOT EXISTS fb;

CREATE TYPE fb.outlet_kind AS ENUM ('restaurant', 'bar', 'room_service', 'pool_bar', 'banquet', 'minibar');
CREATE TYPE fb.menu_category AS ENUM ('breakfast', 'starter', 'soup', 'main', 'side', 'dessert', 'snack', 'hot_drink', 'soft_drink', 'beer', 'wine', 'spirit', 'cocktail');
-- The fourteen of Regulation (EU) 1169/2011, annex II.
CREATE TYPE fb.allergen AS ENUM (
  'gluten', 'crustaceans', 'eggs', 'fish', 'peanuts', 'soybeans', 'milk', 'nuts', 'celery', 'mustard', 'sesame', 'sulphites', 'lupin', 'molluscs'
);
-- Where a line is made. What nobody makes (a bottle from the shelf) has the station 'none' and is on no ticket.
CREATE TYPE fb.prep_station AS ENUM ('kitchen', 'grill', 'cold', 'pastry', 'bar', 'none');
CREATE TYPE fb.order_type AS ENUM ('table', 'room', 'counter', 'takeaway');
CREATE TYPE fb.order_status AS ENUM ('draft', 'placed', 'in_preparation', 'ready', 'served', 'settled', 'closed', 'cancelled');
CREATE TYPE fb.order_item_status AS ENUM ('new', 'fired', 'preparing', 'ready', 'served', 'voided');
CREATE TYPE fb.settlement AS ENUM ('none', 'room', 'cash', 'card_slip');

CREATE TABLE fb.outlets (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  code text NOT NULL CHECK (code ~ '^[A-Z0-9]{2,8}$'),
  name text NOT NULL CHECK (name <> ''),
  kind fb.outlet_kind NOT NULL,
  -- What a charge to a folio is posted as.
  transaction_code text NOT NULL CHECK (transaction_code ~ '^[A-Z0-9_]{2,24}$'),
  opens_at time,
  closes_at time,
  active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT outlets_code_key EXCLUDE USING btree (property_id WITH =, code WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE fb.dining_tables (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  outlet_id uuid NOT NULL REFERENCES fb.outlets (id) DEFERRABLE INITIALLY IMMEDIATE,
  number text NOT NULL CHECK (number <> ''),
  seats smallint NOT NULL CHECK (seats > 0),
  area text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT dining_tables_number_key EXCLUDE USING btree (outlet_id WITH =, number WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE fb.menu_items (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  sku text NOT NULL CHECK (sku ~ '^[A-Z0-9_-]{2,24}$'),
  name text NOT NULL CHECK (name <> ''),
  description text NOT NULL DEFAULT '',
  category fb.menu_category NOT NULL,
  -- As the menu prints it, tax included where the property's prices include tax.
  price shared.amount NOT NULL CHECK (price >= 0),
  currency shared.currency_code NOT NULL,
  tax_code text NOT NULL CHECK (tax_code ~ '^[A-Z0-9_]{2,24}$'),
  allergens fb.allergen[] NOT NULL DEFAULT '{}',
  prep_station fb.prep_station NOT NULL,
  course smallint NOT NULL DEFAULT 1 CHECK (course BETWEEN 1 AND 9),
  available boolean NOT NULL DEFAULT true,
  -- Sold out on that business date; on the next it is there again by itself.
  withdrawn_for_date date,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT menu_items_sku_key EXCLUDE USING btree (property_id WITH =, sku WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

-- Which item an outlet sells, and for how much where that differs.
CREATE TABLE fb.outlet_menu_items (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  outlet_id uuid NOT NULL REFERENCES fb.outlets (id) DEFERRABLE INITIALLY IMMEDIATE,
  menu_item_id uuid NOT NULL REFERENCES fb.menu_items (id) DEFERRABLE INITIALLY IMMEDIATE,
  price shared.amount CHECK (price >= 0),
  sort smallint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT outlet_menu_items_pair_key EXCLUDE USING btree (outlet_id WITH =, menu_item_id WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

-- A question that goes with an item: how it is cooked, with which side.
CREATE TABLE fb.modifier_groups (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  code text NOT NULL CHECK (code ~ '^[A-Z0-9_-]{2,24}$'),
  name text NOT NULL CHECK (name <> ''),
  min_choices smallint NOT NULL DEFAULT 0 CHECK (min_choices >= 0),
  max_choices smallint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT modifier_groups_choices CHECK (max_choices >= greatest(min_choices, 1)),
  CONSTRAINT modifier_groups_code_key EXCLUDE USING btree (property_id WITH =, code WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE fb.modifiers (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  group_id uuid NOT NULL REFERENCES fb.modifier_groups (id) DEFERRABLE INITIALLY IMMEDIATE,
  name text NOT NULL CHECK (name <> ''),
  -- Added to the price of one; below zero for what is left out.
  price_delta shared.amount NOT NULL DEFAULT 0,
  allergens fb.allergen[] NOT NULL DEFAULT '{}',
  available boolean NOT NULL DEFAULT true,
  sort smallint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT modifiers_name_key EXCLUDE USING btree (group_id WITH =, name WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE fb.menu_item_modifier_groups (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  menu_item_id uuid NOT NULL REFERENCES fb.menu_items (id) DEFERRABLE INITIALLY IMMEDIATE,
  group_id uuid NOT NULL REFERENCES fb.modifier_groups (id) DEFERRABLE INITIALLY IMMEDIATE,
  sort smallint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT menu_item_modifier_groups_pair_key EXCLUDE USING btree (menu_item_id WITH =, group_id WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

-- No totals: fb.v_order_totals adds the lines up.
CREATE TABLE fb.fb_orders (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  order_no text NOT NULL CHECK (order_no <> ''),
  outlet_id uuid NOT NULL REFERENCES fb.outlets (id) DEFERRABLE INITIALLY IMMEDIATE,
  type fb.order_type NOT NULL,
  status fb.order_status NOT NULL DEFAULT 'draft',
  dining_table_id uuid REFERENCES fb.dining_tables (id) DEFERRABLE INITIALLY IMMEDIATE,
  -- property_mgmt.inventory_units, guest.stays, billing.folios: other contexts, no foreign keys.
  unit_id uuid,
  stay_id uuid,
  folio_id uuid,
  -- The other check of the same table, where two were opened while apart.
  linked_order_id uuid REFERENCES fb.fb_orders (id) DEFERRABLE INITIALLY IMMEDIATE,
  covers smallint NOT NULL DEFAULT 1 CHECK (covers > 0),
  business_date date NOT NULL,
  currency shared.currency_code NOT NULL,
  settlement fb.settlement NOT NULL DEFAULT 'none',
  placed_at timestamptz,
  settled_at timestamptz,
  cancelled_at timestamptz,
  cancel_reason text,
  notes text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT fb_orders_place CHECK ((type = 'table') = (dining_table_id IS NOT NULL) AND (type <> 'room' OR unit_id IS NOT NULL)),
  CONSTRAINT fb_orders_settled CHECK (
    (status IN ('settled', 'closed')) = (settlement <> 'none') AND (settlement = 'none') = (settled_at IS NULL)),
  -- A charge to a room follows the stay, not the number on the door.
  CONSTRAINT fb_orders_room_has_stay CHECK (settlement <> 'room' OR stay_id IS NOT NULL),
  CONSTRAINT fb_orders_cancelled CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL)),
  CONSTRAINT fb_orders_not_linked_to_itself CHECK (linked_order_id <> id),
  CONSTRAINT fb_orders_order_no_key EXCLUDE USING btree (property_id WITH =, order_no WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE fb.fb_order_items (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  order_id uuid NOT NULL REFERENCES fb.fb_orders (id) DEFERRABLE INITIALLY IMMEDIATE,
  menu_item_id uuid NOT NULL REFERENCES fb.menu_items (id) DEFERRABLE INITIALLY IMMEDIATE,
  -- Name, price, tax and station as ordered: what the menu says later changes nothing here.
  name text NOT NULL CHECK (name <> ''),
  unit_price shared.amount NOT NULL CHECK (unit_price >= 0),
  currency shared.currency_code NOT NULL,
  tax_code text NOT NULL,
  prep_station fb.prep_station NOT NULL,
  -- [{"id": modifier, "name", "price_delta": "1.50"}]
  modifiers jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(modifiers) = 'array'),
  course smallint NOT NULL DEFAULT 1 CHECK (course BETWEEN 1 AND 9),
  note text NOT NULL DEFAULT '',
  qty integer NOT NULL CHECK (qty > 0),
  -- How many the kitchen has been told of; it never falls.
  sent_qty integer NOT NULL DEFAULT 0,
  voided_qty integer NOT NULL DEFAULT 0,
  status fb.order_item_status NOT NULL DEFAULT 'new',
  fired_at timestamptz,
  served_at timestamptz,
  voided_at timestamptz,
  void_reason text CHECK (void_reason <> ''),
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT fb_order_items_sent CHECK (sent_qty BETWEEN 0 AND qty AND (sent_qty > 0) = (fired_at IS NOT NULL)),
  CONSTRAINT fb_order_items_voided CHECK (
    voided_qty BETWEEN 0 AND qty AND (status = 'voided') = (voided_qty = qty) AND (voided_qty > 0) = (voided_at IS NOT NULL)),
  -- What the kitchen never saw may go without a word.
  CONSTRAINT fb_order_items_void_reason CHECK (voided_qty <= qty - sent_qty OR void_reason IS NOT NULL)
);

-- What a station was told to make, once. A ticket is made whole and never changed; only its end is noted.
CREATE TABLE fb.kitchen_tickets (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  ticket_no text NOT NULL CHECK (ticket_no <> ''),
  order_id uuid NOT NULL REFERENCES fb.fb_orders (id) DEFERRABLE INITIALLY IMMEDIATE,
  outlet_id uuid NOT NULL REFERENCES fb.outlets (id) DEFERRABLE INITIALLY IMMEDIATE,
  -- The command that fired: given twice, it makes one ticket.
  firing_id uuid NOT NULL,
  prep_station fb.prep_station NOT NULL CHECK (prep_station <> 'none'),
  course smallint NOT NULL DEFAULT 1 CHECK (course BETWEEN 1 AND 9),
  -- [{"item_id", "name", "qty", "modifiers": ["rare"], "note"}]
  lines jsonb NOT NULL CHECK (jsonb_typeof(lines) = 'array' AND jsonb_array_length(lines) > 0),
  fired_at timestamptz NOT NULL,
  done_at timestamptz CHECK (done_at >= fired_at),
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT kitchen_tickets_firing_key EXCLUDE USING btree (order_id WITH =, firing_id WITH =, prep_station WITH =, course WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE,
  CONSTRAINT kitchen_tickets_no_key EXCLUDE USING btree (property_id WITH =, ticket_no WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE INDEX dining_tables_property_idx ON fb.dining_tables (property_id);
CREATE INDEX menu_items_menu_idx ON fb.menu_items (property_id, category, name) WHERE available AND deleted_at IS NULL;
CREATE INDEX menu_items_allergens_idx ON fb.menu_items USING gin (allergens);
CREATE INDEX outlet_menu_items_property_idx ON fb.outlet_menu_items (property_id);
CREATE INDEX outlet_menu_items_item_idx ON fb.outlet_menu_items (menu_item_id);
CREATE INDEX modifiers_property_idx ON fb.modifiers (property_id);
CREATE INDEX menu_item_modifier_groups_property_idx ON fb.menu_item_modifier_groups (property_id);
CREATE INDEX menu_item_modifier_groups_group_idx ON fb.menu_item_modifier_groups (group_id);
CREATE INDEX fb_orders_open_idx ON fb.fb_orders (property_id, outlet_id) WHERE status NOT IN ('settled', 'closed', 'cancelled') AND deleted_at IS NULL;
CREATE INDEX fb_orders_day_idx ON fb.fb_orders (property_id, business_date, outlet_id) WHERE deleted_at IS NULL;
CREATE INDEX fb_orders_hot_idx ON fb.fb_orders (property_id) WHERE hot;
CREATE INDEX fb_orders_outlet_idx ON fb.fb_orders (outlet_id);
CREATE INDEX fb_orders_table_idx ON fb.fb_orders (dining_table_id);
CREATE INDEX fb_orders_unit_idx ON fb.fb_orders (unit_id);
CREATE INDEX fb_orders_stay_idx ON fb.fb_orders (stay_id);
CREATE INDEX fb_orders_folio_idx ON fb.fb_orders (folio_id);
CREATE INDEX fb_orders_linked_idx ON fb.fb_orders (linked_order_id);
CREATE INDEX fb_order_items_order_idx ON fb.fb_order_items (order_id) WHERE deleted_at IS NULL;
CREATE INDEX fb_order_items_menu_item_idx ON fb.fb_order_items (menu_item_id);
CREATE INDEX fb_order_items_hot_idx ON fb.fb_order_items (property_id) WHERE hot;
CREATE INDEX kitchen_tickets_queue_idx ON fb.kitchen_tickets (property_id, prep_station, fired_at) WHERE done_at IS NULL AND deleted_at IS NULL;
CREATE INDEX kitchen_tickets_outlet_idx ON fb.kitchen_tickets (outlet_id);
CREATE INDEX kitchen_tickets_firing_idx ON fb.kitchen_tickets (firing_id);
CREATE INDEX kitchen_tickets_hot_idx ON fb.kitchen_tickets (property_id) WHERE hot;

CREATE TRIGGER guard_fb_order_status BEFORE UPDATE OF status ON fb.fb_orders
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'draft>placed,cancelled', 'placed>in_preparation,cancelled', 'in_preparation>ready,cancelled', 'ready>served,cancelled',
  'served>settled', 'settled>closed');
CREATE TRIGGER guard_fb_order_item_status BEFORE UPDATE OF status ON fb.fb_order_items
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'new>fired,voided', 'fired>preparing,voided', 'preparing>ready,voided', 'ready>served,voided');

-- The kitchen cannot unhear a line: neither number falls, the price stays as ordered, and the line stays on the check.
CREATE FUNCTION fb.keep_sent_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'line % of order % was sent: it can be voided, not rewritten', OLD.id, OLD.order_id USING ERRCODE = 'ST003';
END $$;
CREATE TRIGGER guard_sent_line BEFORE UPDATE ON fb.fb_order_items
FOR EACH ROW WHEN (
  NEW.sent_qty < OLD.sent_qty OR NEW.voided_qty < OLD.voided_qty OR (OLD.sent_qty > 0 AND NEW.deleted_at IS NOT NULL)
  OR (OLD.sent_qty > 0 AND ROW (NEW.order_id, NEW.menu_item_id, NEW.name, NEW.unit_price, NEW.currency, NEW.tax_code, NEW.modifiers)
      IS DISTINCT FROM ROW (OLD.order_id, OLD.menu_item_id, OLD.name, OLD.unit_price, OLD.currency, OLD.tax_code, OLD.modifiers)))
EXECUTE FUNCTION fb.keep_sent_line();
CREATE TRIGGER guard_sent_line_kept BEFORE DELETE ON fb.fb_order_items
FOR EACH ROW WHEN (OLD.sent_qty > 0) EXECUTE FUNCTION fb.keep_sent_line();

CREATE TRIGGER guard_ticket_lines BEFORE UPDATE ON fb.kitchen_tickets
FOR EACH ROW WHEN (
  ROW (NEW.property_id, NEW.ticket_no, NEW.order_id, NEW.outlet_id, NEW.firing_id, NEW.prep_station, NEW.course, NEW.lines, NEW.fired_at)
  IS DISTINCT FROM
  ROW (OLD.property_id, OLD.ticket_no, OLD.order_id, OLD.outlet_id, OLD.firing_id, OLD.prep_station, OLD.course, OLD.lines, OLD.fired_at))
EXECUTE FUNCTION shared.forbid_mutation();
CREATE TRIGGER guard_ticket_kept BEFORE DELETE ON fb.kitchen_tickets
FOR EACH ROW EXECUTE FUNCTION shared.forbid_mutation();

-- What the choices of a line add to the price of one.
CREATE FUNCTION fb.modifiers_price(modifiers jsonb) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(sum((m ->> 'price_delta')::numeric), 0) FROM jsonb_array_elements(modifiers) AS m
$$;

-- Rounded per line, half up, to the currency's minor unit.
CREATE VIEW fb.v_order_totals WITH (security_invoker = true) AS
SELECT o.property_id, o.id AS order_id, o.currency, count(i.id) AS lines,
  coalesce(sum(i.qty - i.voided_qty), 0) AS pieces,
  coalesce(sum(round((i.qty - i.voided_qty) * (i.unit_price + fb.modifiers_price(i.modifiers)), c.minor_units)), 0) AS total,
  coalesce(sum(round(i.voided_qty * (i.unit_price + fb.modifiers_price(i.modifiers)), c.minor_units)), 0) AS voided
FROM fb.fb_orders o
JOIN shared.currencies c ON c.code = o.currency
LEFT JOIN fb.fb_order_items i ON i.order_id = o.id AND i.deleted_at IS NULL
WHERE o.deleted_at IS NULL
GROUP BY o.property_id, o.id, o.currency;

CREATE VIEW fb.v_open_orders WITH (security_invoker = true) AS
SELECT o.id, o.property_id, o.order_no, o.outlet_id, u.name AS outlet_name, o.type, o.status, o.dining_table_id, d.number AS table_number,
  o.unit_id, n.number AS unit_number, o.stay_id, g.full_name AS guest_name, o.covers, o.business_date, o.placed_at, o.currency,
  t.lines, t.pieces, t.total
FROM fb.fb_orders o
JOIN fb.outlets u ON u.id = o.outlet_id
JOIN fb.v_order_totals t ON t.order_id = o.id
LEFT JOIN fb.dining_tables d ON d.id = o.dining_table_id
LEFT JOIN property_mgmt.inventory_units n ON n.id = o.unit_id
LEFT JOIN guest.stays s ON s.id = o.stay_id
LEFT JOIN guest.profiles g ON g.id = s.profile_id
WHERE o.status NOT IN ('settled', 'closed', 'cancelled') AND o.deleted_at IS NULL;

-- Tickets that a station still works on, oldest first; what was voided since is told beside each.
CREATE VIEW fb.v_kitchen_queue WITH (security_invoker = true) AS
SELECT k.id, k.property_id, k.outlet_id, k.prep_station, k.ticket_no, k.course, k.fired_at, k.lines, o.id AS order_id, o.order_no, o.type,
  d.number AS table_number, n.number AS unit_number,
  (SELECT coalesce(jsonb_object_agg(i.id, i.voided_qty), '{}') FROM fb.fb_order_items i
   WHERE i.order_id = k.order_id AND i.voided_qty > 0 AND i.deleted_at IS NULL) AS voided_qty_by_item
FROM fb.kitchen_tickets k
JOIN fb.fb_orders o ON o.id = k.order_id
LEFT JOIN fb.dining_tables d ON d.id = o.dining_table_id
LEFT JOIN property_mgmt.inventory_units n ON n.id = o.unit_id
WHERE k.done_at IS NULL AND k.deleted_at IS NULL;
